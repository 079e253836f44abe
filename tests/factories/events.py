import secrets
import uuid
from datetime import UTC, datetime, timedelta
from itertools import count

from events.enums import BookingState, Mode, OccurrenceState, PlaceState, SeriesKind
from events.models import Booking, Occurrence, Place, Question, Quota, Series, TicketCategory, Voucher

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
STARTS = datetime(2027, 2, 25, 10, 0, tzinfo=UTC)
_numbers = count(1)


def make_series(kind=SeriesKind.PROFESSIONAL_DAY, *, title="Langvarig strømbrudd", **fields):
    return Series.objects.create(**{"kind": kind, "titles": {"nb": title}, "created_at": AT, **fields})


def make_occurrence(series=None, *, starts_at=STARTS, hours_long=6, state=OccurrenceState.OPEN, **fields):
    """An occurrence that is open for sign-up, without tickets; see make_category."""
    values = {
        "series": series or make_series(),
        "state": state,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=hours_long),
        "mode": Mode.ROOM,
        "venue": "Elvestad kulturhus",
        "created_at": AT,
        "changed_at": AT,
        **fields,
    }
    return Occurrence.objects.create(**values)


def make_category(occurrence=None, *, name="Deltaker", size=None, **fields):
    """A kind of ticket with a quota of its own of `size` places (None: no limit)."""
    occurrence = occurrence or make_occurrence()
    category = TicketCategory.objects.create(occurrence=occurrence, names={"nb": name}, **fields)
    quota = Quota.objects.create(occurrence=occurrence, name=f"{name} {next(_numbers)}", size=size)
    quota.categories.add(category)
    return category


def make_booking(occurrence=None, *, contact=None, at=AT, **fields):
    """A confirmed booking without places, written without the verbs."""
    values = {
        "reference": secrets.token_hex(6),
        "occurrence": occurrence or make_occurrence(),
        "contact": contact,
        "name": contact.name if contact else "Ingrid Moen",
        "email": contact.email if contact else "ingrid@example.org",
        "state": BookingState.CONFIRMED,
        "token_hash": uuid.uuid4().hex,
        "booked_at": at,
        "confirmed_at": at,
        **fields,
    }
    return Booking.objects.create(**values)


def make_place(category=None, *, booking=None, user=None, state=PlaceState.CONFIRMED, at=AT, **fields):
    """A place with its booking, written without the verbs."""
    category = category or make_category()
    booking = booking or make_booking(category.occurrence, contact=user)
    number = next(_numbers)
    values = {
        "booking": booking,
        "occurrence": category.occurrence,
        "category": category,
        "mode": category.mode,
        "state": state,
        "code": secrets.token_hex(8),
        "user": user,
        "name": user.name if user else f"Deltaker {number}",
        "email": user.email if user else f"deltaker{number}@example.org",
        "booked_at": at,
        "confirmed_at": at if state == PlaceState.CONFIRMED else None,
        "waits_since": at if state == PlaceState.WAITING else None,
        "expires_at": at + timedelta(days=1) if state in {PlaceState.HELD, PlaceState.OFFERED} else None,
        **fields,
    }
    return Place.objects.create(**values)


def make_question(occurrence, *, text="Hvor kommer du fra?", options=(), **fields):
    """A question everybody who comes is asked; `options` are values to choose from."""
    offered = [{"value": one, "texts": {"nb": one}} for one in options]
    return Question.objects.create(occurrence=occurrence, texts={"nb": text}, options=offered, **fields)


def make_voucher(occurrence, *, code="KOMMUNE", categories=(), **fields):
    voucher = Voucher.objects.create(occurrence=occurrence, code=code, **fields)
    voucher.categories.set(categories)
    return voucher
