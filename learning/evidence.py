"""Certificates as an organisation's evidence, and how its people are covered by them."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.evidence import EXPIRED, EXPIRING, VALID, EvidenceRow, state_on
from cms.people.models import Organisation
from cms.people.queries import current_memberships, whole_of
from cms.sorting import nordic

from .bars import Bar, bars_of
from .queries import certificates_that_hold, certificates_with_standing
from .verification import status_of


def certificates_as_evidence(organisation: Organisation, on: date) -> Iterable[EvidenceRow]:
    """Every certificate issued to people when they acted for this organisation. One query, plain values."""
    issued = certificates_with_standing().filter(organisation__in=whole_of(organisation)).order_by("issued_at", "pk")
    # One address is built, and each code put in its place: a route is dear to look up five thousand times.
    address = reverse("verify", args=["CODE"])
    values = issued.values_list(  # type: ignore[misc]  # annotated there
        "holder_id", "holder_name", "title", "hours", "number", "code", "issued_at", "valid_until", "last_event"
    )
    for holder_id, name, title, hours, number, code, issued_at, valid_until, last_event in values:
        yield EvidenceRow(
            kind=_("Certificate"),
            person=name,
            user_id=holder_id,
            what=title,
            issued_on=timezone.localdate(issued_at),
            valid_until=valid_until,
            hours=hours,
            number=number,
            state=standing_on(on, last_event=last_event, valid_until=valid_until),
            verify_path=address.replace("CODE", code),
        )


def certificates_held(organisation: Organisation, users: Collection[int], on: date) -> dict[int, int]:
    """How many certificates that hold today each of these people has from this organisation. One query."""
    held = certificates_that_hold(on=on).filter(organisation__in=whole_of(organisation), holder__in=users)
    return dict(held.order_by().values_list("holder_id").annotate(number=Count("pk")))


def standing_on(day: date, *, last_event: str | None, valid_until: date | None) -> str:
    """Valid, expiring within sixty days, expired, revoked or superseded."""
    status = status_of(last_event, valid_until, on=day)
    return state_on(day, valid_until=valid_until) if status == VALID else status


class Coverage(NamedTuple):
    """How the people of an organisation are covered: by one course, or (without a title) by any."""

    title: str
    valid: int
    expiring: int
    expired: int
    people: int

    @property
    def none(self) -> int:
        return self.people - self.valid - self.expiring - self.expired

    @property
    def covered(self) -> int:
        return self.valid + self.expiring

    @property
    def bars(self) -> list[Bar]:
        return bars_of((state, getattr(self, state)) for state in (VALID, EXPIRING, EXPIRED, "none"))


# The better of two certificates of one person in one course is the one that counts.
_RANK = {VALID: 0, EXPIRING: 1, EXPIRED: 2}


def people_here(organisation: Organisation, *, on: date) -> set[int]:
    """Ids of the people with a role in the organisation on this day."""
    held = current_memberships(on=on).filter(organisation=organisation, user__is_active=True)
    return set(held.order_by().values_list("user_id", flat=True).distinct())


class Issued(NamedTuple):
    """What the organisation's page needs of a certificate. `enrolment_id` is None for one of another basis."""

    title: str
    holder_id: int | None
    enrolment_id: int | None
    number: str
    code: str
    valid_until: date | None
    state: str


def certificates_issued(organisation: Organisation, *, on: date) -> list[Issued]:
    """Certificates issued for an organisation, with how each stands on this day. One query, plain values."""
    rows = certificates_with_standing().filter(organisation__in=whole_of(organisation)).order_by()
    values = rows.values_list(  # type: ignore[misc]  # annotated there
        "title", "holder_id", "basis_kind", "basis_key", "number", "code", "valid_until", "last_event"
    )
    return [
        Issued(
            title,
            holder,
            int(key) if kind == "enrolment" else None,
            number,
            code,
            until,
            standing_on(on, last_event=event, valid_until=until),
        )
        for title, holder, kind, key, number, code, until, event in values
    ]


def coverage_of(issued: Iterable[Issued], courses: dict[int, str], here: Collection[int]) -> list[Coverage]:
    """How many of the people here are covered, first altogether, then course by course.

    `courses` names the course of each enrolment: a certificate goes by it, whatever language it is worded in.
    """
    best: dict[str, dict[int, str]] = {"": {}}
    for one in issued:
        holder = one.holder_id or 0
        if holder in here and one.state in _RANK:
            for of in ("", courses.get(one.enrolment_id or 0, one.title)):
                found = best.setdefault(of, {})
                found[holder] = min(found.get(holder, one.state), one.state, key=_RANK.__getitem__)
    titles = sorted(best, key=nordic)
    return [_coverage(title, list(best[title].values()), len(here)) for title in titles]


def _coverage(title: str, states: list[str], people: int) -> Coverage:
    return Coverage(title, states.count(VALID), states.count(EXPIRING), states.count(EXPIRED), people)
