"""Bookings and tickets in templates."""

from datetime import datetime

import segno
from django import template
from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..models import Booking, Occurrence, Place
from ..place_links import booking_path, place_token, place_url, share_url

register = template.Library()


@register.filter
def on_clock(moment: datetime, occurrence: Occurrence) -> str:
    """Day and time on the clocks there."""
    local = moment.astimezone(occurrence.zone)
    values = {"day": formats.date_format(local, "DATE_FORMAT"), "time": formats.date_format(local, "TIME_FORMAT")}
    return _("%(day)s, %(time)s") % values


@register.simple_tag
def ticket_code(place: Place) -> SafeString:
    """What is scanned at the door: dark on light in every theme, or scanners do not read it."""
    drawn = segno.make(place.code, error="m", micro=False)
    words = _("QR code that is scanned at the door")
    look = {"border": 4, "light": "#fff", "svgclass": "ticket__code", "omitsize": True}
    return SafeString(drawn.svg_inline(title=words, **look))


@register.simple_tag
def booking_link(booking: Booking, name: str = "booking", *more: object) -> str:
    return booking_path(booking, name, *more)


@register.filter
def place_link(place: Place) -> str:
    return place_url(place)


@register.filter
def share_link(booking: Booking) -> str:
    return share_url(booking)


@register.filter
def place_mark(place: Place) -> str:
    return place_token(place)
