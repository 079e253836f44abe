"""Letting participants into an online meeting: who, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from cms.addresses import site_url
from cms.people.models import User

from ...enums import OccurrenceState, PlaceMode, PlaceState
from ...models import JoinLink, Occurrence, Place
from ...signals import joined
from ...theirs import places_taken_by

SALT = "events.calendar.join"
HELD_STATES = (OccurrenceState.OPEN, OccurrenceState.CLOSED, OccurrenceState.DONE)
# What the page says.
OPEN, EARLY, OVER, NO_LINK, OFF = "open", "early", "over", "no_link", "off"


class NotOpenNow(Exception):
    """Nobody is let in now; `standing` says why."""

    def __init__(self, standing: str) -> None:
        super().__init__(standing)
        self.standing = standing


@dataclass(frozen=True)
class Doors:
    """When a meeting can be joined."""

    opens_at: datetime
    closes_at: datetime


def place_of(user: User, uid: UUID) -> Place | None:
    """The online place this person has there."""
    own = places_taken_by(user).filter(occurrence__uid=uid)
    return _online(Place.objects.filter(pk__in=own.values("pk"))).first()


def place_with_link(token: str) -> Place | None:
    """The online place a guest's link is for; none once somebody else has it, or nobody."""
    try:
        code = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    return _online(Place.objects.all()).filter(code=code).first()


def guests_join_url(place: Place) -> str:
    """For mail to the person of the place alone. A ticket that changes hands has another one."""
    return site_url(reverse("join_by_link", args=[signing.Signer(salt=SALT).sign(place.code)]))


def _online(places: QuerySet[Place]) -> QuerySet[Place]:
    rows = places.filter(state=PlaceState.CONFIRMED, mode=PlaceMode.ONLINE)
    return (
        rows.exclude(occurrence__state=OccurrenceState.DRAFT)
        .select_related("occurrence__series", "occurrence__join_link")
        .order_by("pk")
    )


def doors_of(occurrence: Occurrence) -> Doors:
    link = _link_of(occurrence)
    early = timedelta(minutes=link.opens_minutes if link else 0)
    return Doors(occurrence.starts_at - early, occurrence.ends_at)


def standing_at(occurrence: Occurrence, *, at: datetime) -> str:
    """Whether people are let in at a moment, or why not."""
    doors = doors_of(occurrence)
    if occurrence.state not in HELD_STATES:
        return OFF
    if at > doors.closes_at:
        return OVER
    if at < doors.opens_at:
        return EARLY
    return OPEN if _link_of(occurrence) else NO_LINK


@transaction.atomic
def arrive(*, place: Place, at: datetime) -> str:
    """Let somebody in: announce that they came, and return where the meeting is. Raises NotOpenNow."""
    link = _link_of(place.occurrence)
    standing = standing_at(place.occurrence, at=at)
    if standing != OPEN or link is None:
        raise NotOpenNow(standing)
    transaction.on_commit(lambda: joined.send_robust(Place, place=place, at=at), robust=True)
    return link.url


def _link_of(occurrence: Occurrence) -> JoinLink | None:
    return getattr(occurrence, "join_link", None)
