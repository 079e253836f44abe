"""Who comes to an occurrence, waits, or asked to: what of it is looked at, and as a table to take along."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ..enums import LIVE_STATES, PlaceState
from ..models import Occurrence, Place

BOOKED, PENDING, WAITING, ENDED = "", "pending", "waiting", "ended"
GROUPS = [
    (BOOKED, _("Have a place")),
    (PENDING, _("Wait for your approval")),
    (WAITING, _("On the waiting list")),
    (ENDED, _("Come no longer")),
]
STATES = {
    BOOKED: {PlaceState.CONFIRMED, PlaceState.HELD, PlaceState.OFFERED},
    PENDING: {PlaceState.PENDING},
    WAITING: {PlaceState.WAITING},
    ENDED: frozenset(PlaceState) - LIVE_STATES,
}
ORDER = {WAITING: ("-priority", "waits_since", "booking_id", "pk"), ENDED: ("-ended_at", "-pk")}


@dataclass(frozen=True)
class PeopleFilters:
    group: str = BOOKED
    category: str = ""
    text: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "PeopleFilters":
        """Whatever an address says; what makes no sense is left out."""
        group, category = query.get("group", ""), query.get("category", "")
        return cls(
            group if group in STATES else BOOKED,
            category if category.isascii() and category.isdigit() and len(category) < 10 else "",
            query.get("text", "").replace("\x00", "").strip()[:100],
        )

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in vars(self).items() if value})

    def rows(self, occurrence: Occurrence) -> QuerySet[Place]:
        """By name; the waiting list in the order of its line, and who left it the latest first."""
        found = Place.objects.filter(occurrence=occurrence, state__in=STATES[self.group])
        if self.category:
            found = found.filter(category=int(self.category))
        if self.text:
            names = Q(name__icontains=self.text) | Q(email__icontains=self.text)
            orderers = Q(booking__name__icontains=self.text) | Q(booking__reference__iexact=self.text)
            organisations = Q(organisation__name__icontains=self.text) | Q(
                booking__organisation__name__icontains=self.text
            )
            found = found.filter(names | orderers | organisations)
        related = found.select_related("category", "organisation", "booking__organisation")
        return related.order_by(*ORDER.get(self.group, ("name", "pk")))


def organisation_of(place: Place) -> str:
    """Where somebody comes from: as they said, as their booking says, or as it was written there."""
    known = place.organisation or place.booking.organisation
    return known.name if known else place.booking.organisation_name


def header() -> list[str]:
    return [
        *(_now("Name"), _now("E-mail"), _now("Organisation"), _now("Ticket"), _now("Takes part"), _now("State")),
        *(_now("Ordered by"), _now("Booking"), _now("Booked")),
    ]


def as_lines(places: QuerySet[Place]) -> Iterator[tuple[Any, ...]]:
    """Without answers: what people need is shown to the few who cook and build."""
    for place in places.iterator(chunk_size=500):
        yield (
            *(place.name, place.email, organisation_of(place), place.category.name, place.get_mode_display()),
            *(place.get_state_display(), place.booking.name, place.booking.reference, place.booked_at),
        )
