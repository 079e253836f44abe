"""Booking by the verbs, with the least that must be said."""

import uuid

from events.domain.bookings import book
from events.domain.orders import Contact, Named, Terms, Wanted
from events.models import Place

from .events import AT


def somebody(number=0, **fields):
    return Named(**{"name": f"Kari Nordmann {number}", "email": f"kari{number}@example.org", **fields})


def order(
    category,
    *people,
    number=None,
    at=AT,
    key=None,
    email="ingrid@example.org",
    by=None,
    terms=None,
    contact=None,
    **fields,
):
    """A booking of the people, or of `number` places that are named later."""
    people = people or tuple(Named() for _ in range(1 if number is None else number))
    return book(
        occurrence=category.occurrence,
        wanted=[Wanted(category.pk, people)],
        contact=Contact(**{"name": "Ingrid Moen", "email": email, **(contact or {})}),
        idempotency_key=key or uuid.uuid4(),
        by=by,
        at=at,
        terms=Terms(**(terms or {})),
        **fields,
    )


def states(booking):
    return list(booking.places.order_by("pk").values_list("state", flat=True))


def number_of(category, state):
    return Place.objects.filter(category=category, state=state).count()
