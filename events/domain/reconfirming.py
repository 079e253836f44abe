"""Asking people some days ahead whether they still come, and giving the places of the silent to who waits."""

from datetime import datetime, timedelta

from django.db import transaction

from cms import audit, clock
from cms.people.models import User

from ..enums import PlaceState
from ..models import Occurrence, Place
from ..signals import places_asked, places_ended
from .bound import bound_places
from .moves import NotPossibleNow, announce, locked_places, move, settle
from .room import hold
from .waiting import PROMOTING, promote_under

# Nobody loses a place for not answering within less than this.
TIME_TO_ANSWER = timedelta(hours=24)


@transaction.atomic
def ask_to_reconfirm(*, occurrence: Occurrence, at: datetime) -> list[Place]:
    """Ask everybody who got their place before asking began, once. Who is in a crisis pause is asked when it is over,
    if there still is time.
    """
    current = hold(occurrence.pk, at=at).occurrence
    begins = current.reconfirm_from
    until = current.reconfirm_until or current.starts_at
    if begins is None or not begins <= at < until or current.state not in PROMOTING:
        return []
    unasked = {"state": PlaceState.CONFIRMED, "asked_at": None, "confirmed_at__lt": begins}
    places = [one for one in locked_places(occurrence=current.pk, **unasked) if not _is_paused(one, at=at)]
    if places:
        Place.objects.filter(pk__in=[place.pk for place in places]).update(asked_at=at)
        audit.record_many([(place, {}) for place in places], action="events.ask_to_reconfirm", by=None, at=at)
        for place in places:
            place.asked_at = at
        announce(places_asked, places, at=at)
    return places


@transaction.atomic
def reconfirm(*, place: Place, by: User | None, at: datetime) -> Place:
    """Say again that somebody comes; twice is as good as once. Saying no is `step_back`.

    Raises NotPossibleNow where they have no place any more.
    """
    fresh = locked_places(pk=place.pk)[0]
    if fresh.state != PlaceState.CONFIRMED:
        raise NotPossibleNow(fresh.state)
    if fresh.reconfirmed_at is None:
        fresh.reconfirmed_at = at
        fresh.save(update_fields=["reconfirmed_at"])
        audit.record(fresh, action="events.reconfirm", by=by, at=at, booking=fresh.booking_id)
    return fresh


@transaction.atomic
def release_silent(*, occurrence: Occurrence, at: datetime) -> list[Place]:
    """Give the places of those who were asked and did not answer to who waits, where the occurrence says so.

    While timers stand still for their organisation, their time to answer does too. Places something hangs on stay.
    """
    held = hold(occurrence.pk, at=at)
    current = held.occurrence
    until = current.reconfirm_until
    if not current.release_silent or until is None or not until <= at < current.starts_at:
        return []
    if current.state not in PROMOTING:
        return []
    silent = {"state": PlaceState.CONFIRMED, "asked_at__isnull": False, "reconfirmed_at": None}
    late = [one for one in locked_places(occurrence=current.pk, **silent) if answer_by(one, until, at=at) <= at]
    bound = bound_places([one.pk for one in late])
    places = [one for one in late if one.pk not in bound]
    if places:
        move(places, PlaceState.RELEASED, at=at)
        settle([place.booking for place in places], at=at)
        audit.record_many([(place, {}) for place in places], action="events.release", by=None, at=at)
        announce(places_ended, places, at=at)
        promote_under(held)
    return places


def answer_by(place: Place, until: datetime, *, at: datetime) -> datetime:
    """Until when somebody who was asked may answer, as known now; the place's booking must be loaded."""
    assert place.asked_at is not None
    deadline = max(until, place.asked_at + TIME_TO_ANSWER)
    return clock.deadline_after_pauses(
        organisation_id=_organisation(place), since=place.asked_at, deadline=deadline, at=at
    )


def _is_paused(place: Place, *, at: datetime) -> bool:
    return clock.timers_paused(organisation_id=_organisation(place), at=at)


def _organisation(place: Place) -> int | None:
    return place.organisation_id or place.booking.organisation_id
