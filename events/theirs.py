"""What belongs to somebody with an account: by the account, or by an address they have shown to be theirs.

Whoever booked as a guest and made an account later finds what they booked, without anything being moved; whatever asks
what somebody has a place at asks here.
"""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from cms.people.models import User

from .models import Booking, Place


def bookings_ordered_by(user: User) -> QuerySet[Booking]:
    """Costs no query of its own, like the others here."""
    return Booking.objects.alias(to=Lower("email")).filter(_is_theirs(user, account="contact", address="to"))


def places_taken_by(user: User) -> QuerySet[Place]:
    """Where they come themselves, whoever ordered it."""
    return Place.objects.alias(to=Lower("email")).filter(_is_theirs(user, account="user", address="to"))


def places_ordered_by(user: User) -> QuerySet[Place]:
    """For whomever it was."""
    rows = Place.objects.alias(booked_to=Lower("booking__email"))
    return rows.filter(_is_theirs(user, account="booking__contact", address="booked_to"))


def _is_theirs(user: User, *, account: str, address: str) -> Q:
    shown: Any = EmailAddress.objects.filter(user=user, verified=True).values(lower=Lower("email"))
    return Q(**{account: user}) | Q(**{f"{account}__isnull": True, f"{address}__in": shown})
