"""What names bookings and opens doors: references, ticket codes and the secret of a booking's links."""

import base64
import hashlib
import secrets
from uuid import UUID

from django.utils.crypto import salted_hmac

from .models import Booking

# Without signs that are taken for one another when somebody reads them out.
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_reference() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(10))


def new_code() -> str:
    """Of a ticket: 80 bits."""
    return "".join(secrets.choice(SIGNS) for _ in range(16))


def token_of(booking: Booking) -> str:
    """The secret in the links of a booking: 256 bits.

    Made from the form's key with the site's secret, so that a double click and every later mail lead to the same
    place, while the database alone (which has the hash) opens nothing.
    """
    return _token(booking.idempotency_key)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def booking_with_token(token: str) -> Booking | None:
    return Booking.objects.filter(token_hash=token_hash(token)).first()


def _token(key: UUID) -> str:
    digest = salted_hmac("events.booking", str(key), algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
