from datetime import UTC, datetime, timedelta

import pytest

from cms.audit import ModelLogEntry
from cms.pause.domain.pauses import declare_pause, end_pause
from cms.pause.queries import forget_pauses
from cms.pause.targets import Target
from events.domain.bookings import cancel_booking
from events.domain.moves import NotPossibleNow
from events.domain.places import cancel_place
from events.domain.quotas import SmallerThanTaken, set_quota
from events.domain.vouchers import VoucherNotGood
from events.domain.waiting import (
    OfferGone,
    ReasonMissing,
    accept_offer,
    decline_offer,
    lapse_offers,
    move_forward,
    promote,
    skip_waiting,
)
from events.enums import BookingState, OccurrenceState, PlaceState, WaitingPolicy
from events.models import BookingNote, Quota
from events.queries import free_places, place_counts
from tests.factories.bookings import order, states
from tests.factories.events import AT, STARTS, make_category, make_occurrence, make_voucher
from tests.factories.people import make_admin, make_organisation

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def full(size=1, **fields):
    """A ticket that is sold out, and the booking that has all of it."""
    category = make_category(make_occurrence(**fields), size=size)
    return category, order(category, number=size)


def give_back(booking, at=AT):
    return cancel_booking(booking=booking, by=None, at=at)


def resize(category, size):
    Quota.objects.filter(categories=category).update(size=size)


def test_offer_waits_for_its_answer_in_office_hours():
    category, has = full(offer_hours=8)
    waits = order(category)

    give_back(has, at=datetime(2026, 11, 6, 14, 0, tzinfo=UTC))

    place = waits.places.get()
    assert place.state == PlaceState.OFFERED
    assert place.expires_at == datetime(2026, 11, 9, 14, 0, tzinfo=UTC)
    assert place.offered_at == datetime(2026, 11, 6, 14, 0, tzinfo=UTC)


def test_offer_never_runs_beyond_the_start():
    category, has = full(offer_hours=40, cancel_until=STARTS)
    waits = order(category)

    give_back(has, at=STARTS - HOUR)

    assert waits.places.get().expires_at == STARTS


def test_nobody_is_asked_once_it_has_begun():
    category, has = full()
    waits = order(category)

    cancel_booking(booking=has, by=None, at=STARTS, staff=True)

    assert states(waits) == [PlaceState.WAITING]


@pytest.mark.parametrize("state", [OccurrenceState.CANCELLED, OccurrenceState.POSTPONED, OccurrenceState.DONE])
def test_nobody_is_asked_for_what_does_not_take_place(state):
    category, has = full()
    waits = order(category)
    type(category.occurrence).objects.update(state=state)

    give_back(has)

    assert states(waits) == [PlaceState.WAITING]


def test_group_is_asked_whole_or_not_at_all():
    category, has = full(size=3)
    group = order(category, number=2)

    cancel_place(place=has.places.first(), by=None, at=AT)
    assert states(group) == [PlaceState.WAITING] * 2
    cancel_place(place=has.places.last(), by=None, at=AT)

    assert states(group) == [PlaceState.OFFERED] * 2


def test_in_strict_order_a_group_that_does_not_fit_is_waited_for():
    category, has = full(size=3)
    group, single = order(category, number=2), order(category)

    cancel_place(place=has.places.first(), by=None, at=AT)

    assert (states(group), states(single)) == ([PlaceState.WAITING] * 2, [PlaceState.WAITING])


def test_group_that_is_bigger_than_the_room_is_passed_and_that_is_logged():
    category, has = full(size=2)
    group, single = order(category, number=3), order(category)

    cancel_place(place=has.places.first(), by=None, at=AT)

    assert (states(group), states(single)) == ([PlaceState.WAITING] * 3, [PlaceState.OFFERED])
    assert ModelLogEntry.objects.filter(action="events.pass_over", object_id=str(group.pk)).count() == 1


def test_where_who_fits_is_asked_the_group_is_passed_and_that_is_logged():
    category, has = full(size=3, waiting=WaitingPolicy.FITTING)
    group, single = order(category, number=2), order(category)

    cancel_place(place=has.places.first(), by=None, at=AT)

    assert (states(group), states(single)) == ([PlaceState.WAITING] * 2, [PlaceState.OFFERED])
    assert ModelLogEntry.objects.get(action="events.pass_over").object_id == str(group.pk)


def test_somebody_new_who_fits_is_offered_what_the_group_cannot_use():
    category, has = full(size=3, waiting=WaitingPolicy.FITTING)
    group = order(category, number=2)
    cancel_place(place=has.places.first(), by=None, at=AT)

    new = order(category)

    assert (states(group), states(new)) == ([PlaceState.WAITING] * 2, [PlaceState.OFFERED])


# --- What they say --------------------------------------------------------------------------


def offered(**fields):
    category, has = full(**fields)
    waits, next_one = order(category), order(category)
    give_back(has)
    return category, waits, next_one


def test_yes_confirms():
    _category, waits, _next = offered()

    places = accept_offer(booking=waits, by=None, at=AT + HOUR)

    waits.refresh_from_db()
    assert [(place.state, place.confirmed_at) for place in places] == [(PlaceState.CONFIRMED, AT + HOUR)]
    assert (waits.state, waits.confirmed_at) == (BookingState.CONFIRMED, AT + HOUR)
    assert accept_offer(booking=waits, by=None, at=AT + DAY)[0].confirmed_at == AT + HOUR


def test_no_asks_the_next_at_once():
    _category, waits, next_one = offered()

    decline_offer(booking=waits, by=None, at=AT + HOUR)
    decline_offer(booking=waits, by=None, at=AT + HOUR)

    assert (states(waits), states(next_one)) == ([PlaceState.DECLINED], [PlaceState.OFFERED])


def test_offer_that_ran_out_cannot_be_taken_even_before_anybody_tidied_up():
    category, waits, next_one = offered()
    ends = waits.places.get().expires_at

    with pytest.raises(OfferGone):
        accept_offer(booking=waits, by=None, at=ends)
    assert states(order(category, at=ends)) == [PlaceState.WAITING]
    assert states(next_one) == [PlaceState.OFFERED]


def test_silence_ends_an_offer_and_asks_the_next():
    category, waits, next_one = offered()
    ends = waits.places.get().expires_at

    assert lapse_offers(occurrence=category.occurrence, at=ends - HOUR) == []
    assert len(lapse_offers(occurrence=category.occurrence, at=ends)) == 1
    assert lapse_offers(occurrence=category.occurrence, at=ends) == []

    waits.refresh_from_db()
    assert (states(waits), states(next_one)) == ([PlaceState.LAPSED], [PlaceState.OFFERED])
    assert waits.state == BookingState.EXPIRED


def test_ticket_that_needs_approval_waits_for_it_after_yes():
    category, waits, _next = offered()
    type(category).objects.update(needs_approval=True)

    assert accept_offer(booking=waits, by=None, at=AT)[0].state == PlaceState.PENDING


def test_pause_of_the_organisation_gives_longer_to_answer():
    organisation, admin = make_organisation(), make_admin()
    category, has = full()
    waits, next_one = order(category, organisation=organisation), order(category)
    give_back(has)
    ends = waits.places.get().expires_at
    pause = declare_pause(
        target=Target("organisation", organisation=organisation), reason="Flom", by=admin, at=AT + HOUR
    )

    assert lapse_offers(occurrence=category.occurrence, at=ends + DAY) == []
    assert states(order(category, at=ends + DAY)) == [PlaceState.WAITING]
    end_pause(pause=pause, by=admin, at=ends + DAY)
    forget_pauses()
    lasted = ends + DAY - (AT + HOUR)

    assert lapse_offers(occurrence=category.occurrence, at=ends + lasted - HOUR) == []
    assert len(lapse_offers(occurrence=category.occurrence, at=ends + lasted)) == 1
    assert states(next_one) == [PlaceState.OFFERED]


def test_offer_that_a_pause_keeps_can_still_be_taken():
    organisation, admin = make_organisation(), make_admin()
    category, has = full()
    waits = order(category, organisation=organisation)
    give_back(has)
    ends = waits.places.get().expires_at
    declare_pause(target=Target("organisation", organisation=organisation), reason="Flom", by=admin, at=AT + HOUR)

    assert accept_offer(booking=waits, by=None, at=ends + HOUR)[0].state == PlaceState.CONFIRMED


def test_offer_that_a_pause_keeps_holds_its_room_and_its_voucher():
    organisation, occurrence = make_organisation(), make_occurrence()
    category, voucher = make_category(occurrence, size=2), make_voucher(occurrence)
    has = order(category, number=2)
    waits = order(category, organisation=organisation, voucher_code=voucher.code)
    cancel_booking(booking=has, by=None, at=AT)
    late = waits.places.get().expires_at + HOUR
    assert place_counts(occurrence, at=late).taken == 0
    target = Target("organisation", organisation=organisation)
    declare_pause(target=target, reason="Flom", by=make_admin(), at=AT + HOUR)
    forget_pauses()

    assert (place_counts(occurrence, at=late).taken, free_places(occurrence, at=late)) == (1, 1)
    with pytest.raises(SmallerThanTaken):
        set_quota(
            occurrence=occurrence,
            quota=category.quotas.get(),
            name="Salen",
            size=0,
            categories=[category],
            by=None,
            at=late,
        )
    with pytest.raises(VoucherNotGood):
        order(category, voucher_code=voucher.code, at=late)


def test_pause_keeps_no_offer_beyond_the_start():
    organisation = make_organisation()
    category, has = full()
    waits = order(category, organisation=organisation)
    give_back(has)
    target = Target("organisation", organisation=organisation)
    declare_pause(target=target, reason="Flom", by=make_admin(), at=AT + HOUR)

    with pytest.raises(OfferGone):
        accept_offer(booking=waits, by=None, at=STARTS)
    lapse_offers(occurrence=category.occurrence, at=STARTS)
    assert states(waits) == [PlaceState.LAPSED]


# --- Staff ----------------------------------------------------------------------------------


def test_staff_let_others_by_a_group_and_say_why():
    category, has = full(size=3)
    group, single = order(category, number=2), order(category)
    cancel_place(place=has.places.first(), by=None, at=AT)

    places = skip_waiting(booking=group, reason="De vil helst komme sammen", by=make_admin(), at=AT)

    assert [place.booking for place in places] == [single]
    assert states(group) == [PlaceState.WAITING] * 2
    assert BookingNote.objects.get().reason == "De vil helst komme sammen"
    cancel_booking(booking=has, by=None, at=AT)
    assert states(group) == [PlaceState.OFFERED] * 2


def test_staff_move_somebody_forward_and_say_why():
    category, has = full()
    first, second = order(category), order(category)

    move_forward(booking=second, priority=1, reason="Holder innlegg", by=make_admin(), at=AT)
    give_back(has)

    assert (states(first), states(second)) == ([PlaceState.WAITING], [PlaceState.OFFERED])


@pytest.mark.parametrize("verb", [skip_waiting, move_forward])
def test_order_is_not_changed_without_a_reason_or_for_who_does_not_wait(verb):
    category, has = full()
    waits, admin = order(category), make_admin()
    more = {"priority": 1} if verb is move_forward else {}

    with pytest.raises(ReasonMissing):
        verb(booking=waits, reason=" ", by=admin, at=AT, **more)
    with pytest.raises(NotPossibleNow):
        verb(booking=has, reason="Fordi", by=admin, at=AT, **more)


def test_more_places_go_to_who_waits():
    category, _has = full()
    first, second, third = order(category), order(category), order(category)
    resize(category, 3)

    assert len(promote(occurrence=category.occurrence, at=AT)) == 2
    assert promote(occurrence=category.occurrence, at=AT) == []
    assert (states(first), states(second), states(third)) == (
        [PlaceState.OFFERED],
        [PlaceState.OFFERED],
        [PlaceState.WAITING],
    )


def test_smaller_quota_takes_nothing_from_anybody():
    category, has = full(size=3)
    waits = order(category)
    resize(category, 1)

    cancel_place(place=has.places.first(), by=None, at=AT)

    assert (states(waits), states(has).count(PlaceState.CONFIRMED)) == ([PlaceState.WAITING], 2)


@pytest.mark.parametrize("waiting", [1, 30])
def test_promoting_costs_the_same_however_many_wait(waiting, django_assert_num_queries):
    category, _has = full()
    for _ in range(waiting):
        order(category)
    resize(category, 1 + waiting)

    with django_assert_num_queries(10):
        promote(occurrence=category.occurrence, at=AT)
