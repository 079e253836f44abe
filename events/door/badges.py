"""Name badges as sheets to print, by name, in the formats labels and pockets are sold in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms.sorting import nordic
from events.enums import Audience, PlaceMode, PlaceState
from events.models import Occurrence, Place
from learning.documents import THEME, document_fonts, inputs

from .presenters import organisation_of
from .tickets import qr

LAYOUT = THEME / "templates/theme/document/badges.typ"
# So many badges are one document: more would keep a page waiting.
PART = 200


@dataclass(frozen=True)
class LabelFormat:
    """Measures are millimetres. `start` is the first badge's corner, `gap` stands between badges."""

    key: str
    name: Any
    columns: int
    rows: int
    size: tuple[float, float]
    start: tuple[float, float] = (0, 0)
    gap: tuple[float, float] = (0, 0)
    page: tuple[float, float] = (210, 297)
    folded: bool = False


_ALL = (
    LabelFormat("a6", _("A6, four on a sheet of A4 to cut"), 2, 2, (105, 148.5)),
    LabelFormat("a6-single", _("A6, one on a sheet of its own"), 1, 1, (105, 148), page=(105, 148)),
    LabelFormat("a7", _("A7, eight on a sheet of A4 to cut"), 2, 4, (105, 74.25)),
    LabelFormat("a7-folded", _("A7 to fold, with a name on both sides"), 2, 2, (105, 148.5), folded=True),
    LabelFormat("90x54", _("Inserts of 90 × 54 mm, ten on a sheet"), 2, 5, (90, 54), start=(15, 13.5)),
    LabelFormat(
        "99x68",
        _("Labels of 99.1 × 67.7 mm, eight on a sheet (such as Avery L7165)"),
        *(2, 4, (99.1, 67.7)),
        start=(4.65, 13.1),
        gap=(2.5, 0),
    ),
    LabelFormat(
        "99x38",
        _("Labels of 99.1 × 38.1 mm, fourteen on a sheet (such as Avery L7163)"),
        *(2, 7, (99.1, 38.1)),
        start=(4.65, 15.15),
        gap=(2.5, 0),
    ),
)
FORMATS = {one.key: one for one in _ALL}
# What stands on a badge besides name and organisation, for who does not simply take part.
ROLES = frozenset({Audience.SPEAKER, Audience.EXHIBITOR, Audience.STUDENT})


def parts_of(people: int) -> range:
    """Numbers of the documents so many badges come in."""
    return range(1, max(1, -(-people // PART)) + 1)


def badges_pdf(occurrence: Occurrence, form: LabelFormat, *, part: int) -> bytes:
    """One document of badges, for people in the room who are named. Two queries."""
    facts = {
        "language": get_language() or "nb",
        "title": _now("Name badges: %(title)s") % {"title": occurrence.title},
        "event": occurrence.title,
        "page": form.page,
        "columns": form.columns,
        "rows": form.rows,
        "size": form.size,
        "start": form.start,
        "gap": form.gap,
        "folded": form.folded,
        "badges": [_badge(place) for place in _places(occurrence, part)],
    }
    pdf: bytes = typst.compile(
        LAYOUT,
        root=LAYOUT.parent,
        font_paths=document_fonts(),
        format="pdf",
        sys_inputs=inputs(facts),
    )
    return pdf


def _places(occurrence: Occurrence, part: int) -> Iterator[Place]:
    """Those of one part, in the order of their names."""
    rows = Place.objects.filter(occurrence=occurrence, state=PlaceState.CONFIRMED, mode=PlaceMode.ROOM)
    names = rows.exclude(name="").order_by().values_list("name", "pk")
    keys = [pk for name, pk in sorted(names, key=lambda one: (nordic(one[0]), one[1]))]
    wanted = keys[(part - 1) * PART : part * PART]
    found = rows.select_related("organisation", "booking", "category").in_bulk(wanted)
    return (found[pk] for pk in wanted)


def _badge(place: Place) -> dict[str, str]:
    return {
        "name": place.name,
        "organisation": organisation_of(place),
        "role": _role(place),
        "qr": qr(place.code),
        "alt": _now("Code of %(name)s") % {"name": place.name},
    }


def _role(place: Place) -> str:
    if place.is_assistant:
        return _now("Assistant")
    return place.category.name if place.category.audience in ROLES else ""
