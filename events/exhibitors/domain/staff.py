"""Places for those who stand at a stand: real places, as many as the package holds, named by the booking's links."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cms.people.models import User
from cms.people.numbers import country_of_number
from events.domain.bookings import CONFIRMATION_CHECKS, book
from events.domain.more_places import add_places
from events.domain.moves import locked_places
from events.domain.orders import Contact, Named, Terms, Wanted
from events.domain.places import cancel_place, change_category
from events.enums import LIVE_STATES
from events.models import Booking, Place, TicketCategory

from ..models import Exhibitor, Fair


class TooManyNamed(Exception):
    """More of the staff are named than the package has places; `named` are, `places` it has."""

    def __init__(self, named: int, places: int) -> None:
        super().__init__(named, places)
        self.named, self.places = named, places


def book_staff(exhibitor: Exhibitor, *, by: User, at: datetime) -> Booking:
    """Book them all at once, under locks that are held. The first is of the package's ticket and carries its price.

    Raises what `book` raises.
    """
    package = exhibitor.package
    _price_as_promised(package.category, exhibitor)
    wanted = [Wanted(package.category_id, (Named(),))]
    if package.staff > 1:
        wanted.append(Wanted(_common_ticket(exhibitor).pk, (Named(),) * (package.staff - 1)))
    return book(
        occurrence=exhibitor.occurrence,
        wanted=wanted,
        contact=_contact(exhibitor),
        idempotency_key=exhibitor.key,
        organisation=exhibitor.organisation,
        by=by,
        at=at,
        staff=True,
        terms=Terms(may_wait=False, early=True, extras=_extras(exhibitor)),
    )


def fit_staff(exhibitor: Exhibitor, *, by: User | None, at: datetime) -> None:
    """Let the places be as many as the package, just changed, holds: nobody who is named loses theirs, and one of them
    carries its price. Under locks that are held, once the exhibitor is written.

    Raises TooManyNamed, and OccurrenceFull where places are to be added.
    """
    package, booking = exhibitor.package, exhibitor.booking
    assert booking is not None
    _price_as_promised(package.category, exhibitor)
    places = locked_places(booking=booking.pk, state__in=LIVE_STATES)
    named = sum(map(_is_named, places))
    if named > package.staff:
        raise TooManyNamed(named, package.staff)
    common = _common_ticket(exhibitor)
    kept, dropped = _kept(places, package.staff, common)
    carrier = change_category(place=kept[0], category=package.category, by=by, at=at, staff=True)
    for check in CONFIRMATION_CHECKS:
        check(booking=booking, places=[carrier], extras=_extras(exhibitor), at=at)
    for place in dropped:
        cancel_place(place=place, by=by, at=at, staff=True)
    if missing := package.staff - len(kept):
        add_places(booking=booking, category=common, number=missing, by=by, at=at)


def _kept(places: Sequence[Place], number: int, common: TicketCategory) -> tuple[list[Place], list[Place]]:
    """Who is named stays, then the place that carries the price; the first of those that stay is to carry the new one:
    the same as before, if it stays.
    """

    def order(place: Place) -> tuple[bool, int]:
        return place.category_id == common.pk, place.pk

    in_order = sorted(places, key=lambda place: (not _is_named(place), *order(place)))
    return sorted(in_order[:number], key=order), in_order[number:]


def _is_named(place: Place) -> bool:
    return bool(place.name or place.email or place.user_id)


def _common_ticket(exhibitor: Exhibitor) -> TicketCategory:
    """Of all at a stand but the one that carries the price."""
    fair = Fair.objects.select_related("staff_category").get(occurrence=exhibitor.occurrence_id)
    assert fair.staff_category is not None
    return fair.staff_category


def _price_as_promised(category: TicketCategory, exhibitor: Exhibitor) -> None:
    """Whatever somebody has made of the ticket since they applied."""
    if (category.price, category.vat_code) != (exhibitor.price, exhibitor.vat_code):
        category.price, category.vat_code = exhibitor.price, exhibitor.vat_code
        category.save(update_fields=["price", "vat_code"])


def _contact(exhibitor: Exhibitor) -> Contact:
    return Contact(
        name=exhibitor.name,
        email=exhibitor.email,
        phone=exhibitor.phone,
        language=exhibitor.language,
        user=exhibitor.contact,
        organisation_name=exhibitor.organisation_name,
    )


def _extras(exhibitor: Exhibitor) -> dict[str, Any]:
    """Who pays, as it was written in the application. What is missing there is asked for by who makes the invoice."""
    number = exhibitor.organisation_number
    payer = {"number": number, "country": country_of_number(number) or "", "reference": exhibitor.buyer_reference}
    return {"payer": payer, "payer_later": True}
