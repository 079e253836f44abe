"""Personal links: of one place, and of a booking whose places others fill in. Signed, and dead once a ticket has
changed hands. A booking's own link is a secret of its own, see codes.py.
"""

from django.core import signing
from django.urls import reverse

from cms.addresses import site_url

from .codes import booking_with_token, token_of
from .models import Booking, Place

PLACE_SALT = "events.place"
SHARE_SALT = "events.share"


def place_token(place: Place) -> str:
    return signing.dumps([place.pk, place.code], salt=PLACE_SALT)


def place_with_token(token: str) -> Place | None:
    """With its booking, category and occurrence; None for what is not signed by us, or no longer theirs."""
    pk, code = _signed(token, PLACE_SALT)
    rows = Place.objects.select_related("booking__organisation", "category", "occurrence__series", "user")
    return rows.filter(pk=pk, code=code).first()


def share_token(booking: Booking) -> str:
    return signing.dumps([booking.pk, booking.token_hash[:16]], salt=SHARE_SALT)


def booking_with_share_token(token: str) -> Booking | None:
    pk, mark = _signed(token, SHARE_SALT)
    rows = Booking.objects.select_related("occurrence__series", "organisation")
    return rows.filter(pk=pk, token_hash__startswith=mark or "-").first()


def booking_with_link(token: str) -> Booking | None:
    """Two queries for what is there: whose it is, and what it is about."""
    found = booking_with_token(token)
    if found is None:
        return None
    return Booking.objects.select_related("occurrence__series", "organisation", "contact").get(pk=found.pk)


def booking_url(booking: Booking) -> str:
    return site_url(booking_path(booking))


def booking_path(booking: Booking, name: str = "booking", *more: object) -> str:
    return reverse(name, args=[token_of(booking), *more])


def place_url(place: Place, name: str = "place") -> str:
    return site_url(reverse(name, args=[place_token(place)]))


def share_url(booking: Booking) -> str:
    return site_url(reverse("fill_booking", args=[share_token(booking)]))


def _signed(token: str, salt: str) -> tuple[int, str]:
    """What nobody signed names no row."""
    try:
        number, mark = signing.loads(token, salt=salt)
    except (signing.BadSignature, ValueError, TypeError):
        return 0, ""
    return number, mark
