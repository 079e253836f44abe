"""The list for the door when screens fail: who comes, by family name, with ticket and how they take part."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.sorting import nordic
from learning.documents import THEME, tagged_pdf

from ..domain.audiences import SHOWN_AT_THE_DOOR
from ..enums import PlaceState
from ..models import Occurrence, Place
from ..words import when_in_words, where_in_words
from .people import organisation_of

LAYOUT = THEME / "templates/theme/document/door_list.typ"
# Words that go with the family name: de Vries, von Essen, van der Meer.
PARTICLES = frozenset(
    {"af", "av", "da", "de", "del", "della", "der", "di", "du", "la", "le", "ten", "van", "von", "zu"}
)


@dataclass(frozen=True)
class DoorLine:
    """`name` with the family name first; of places nobody is named on, who ordered."""

    name: str
    organisation: str
    ticket: str
    mode: str
    is_named: bool = True


def door_lines(occurrence: Occurrence, *, mode: str = "") -> list[DoorLine]:
    """Those who have a place, places without a name last. One query."""
    rows = Place.objects.filter(occurrence=occurrence, state=PlaceState.CONFIRMED)
    rows = rows.filter(mode=mode) if mode else rows
    places = rows.select_related("category", "organisation", "booking__organisation").order_by("pk")
    return sorted(map(_line, places), key=lambda one: (not one.is_named, nordic(one.name)))


def family_first(name: str) -> str:
    """Moen, Ingrid. What stands before the last word is given names, but for particles."""
    words = name.split()
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in PARTICLES:
        at -= 1
    return f"{' '.join(words[at:])}, {' '.join(words[:at])}" if at > 0 else name.strip()


def door_list_pdf(occurrence: Occurrence, lines: list[DoorLine]) -> bytes:
    """A4, tagged (PDF/UA-1), in the language that is active."""
    return tagged_pdf(LAYOUT, _facts(occurrence, lines))


def _facts(occurrence: Occurrence, lines: list[DoorLine]) -> dict[str, object]:
    return {
        "language": get_language() or "nb",
        "title": occurrence.title,
        "heading": _("Door list"),
        "when": when_in_words(occurrence),
        "where": where_in_words(occurrence),
        "people": [[one.name, one.organisation, one.ticket, one.mode] for one in lines],
        "labels": [_("Here"), _("Name"), _("Organisation"), _("Ticket"), _("Takes part")],
        "box": _("Not ticked"),
    }


def _line(place: Place) -> DoorLine:
    named = bool(place.name)
    name = family_first(place.name) if named else _("%(name)s, for somebody") % {"name": place.booking.name}
    about = (organisation_of(place), _ticket(place), str(place.get_mode_display()))
    return DoorLine(name, *about, is_named=named)


def _ticket(place: Place) -> str:
    """What somebody says they are, and shows when they come, is asked for here."""
    category = place.category
    if category.audience not in SHOWN_AT_THE_DOOR:
        return category.name
    return f"{category.name} (" + _("to be shown at the door") + ")"
