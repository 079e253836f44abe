"""What a participant shows at the door: a code as a picture, or on a sheet."""

import io

import segno
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.enums import PlaceMode, PlaceState
from events.models import Place
from learning.documents import THEME, tagged_pdf

LAYOUT = THEME / "templates/theme/document/ticket.typ"
BORDER = 2


def has_ticket(place: Place) -> bool:
    """Whether there is something to show at the door: not online, not for a place that waits or is gone, and not on
    a day that is cancelled or postponed. The place's occurrence must be loaded.
    """
    has_place = place.state == PlaceState.CONFIRMED and place.mode == PlaceMode.ROOM
    return has_place and not place.occurrence.is_off


def qr(code: str) -> str:
    """The code as SVG text. Never a micro code: phones do not read those."""
    drawn = io.BytesIO()
    segno.make(code, error="m", micro=False).save(drawn, kind="svg", border=BORDER, xmldecl=False)
    return drawn.getvalue().decode()


def ticket_png(place: Place) -> bytes:
    """The code as a picture that mail programs and phones show."""
    drawn = io.BytesIO()
    segno.make(place.code, error="m", micro=False).save(drawn, kind="png", scale=8, border=4)
    return drawn.getvalue()


def ticket_pdf(place: Place, *, language: str) -> bytes:
    """The ticket on a sheet of A6. The place's occurrence with its series, and its category, must be loaded."""
    occurrence = place.occurrence
    with translation.override(language):
        starts = timezone.localtime(occurrence.starts_at, occurrence.zone)
        facts = {
            "language": language,
            "title": _("Ticket: %(title)s") % {"title": occurrence.title},
            "event": occurrence.title,
            "when": date_format(starts, "DATE_FORMAT") + ", " + date_format(starts, "H:i"),
            "where": ", ".join(part for part in (occurrence.venue, occurrence.address) if part),
            "name": place.name,
            "category": place.category.name,
            "code": place.code,
            "qr": qr(place.code),
            "alt": _("QR code that is scanned at the door"),
            "labels": {"code": _("Code:")},
        }
    return tagged_pdf(LAYOUT, facts)
