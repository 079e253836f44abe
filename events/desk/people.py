"""Who comes to an occurrence, waits, or asked to: what of it is looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Lower
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cms.people.enums import OrganisationKind

from ..enums import LIVE_STATES, NoteKind, PlaceMode, PlaceState
from ..models import BookingNote, Occurrence, Place
from .narrowings import Narrowing, narrowings

BOOKED, PENDING, WAITING, ENDED, LIVE = "", "pending", "waiting", "ended", "live"
GROUPS = [
    (BOOKED, _("Have a place")),
    (PENDING, _("Wait for your approval")),
    (WAITING, _("On the waiting list")),
    (LIVE, _("All of these")),
    (ENDED, _("Come no longer")),
]
STATES = {
    BOOKED: {PlaceState.CONFIRMED, PlaceState.HELD, PlaceState.OFFERED},
    PENDING: {PlaceState.PENDING},
    WAITING: {PlaceState.WAITING},
    LIVE: LIVE_STATES,
    ENDED: frozenset(PlaceState) - LIVE_STATES,
}
ORDER = {WAITING: ("-priority", "waits_since", "booking_id", "pk"), ENDED: ("-ended_at", "-pk")}
NAMED, UNNAMED = "yes", "no"
NAMES = [(NAMED, _("Named")), (UNNAMED, _("Not named yet"))]
LONGEST = 60


@dataclass(frozen=True)
class PeopleFilters:
    group: str = BOOKED
    category: str = ""
    text: str = ""
    mode: str = ""
    kind: str = ""
    named: str = ""
    # What other parts of the room narrow down by: keys and what was chosen.
    more: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, query: QueryDict) -> "PeopleFilters":
        """Whatever an address says; what makes no sense is left out."""
        category = query.get("category", "")
        more = ((one.key, query.get(one.key, "").replace("\x00", "")[:LONGEST]) for one in narrowings())
        return cls(
            group=_one_of(query.get("group", ""), STATES),
            category=category if category.isascii() and category.isdigit() and len(category) < 10 else "",
            text=query.get("text", "").replace("\x00", "").strip()[:100],
            mode=_one_of(query.get("mode", ""), PlaceMode.values),
            kind=_one_of(query.get("kind", ""), OrganisationKind.values),
            named=_one_of(query.get("named", ""), (NAMED, UNNAMED)),
            more=tuple((key, value) for key, value in more if value),
        )

    @property
    def values(self) -> dict[str, str]:
        """What is asked for, by the names in addresses."""
        own = {name: value for name, value in vars(self).items() if name != "more" and value}
        return own | dict(self.more)

    @property
    def query(self) -> str:
        return urlencode(self.values)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.values.keys() - {"group"})

    def rows(self, occurrence: Occurrence) -> QuerySet[Place]:
        """By name; the waiting list in the order of its line, and who left it the latest first."""
        found = Place.objects.filter(self._wanted, occurrence=occurrence, state__in=STATES[self.group])
        known: dict[str, Narrowing] = {one.key: one for one in narrowings()}
        for key, value in self.more:
            found = known[key].rows(found, occurrence, value)
        related = found.select_related("category", "organisation", "booking__organisation")
        return related.order_by(*ORDER.get(self.group, ("name", "pk")))

    @property
    def _wanted(self) -> Q:
        wanted = Q(category=int(self.category)) if self.category else Q()
        if self.mode:
            wanted &= Q(mode=self.mode)
        if self.kind:
            by_booking = Q(organisation=None, booking__organisation__kind=self.kind)
            wanted &= Q(organisation__kind=self.kind) | by_booking
        if self.named:
            nameless = Q(name="", email="", user=None)
            wanted &= ~nameless if self.named == NAMED else nameless
        return wanted & self._holds if self.text else wanted

    @property
    def _holds(self) -> Q:
        # SQLite knows upper and lower case of plain letters only: åse is looked for as Åse too.
        found = Q(booking__reference__iexact=self.text)
        for words in {self.text, self.text.capitalize()}:
            found |= Q(name__icontains=words) | Q(email__icontains=words) | Q(booking__name__icontains=words)
            found |= Q(organisation__name__icontains=words) | Q(booking__organisation__name__icontains=words)
            found |= Q(booking__organisation_name__icontains=words)
        return found


def _one_of(value: str, known: Iterable[Any]) -> str:
    return value if value in known else ""


@dataclass(frozen=True)
class Select:
    """A field to choose from in the form that narrows the list down."""

    name: str
    label: Any
    choices: list[tuple[str, Any]]
    value: str
    everything: bool = True


def selects(filters: PeopleFilters, occurrence: Occurrence) -> list[Select]:
    """One query, and what other parts of the room ask for their own."""
    tickets = [(str(one.pk), one.name) for one in occurrence.categories.all()]
    chosen = dict(filters.more)
    own = [
        Select("group", _("Who"), GROUPS, filters.group, everything=False),
        Select("category", _("Ticket"), tickets, filters.category),
        Select("mode", _("Takes part"), list(PlaceMode.choices), filters.mode),
        Select("kind", _("Organisation"), list(OrganisationKind.choices), filters.kind),
        Select("named", _("Names"), NAMES, filters.named),
    ]
    more = [Select(one.key, one.label, one.choices(occurrence), chosen.get(one.key, "")) for one in narrowings()]
    return [one for one in (*own, *more) if one.choices]


def in_words(values: dict[str, str], occurrence: Occurrence) -> list[str]:
    """How a list was narrowed down, as people say it."""
    said = []
    for one in selects(PeopleFilters.of(_as_query(values)), occurrence):
        words = dict(one.choices).get(one.value)
        if words and (one.value or not one.everything):
            said.append(str(words))
    return said


def _as_query(values: dict[str, str]) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update(values)
    return query


def with_address(places: QuerySet[Place]) -> QuerySet[Any]:
    """Annotate places with `address`, in small letters: who comes, and for places without one who ordered. Empty ones
    are left out.
    """
    address = Case(
        When(user__is_active=True, then=F("user__email")),
        When(~Q(email=""), then=F("email")),
        When(booking__contact__is_active=True, then=F("booking__contact__email")),
        default=F("booking__email"),
    )
    return places.annotate(address=Lower(address)).exclude(address=Value(""))


def organisation_of(place: Place) -> str:
    """Where somebody comes from: as they said, as their booking says, or as it was written there."""
    known = place.organisation or place.booking.organisation
    return known.name if known else place.booking.organisation_name


def reasons_of_taking_back(places: list[Place]) -> dict[int, str]:
    """By place, for those staff have taken back. One query."""
    notes = BookingNote.objects.filter(kind=NoteKind.TAKEN_BACK, booking__in={one.booking_id for one in places})
    reasons = {(booking, at): reason for booking, at, reason in notes.values_list("booking", "at", "reason")}
    found = ((one.pk, reasons.get((one.booking_id, one.ended_at), "")) for one in places)
    return {pk: reason for pk, reason in found if reason}
