"""When, where and on which terms: what the verbs of an occurrence are given, and what of it does not fit together."""

from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from cms.models import CatalogueTerm
from cms.places.models import Municipality
from cms.texts import Texts
from learning.models import Course

from ..enums import Mode, VatCode, WaitingPolicy
from ..models import JoinLink, Occurrence
from ..wall_clock import days_later

SHORTEST = timedelta(minutes=5)
# Deadlines of people who sign up, which go along when the day moves.
DEADLINES = ("closes_at", "change_until", "cancel_until", "names_until", "reconfirm_from", "reconfirm_until")


class EndsBeforeStart(Exception):
    """It ends before it has begun, or at once."""


class InThePast(Exception):
    """The moment has passed already."""


class AlreadyEnded(Exception):
    """It is held or cancelled; nothing is changed any more."""


class TermsOutOfOrder(Exception):
    """The deadlines of sign-up do not follow one another; `field` is the one that is out of order."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class When:
    starts_at: datetime
    ends_at: datetime
    timezone: str = "Europe/Oslo"


@dataclass(frozen=True, kw_only=True)
class Where:
    """`join_url` is where an online meeting is held: kept apart, and shown to participants alone."""

    mode: str = Mode.ROOM
    venue: str = ""
    address: str = ""
    municipality: Municipality | None = None
    join_url: str = ""


@dataclass(frozen=True, kw_only=True)
class SignUp:
    """The terms of signing up, named as the columns are."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    change_until: datetime | None = None
    cancel_until: datetime | None = None
    names_until: datetime | None = None
    waiting: str = WaitingPolicy.STRICT
    longest_waiting: int | None = None
    offer_hours: int = 8
    reconfirm_from: datetime | None = None
    reconfirm_until: datetime | None = None
    release_silent: bool = False


@dataclass(frozen=True, kw_only=True)
class Tickets:
    """The kind of ticket it begins with. What is both in a room and online gets one for each, with its own size."""

    places: int | None = None
    online_places: int | None = None
    price: Decimal = Decimal(0)
    vat_code: str = VatCode.EXEMPT


@dataclass(frozen=True, kw_only=True)
class Details:
    """What may be changed at any time. Without a title it is called as its series."""

    titles: Texts = field(default_factory=dict)
    sign_up: SignUp = field(default_factory=SignUp)
    hours: Decimal | None = None
    course: Course | None = None
    topics: tuple[CatalogueTerm, ...] = ()


def bring_to(occurrence: Occurrence, when: When, where: Where | None, *, at: datetime, anew: bool = False) -> None:
    """Deadlines go along; `anew` means with those that have passed."""
    old = occurrence.starts_at.astimezone(occurrence.zone).date()
    set_when(occurrence, when, at=at)
    if where:
        set_where(occurrence, where)
        if where.join_url:
            put_join_link(occurrence, where.join_url)
    days = (occurrence.starts_at.astimezone(occurrence.zone).date() - old).days
    if days:
        _take_deadlines_along(occurrence, days, at=at, anew=anew)


def _take_deadlines_along(occurrence: Occurrence, days: int, *, at: datetime, anew: bool) -> None:
    """One that would have passed by that is dropped: until it starts, then. One that has passed for the old day and not
    for the new one counts again, since who cannot come that day gives the place back; that for signing up only `anew`.
    """
    for name in DEADLINES:
        if not (deadline := getattr(occurrence, name)):
            continue
        later = days_later(deadline, days, occurrence.zone)
        if anew or deadline > at:
            setattr(occurrence, name, later if later > at else None)
        elif later > at and name != "closes_at":
            setattr(occurrence, name, later)
    if occurrence.opens_at and occurrence.opens_at > at:
        occurrence.opens_at = max(days_later(occurrence.opens_at, days, occurrence.zone), at)
    if occurrence.opens_at and occurrence.closes_at and occurrence.closes_at <= occurrence.opens_at:
        occurrence.closes_at = None
    if not (occurrence.reconfirm_from and occurrence.reconfirm_until):
        occurrence.reconfirm_from = occurrence.reconfirm_until = None
        occurrence.release_silent = False


def set_when(occurrence: Occurrence, when: When, *, at: datetime) -> None:
    if when.ends_at - when.starts_at < SHORTEST:
        raise EndsBeforeStart
    if when.starts_at <= at and when.starts_at != occurrence.starts_at:
        raise InThePast
    ZoneInfo(when.timezone)
    occurrence.starts_at, occurrence.ends_at, occurrence.timezone = when.starts_at, when.ends_at, when.timezone


def set_where(occurrence: Occurrence, where: Where) -> None:
    occurrence.mode, occurrence.municipality = where.mode, where.municipality
    occurrence.venue, occurrence.address = where.venue.strip(), where.address.strip()


def put_join_link(occurrence: Occurrence, url: str, **more: int) -> None:
    if url:
        JoinLink.objects.update_or_create(occurrence=occurrence, defaults={"url": url, **more})
    else:
        JoinLink.objects.filter(occurrence=occurrence).delete()


def set_details(occurrence: Occurrence, details: Details) -> None:
    """All but the topics, which need a saved row. Raises TermsOutOfOrder."""
    _check_order(occurrence, details.sign_up)
    occurrence.titles = {code: text.strip() for code, text in details.titles.items() if text.strip()}
    occurrence.hours, occurrence.course = details.hours, details.course
    for one in fields(details.sign_up):
        setattr(occurrence, one.name, getattr(details.sign_up, one.name))


def _check_order(occurrence: Occurrence, terms: SignUp) -> None:
    for name in ("opens_at", *DEADLINES):
        moment = getattr(terms, name)
        if moment and moment > occurrence.ends_at:
            raise TermsOutOfOrder(name)
    if terms.opens_at and terms.opens_at >= (terms.closes_at or occurrence.starts_at):
        raise TermsOutOfOrder("closes_at" if terms.closes_at else "opens_at")
    if bool(terms.reconfirm_from) != bool(terms.reconfirm_until):
        raise TermsOutOfOrder("reconfirm_until" if terms.reconfirm_from else "reconfirm_from")
    if terms.reconfirm_from and terms.reconfirm_until and terms.reconfirm_until <= terms.reconfirm_from:
        raise TermsOutOfOrder("reconfirm_until")
    if terms.release_silent and not terms.reconfirm_from:
        raise TermsOutOfOrder("reconfirm_from")
