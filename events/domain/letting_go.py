"""Erasing somebody from bookings and places. Other people's places in the same booking go on as they are."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from cms.privacy.answers import Rows, Subject

from ..codes import new_code
from ..enums import LIVE_STATES
from ..models import Booking, Place
from .bound import bound_places
from .places import cancel_place
from .room import hold

NOBODY = {"name": "", "email": "", "user": None}


def let_go_of_bookings(rows: Rows, subject: Subject, at: datetime) -> int:
    """Empty what the person ordered, and give back the places they had ordered for themselves, but for those that
    something else hangs on: these are left without a name, under a new code.

    Emptied first: what is announced then has no address left to write to.
    """
    bookings = list(rows.values_list("pk", flat=True))
    own = list(places_of(subject).filter(booking__in=bookings).values_list("pk", flat=True))
    coming = Place.objects.filter(pk__in=own, state__in=LIVE_STATES, occurrence__ends_at__gt=at)
    # Before any other lock, in one order, as every verb that frees a place.
    for occurrence in sorted(set(coming.values_list("occurrence_id", flat=True))):
        hold(occurrence, at=at)
    Booking.objects.filter(pk__in=bookings).update(contact=None, name="", email="", phone="", organisation_name="")
    Place.objects.filter(pk__in=own).update(**NOBODY)
    bound = bound_places(own)
    _forget_codes(bound)
    for place in coming.exclude(pk__in=bound).order_by("occurrence", "pk"):
        cancel_place(place=place, by=None, at=at, staff=True)
    return len(bookings)


def let_go_of_places(rows: Rows, subject: Subject, at: datetime) -> int:
    """Somebody else ordered them, and can name another: the ticket of who is erased opens no door."""
    places = list(rows.values_list("pk", flat=True))
    Place.objects.filter(pk__in=places).update(**NOBODY)
    _forget_codes(places)
    return len(places)


def _forget_codes(places: Collection[int]) -> None:
    for pk in places:
        Place.objects.filter(pk=pk).update(code=new_code())


def places_of(subject: Subject) -> Rows:
    """Places the person has by their account or one of their addresses."""
    condition = Q(user=subject.user.pk)
    for address in subject.addresses:
        condition |= Q(email__iexact=address)
    return Place.objects.filter(condition)
