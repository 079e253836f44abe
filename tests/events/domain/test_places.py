from datetime import timedelta
from decimal import Decimal

import pytest

from events.domain.bookings import CategoryNotOffered, OccurrenceFull
from events.domain.moves import NotPossibleNow, TooLate
from events.domain.places import (
    HoldRanOut,
    PriceDiffers,
    approve_place,
    cancel_place,
    change_category,
    change_mode,
    confirm_held,
    expire_held,
    reject_place,
)
from events.enums import BookingState, Mode, OccurrenceState, PlaceMode, PlaceState, VatCode
from events.models import BookingNote, Occurrence, Quota
from tests.factories.bookings import order, states
from tests.factories.events import AT, make_category, make_occurrence
from tests.factories.people import make_admin

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_one_place_of_several_is_given_back():
    category = make_category(size=2)
    booking = order(category, number=2)
    waits = order(category)
    place = booking.places.first()

    cancel_place(place=place, by=None, at=AT + HOUR)
    cancel_place(place=place, by=None, at=AT + DAY)

    booking.refresh_from_db()
    place.refresh_from_db()
    assert (booking.state, place.ended_at) == (BookingState.CONFIRMED, AT + HOUR)
    assert states(booking) == [PlaceState.CANCELLED, PlaceState.CONFIRMED]
    assert states(waits) == [PlaceState.OFFERED]


def test_booking_is_over_with_its_last_place():
    booking = order(make_category())

    cancel_place(place=booking.places.get(), by=None, at=AT)

    booking.refresh_from_db()
    assert booking.state == BookingState.CANCELLED


# --- Approval -------------------------------------------------------------------------------


def asked_to_come(size=1):
    category = make_category(size=size, needs_approval=True)
    return category, order(category).places.get()


def test_approved_place_is_confirmed():
    _category, place = asked_to_come()

    approve_place(place=place, by=make_admin(), at=AT + HOUR)

    place.refresh_from_db()
    place.booking.refresh_from_db()
    assert (place.state, place.confirmed_at, place.booking.state) == ("confirmed", AT + HOUR, BookingState.CONFIRMED)
    with pytest.raises(NotPossibleNow):
        approve_place(place=place, by=make_admin(), at=AT)


def test_nobody_is_let_come_to_what_is_called_off():
    _category, place = asked_to_come()
    Occurrence.objects.update(state=OccurrenceState.CANCELLED)

    with pytest.raises(NotPossibleNow):
        approve_place(place=place, by=make_admin(), at=AT)


def test_refused_place_goes_to_who_waits():
    category, place = asked_to_come()
    waits = order(category)

    reject_place(place=place, by=make_admin(), at=AT, reason="Bare for kommuner")

    place.booking.refresh_from_db()
    assert (states(place.booking), states(waits)) == ([PlaceState.REJECTED], [PlaceState.OFFERED])
    assert place.booking.state == BookingState.CANCELLED
    assert BookingNote.objects.get().reason == "Bare for kommuner"


@pytest.mark.parametrize("verb", [approve_place, reject_place])
def test_only_what_waits_for_approval_is_approved_or_refused(verb):
    place = order(make_category()).places.get()

    with pytest.raises(NotPossibleNow):
        verb(place=place, by=make_admin(), at=AT)


# --- Another ticket -------------------------------------------------------------------------


def hybrid(room=1, online=1, **fields):
    occurrence = make_occurrence(mode=Mode.HYBRID, **fields)
    return (
        make_category(occurrence, name="I salen", size=room),
        make_category(occurrence, name="På nett", size=online, mode=PlaceMode.ONLINE),
    )


def test_person_comes_online_instead_and_the_seat_goes_to_who_waits():
    room, _online = hybrid()
    place, waits = order(room).places.get(), order(room)

    change_mode(place=place, mode=PlaceMode.ONLINE, by=None, at=AT)

    place.refresh_from_db()
    assert (place.mode, place.category, place.state) == (PlaceMode.ONLINE, _online, PlaceState.CONFIRMED)
    assert states(waits) == [PlaceState.OFFERED]


def test_mode_with_no_room_left_is_refused_and_nothing_is_lost():
    room, online = hybrid()
    place, _other = order(room).places.get(), order(online)

    with pytest.raises(OccurrenceFull):
        change_mode(place=place, mode=PlaceMode.ONLINE, by=None, at=AT)
    place.refresh_from_db()
    assert (place.category, place.state) == (room, PlaceState.CONFIRMED)


def test_change_does_not_go_before_who_waits():
    room, online = hybrid(room=2)
    order(room)
    group = order(room, number=2)
    place = order(online).places.get()

    with pytest.raises(OccurrenceFull):
        change_mode(place=place, mode=PlaceMode.ROOM, by=None, at=AT)
    assert states(group) == [PlaceState.WAITING] * 2


def test_quota_of_both_tickets_is_not_needed_twice():
    room, online = hybrid()
    hall = Quota.objects.create(occurrence=room.occurrence, name="Alle", size=1)
    hall.categories.add(room, online)
    place = order(room).places.get()

    assert change_mode(place=place, mode=PlaceMode.ONLINE, by=None, at=AT).category == online


def test_same_mode_changes_nothing():
    room, _online = hybrid()
    place = order(room).places.get()

    assert change_mode(place=place, mode=PlaceMode.ROOM, by=None, at=AT).category == room


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"price": Decimal(100)}, PriceDiffers),
        ({"price": Decimal(50), "vat_code": VatCode.STANDARD}, PriceDiffers),
        ({"hidden": True}, CategoryNotOffered),
        ({"needs_approval": True}, CategoryNotOffered),
        ({"visible_until": AT}, CategoryNotOffered),
    ],
)
def test_ticket_one_could_not_have_taken_is_refused(fields, error):
    occurrence = make_occurrence()
    place = order(make_category(occurrence, price=50)).places.get()
    other = make_category(occurrence, name="Annet", **{"price": 50, **fields})

    with pytest.raises(error):
        change_category(place=place, category=other, by=None, at=AT)
    assert change_category(place=place, category=other, by=make_admin(), at=AT, staff=True).price == other.price


def test_ticket_of_another_occurrence_is_refused_to_staff_too():
    place = order(make_category()).places.get()

    with pytest.raises(CategoryNotOffered):
        change_category(place=place, category=make_category(), by=make_admin(), at=AT, staff=True)


def test_last_day_to_change():
    room, _online = hybrid(change_until=AT + DAY)
    place = order(room).places.get()

    with pytest.raises(TooLate):
        change_mode(place=place, mode=PlaceMode.ONLINE, by=None, at=AT + DAY)


def test_place_that_is_given_back_is_not_changed():
    room, _online = hybrid()
    place = order(room).places.get()
    cancel_place(place=place, by=None, at=AT)

    with pytest.raises(NotPossibleNow):
        change_mode(place=place, mode=PlaceMode.ONLINE, by=None, at=AT)


def test_who_waits_may_wait_for_the_other_ticket_and_gets_it():
    room, online = hybrid(online=2)
    order(room)
    waits = order(room)

    change_mode(place=waits.places.get(), mode=PlaceMode.ONLINE, by=None, at=AT)

    assert waits.places.get().category == online
    assert states(waits) == [PlaceState.OFFERED]


# --- Held for a moment ----------------------------------------------------------------------


def held(category, at=AT):
    return order(category, at=at, terms={"held_until": at + HOUR})


def test_held_places_are_confirmed_once():
    booking = held(make_category(size=1))

    first = confirm_held(booking=booking, by=None, at=AT)
    second = confirm_held(booking=booking, by=None, at=AT + DAY)

    assert [place.confirmed_at for place in first + second] == [AT, AT]


def test_late_payment_gets_the_place_if_it_is_still_free():
    booking = held(make_category(size=1))

    assert confirm_held(booking=booking, by=None, at=AT + DAY)[0].state == PlaceState.CONFIRMED


def test_late_payment_does_not_get_what_others_have():
    category = make_category(size=1)
    booking = held(category)
    order(category, at=AT + DAY)

    with pytest.raises(HoldRanOut):
        confirm_held(booking=booking, by=None, at=AT + DAY)
    assert states(booking) == [PlaceState.HELD]


def test_held_too_long_is_tidied_up_and_given_on():
    category = make_category(size=1)
    booking = held(category)
    waits = order(category)

    assert expire_held(occurrence=category.occurrence, at=AT) == []
    assert len(expire_held(occurrence=category.occurrence, at=AT + HOUR)) == 1

    booking.refresh_from_db()
    assert (states(booking), booking.state) == ([PlaceState.EXPIRED], BookingState.EXPIRED)
    assert states(waits) == [PlaceState.OFFERED]
