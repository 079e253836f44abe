"""Who came to what the demo has held: at the door, and online. Safe to run again."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from cms import clock
from cms.demo import people as demo
from cms.people.models import User
from events.enums import Mode, OccurrenceState, PlaceState, SeriesKind
from events.models import Occurrence, Place

from .domain.attendance import settle_attendance
from .domain.check_ins import Scan, check_in
from .domain.presence import record_joining
from .models import Settlement

# One of so many stays at home.
STAYS_AT_HOME = 6
HELD = (SeriesKind.CONFERENCE, SeriesKind.PROFESSIONAL_DAY)


def seed() -> None:
    held = Occurrence.objects.filter(state=OccurrenceState.DONE, series__kind__in=HELD, ends_at__lt=clock.now())
    settled = Settlement.objects.values("occurrence")
    for occurrence in held.exclude(pk__in=settled).order_by("starts_at"):
        _come(occurrence)


def _come(occurrence: Occurrence) -> None:
    """All but a few come, a minute after one another; the coordinator says the day after that this is all."""
    door, coordinator = (User.objects.get(email=one.email) for one in (demo.DOOR_STAFF, demo.COORDINATOR))
    places = occurrence.places.filter(state=PlaceState.CONFIRMED).order_by("pk")
    for number, place in enumerate(places, start=1):
        place.occurrence = occurrence
        if number % STAYS_AT_HOME:
            _enter(place, number, by=door)
    settle_attendance(occurrence=occurrence, by=coordinator, at=occurrence.ends_at + timedelta(days=1))


def _enter(place: Place, number: int, *, by: User) -> None:
    at = place.occurrence.starts_at - timedelta(minutes=30 - number)
    if place.occurrence.mode == Mode.ONLINE:
        record_joining(place=place, at=at)
        return
    nonce = uuid5(NAMESPACE_URL, f"demo:{place.code}")
    scan = Scan(device="demo", nonce=nonce, place_id=place.pk, door="Hovedinngangen", scanned_at=at)
    check_in(occurrence=place.occurrence, scan=scan, by=by, at=at)
