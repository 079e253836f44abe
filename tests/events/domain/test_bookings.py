import uuid
from datetime import timedelta
from decimal import Decimal

import pytest

from cms.audit import ModelLogEntry
from events.codes import booking_with_token
from events.domain.bookings import (
    CONFIRMATION_CHECKS,
    AlreadyHasPlace,
    CategoryNotOffered,
    FormUsedAlready,
    InvoiceDetailsMissing,
    NotOpen,
    OccurrenceFull,
    WaitingListFull,
    WrongNumber,
    book,
    cancel_booking,
)
from events.domain.moves import TooLate
from events.domain.orders import Contact, Named, Wanted
from events.enums import BookingState, OccurrenceState, PlaceState, WaitingPolicy
from events.models import Booking, Occurrence, Place, Quota
from events.signals import places_confirmed, places_ended, places_offered, places_pending, places_waiting
from tests.factories.bookings import order, somebody, states
from tests.factories.events import AT, STARTS, make_category, make_occurrence, make_place
from tests.factories.people import make_organisation, make_user

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def heard(monkeypatch, capture, call):
    """What a call announces: the names of signals with the number of places."""
    said = []
    named = {
        "confirmed": places_confirmed,
        "ended": places_ended,
        "pending": places_pending,
        "waiting": places_waiting,
        "offered": places_offered,
    }
    for name, signal in named.items():
        monkeypatch.setattr(signal, "send_robust", lambda _, places, at, name=name: said.append((name, len(places))))
    with capture(execute=True):
        call()
    return said


@pytest.mark.parametrize(
    ("fields", "number", "expected"),
    [
        ({"size": 5}, 2, [("confirmed", 2)]),
        ({"size": 1}, 2, [("waiting", 2)]),
        ({"size": 5, "needs_approval": True}, 2, [("pending", 2)]),
    ],
)
def test_what_became_of_it_is_told_once_after_commit(
    fields, number, expected, monkeypatch, django_capture_on_commit_callbacks
):
    category = make_category(**fields)

    said = heard(monkeypatch, django_capture_on_commit_callbacks, lambda: order(category, number=number))

    assert said == expected


def test_giving_back_tells_who_had_it_and_who_is_asked(monkeypatch, django_capture_on_commit_callbacks):
    category = make_category(size=2)
    booking, _waiting = order(category, number=2), order(category)

    said = heard(
        monkeypatch,
        django_capture_on_commit_callbacks,
        lambda: cancel_booking(booking=booking, by=None, at=AT + HOUR),
    )

    assert said == [("ended", 2), ("offered", 1)]


def test_booking_confirms_its_places():
    category, organisation = make_category(size=2, price=Decimal("500.00"), vat_code="standard"), make_organisation()

    booking = order(category, somebody(1), Named(), organisation=organisation)

    named, unnamed = booking.places.order_by("pk")
    assert booking.state == BookingState.CONFIRMED
    assert booking.confirmed_at == AT
    assert len(booking.reference) == 10
    assert (named.name, named.email, named.organisation) == ("Kari Nordmann 1", "kari1@example.org", organisation)
    assert (unnamed.name, unnamed.email, unnamed.organisation) == ("", "", None)
    assert {place.state for place in (named, unnamed)} == {PlaceState.CONFIRMED}
    assert (named.price, named.vat_code, named.mode) == (Decimal("500.00"), "standard", "room")
    assert len({named.code, unnamed.code, ""}) == 3
    assert ModelLogEntry.objects.get(action="events.book").data == {"state": "confirmed", "number": 2}


def test_its_secret_opens_the_booking_and_is_not_in_the_database():
    booking = order(make_category())

    assert len(booking.token) == 43
    assert booking_with_token(booking.token) == booking
    assert booking_with_token(booking.token[:-1]) is None
    assert booking.token not in str(Booking.objects.values().get())


def test_person_with_an_account_is_named_by_it():
    person = make_user("Kari Brekke", email="kari@example.org")

    place = order(make_category(), Named(user=person)).places.get()

    assert (place.user, place.name, place.email) == (person, "Kari Brekke", "kari@example.org")


def test_double_click_is_one_booking():
    category, key = make_category(), uuid.uuid4()

    first, second = order(category, key=key), order(category, key=key)

    assert first == second
    assert first.token == second.token
    assert Place.objects.count() == 1


def test_form_of_somebody_else_is_refused():
    category, key = make_category(), uuid.uuid4()
    order(category, key=key)

    with pytest.raises(FormUsedAlready):
        order(category, key=key, email="other@example.org")
    with pytest.raises(FormUsedAlready):
        order(make_category(), key=key)


def test_form_that_asks_for_another_number_is_no_double_click():
    """Nobody reads that three places are theirs where one is."""
    category, key = make_category(), uuid.uuid4()
    order(category, key=key)

    with pytest.raises(FormUsedAlready):
        order(category, number=3, key=key)


def test_form_of_a_booking_that_is_over_books_nothing():
    category, key = make_category(), uuid.uuid4()
    cancel_booking(booking=order(category, key=key), by=None, at=AT)

    with pytest.raises(FormUsedAlready):
        order(category, key=key)


def test_booking_waits_whole_when_not_all_of_it_fits():
    category = make_category(size=3)
    order(category, number=2)

    booking = order(category, number=2)

    assert states(booking) == [PlaceState.WAITING] * 2
    assert booking.state == BookingState.OPEN
    assert booking.places.first().waits_since == AT


def test_nobody_new_goes_before_a_group_that_waits():
    category = make_category(size=3)
    order(category, number=2)
    order(category, number=2)

    assert states(order(category)) == [PlaceState.WAITING]


def test_who_waits_for_other_tickets_holds_nobody_up():
    occurrence = make_occurrence()
    exhibitors, visitors = make_category(occurrence, name="Utstiller", size=1), make_category(occurrence, size=10)
    hall = Quota.objects.create(occurrence=occurrence, name="Salen", size=100)
    hall.categories.add(exhibitors, visitors)
    order(exhibitors)
    order(exhibitors)

    assert states(order(visitors)) == [PlaceState.CONFIRMED]


def test_place_needs_room_in_each_of_its_quotas():
    occurrence = make_occurrence()
    members, others = make_category(occurrence, name="Medlem", size=5), make_category(occurrence, size=5)
    hall = Quota.objects.create(occurrence=occurrence, name="Salen", size=3)
    hall.categories.add(members, others)
    order(members, number=2)

    assert states(order(others, number=2)) == [PlaceState.WAITING] * 2


def test_without_a_quota_there_is_always_room():
    category = make_category()
    category.quotas.all().delete()

    assert states(order(category, number=10)) == [PlaceState.CONFIRMED] * 10


def test_held_place_is_free_again_by_the_clock():
    category = make_category(size=1)
    held = order(category, terms={"held_until": AT + HOUR})

    assert states(held) == [PlaceState.HELD]
    waiting = order(category, at=AT + HOUR - timedelta(seconds=1))
    assert states(waiting) == [PlaceState.WAITING]
    cancel_booking(booking=waiting, by=None, at=AT + HOUR)
    assert states(order(category, at=AT + HOUR)) == [PlaceState.CONFIRMED]


def test_ticket_that_needs_approval_waits_for_it():
    assert states(order(make_category(needs_approval=True, size=1))) == [PlaceState.PENDING]


def test_waiting_list_has_an_end():
    category = make_category(make_occurrence(longest_waiting=2), size=1)
    order(category)
    order(category)

    with pytest.raises(WaitingListFull):
        order(category, number=2)
    assert states(order(category)) == [PlaceState.WAITING]


def test_without_a_waiting_list_full_is_full():
    category = make_category(make_occurrence(waiting=WaitingPolicy.NONE), size=1)
    order(category)

    with pytest.raises(OccurrenceFull):
        order(category)


# --- Bad input ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"state": OccurrenceState.DRAFT}, AT),
        ({"state": OccurrenceState.ANNOUNCED}, AT),
        ({"state": OccurrenceState.CLOSED}, AT),
        ({"state": OccurrenceState.CANCELLED}, AT),
        ({"state": OccurrenceState.POSTPONED}, AT),
        ({"state": OccurrenceState.DONE}, AT),
        ({"opens_at": AT + HOUR}, AT),
        ({"closes_at": AT}, AT),
        ({}, STARTS),
        ({"closes_at": STARTS + DAY}, STARTS),
    ],
)
def test_booking_outside_sign_up_is_refused(fields, at):
    with pytest.raises(NotOpen):
        order(make_category(make_occurrence(**fields)), at=at)

    assert Place.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "at"),
    [({"state": OccurrenceState.CLOSED}, AT), ({}, STARTS + HOUR), ({"state": OccurrenceState.CLOSED}, STARTS + HOUR)],
)
def test_staff_book_while_sign_up_is_closed_until_the_end(fields, at):
    category = make_category(make_occurrence(**fields), size=1, hidden=True)

    assert states(order(category, at=at, staff=True)) == [PlaceState.CONFIRMED]
    with pytest.raises(NotOpen):
        order(category, at=category.occurrence.ends_at, staff=True)


@pytest.mark.parametrize(
    "fields", [{"hidden": True}, {"visible_from": AT + HOUR}, {"visible_until": AT}], ids=["hidden", "early", "late"]
)
def test_ticket_that_is_not_on_sale_is_refused(fields):
    with pytest.raises(CategoryNotOffered):
        order(make_category(**fields))


def test_ticket_of_another_occurrence_is_refused():
    category, foreign = make_category(), make_category()

    for wanted in (foreign.pk, 0, -1, 2**40):
        with pytest.raises(CategoryNotOffered):
            book(
                occurrence=category.occurrence,
                wanted=[Wanted(category.pk, (Named(),)), Wanted(wanted, (Named(),))],
                contact=Contact("Ingrid Moen", "ingrid@example.org"),
                idempotency_key=uuid.uuid4(),
                by=None,
                at=AT,
            )
    assert Place.objects.count() == 0


@pytest.mark.parametrize(("least", "number"), [(1, 11), (1, 10_000), (2, 1)])
def test_wrong_number_of_places_is_refused(least, number):
    with pytest.raises(WrongNumber):
        order(make_category(least=least, size=None), *[Named()] * number)


def test_no_places_are_no_booking():
    category = make_category()
    ordered = {
        "contact": Contact("Ingrid Moen", "i@example.org"),
        "idempotency_key": uuid.uuid4(),
        "by": None,
        "at": AT,
    }

    for wanted in ([], [Wanted(category.pk, ())]):
        with pytest.raises(WrongNumber):
            book(occurrence=category.occurrence, wanted=wanted, **ordered)


def test_same_ticket_twice_in_one_form_counts_together():
    category = make_category(most=3)
    wanted = [Wanted(category.pk, (Named(), Named()))] * 2

    with pytest.raises(WrongNumber):
        book(
            occurrence=category.occurrence,
            wanted=wanted,
            contact=Contact("Ingrid Moen", "ingrid@example.org"),
            idempotency_key=uuid.uuid4(),
            by=None,
            at=AT,
        )


def test_person_with_a_place_gets_no_second():
    category = make_category()
    order(category, somebody(1))

    with pytest.raises(AlreadyHasPlace) as refused:
        order(category, somebody(2), somebody(1, email="KARI1@example.org"))
    assert refused.value.emails == ["kari1@example.org"]
    assert Booking.objects.count() == 1


def test_one_address_twice_in_one_booking_is_refused():
    with pytest.raises(AlreadyHasPlace):
        order(make_category(), somebody(1), somebody(1))


def test_assistant_comes_on_the_same_address():
    booking = order(make_category(), somebody(1), somebody(1, is_assistant=True))

    assert states(booking) == [PlaceState.CONFIRMED] * 2


def test_check_of_a_room_above_refuses_the_whole(monkeypatch):
    def check(*, booking, places, extras, at):
        assert (len(places), extras, at) == (1, {"reference": ""}, AT)
        raise InvoiceDetailsMissing({"reference": "Say your reference"})

    monkeypatch.setattr("events.domain.bookings.CONFIRMATION_CHECKS", [*CONFIRMATION_CHECKS, check])
    with pytest.raises(InvoiceDetailsMissing) as refused:
        order(make_category(), terms={"extras": {"reference": ""}})
    assert list(refused.value.fields) == ["reference"]
    assert Booking.objects.count() == 0


# --- Giving back ----------------------------------------------------------------------------


def test_cancelling_twice_is_as_good_as_once(django_capture_on_commit_callbacks):
    booking = order(make_category(size=2), number=2)

    with django_capture_on_commit_callbacks() as told:
        first = cancel_booking(booking=booking, by=None, at=AT + HOUR)
    with django_capture_on_commit_callbacks() as told_again:
        second = cancel_booking(booking=booking, by=None, at=AT + DAY)

    assert states(booking) == [PlaceState.CANCELLED] * 2
    assert (first.state, second.state) == (BookingState.CANCELLED, BookingState.CANCELLED)
    assert second.ended_at == AT + HOUR
    assert (len(told), len(told_again)) == (1, 0)
    assert ModelLogEntry.objects.filter(action="events.cancel_booking").count() == 1


def test_what_is_given_back_goes_to_who_waits():
    category = make_category(size=1)
    first, second, third = order(category), order(category), order(category)

    cancel_booking(booking=first, by=None, at=AT + HOUR)

    assert (states(second), states(third)) == ([PlaceState.OFFERED], [PlaceState.WAITING])
    assert states(order(category, at=AT + HOUR)) == [PlaceState.WAITING]


def test_last_day_to_cancel_binds_people_and_not_staff():
    booking = order(make_category(make_occurrence(cancel_until=AT + DAY)))

    with pytest.raises(TooLate):
        cancel_booking(booking=booking, by=None, at=AT + DAY)
    assert cancel_booking(booking=booking, by=None, at=AT + DAY, staff=True).state == BookingState.CANCELLED


def test_who_waits_may_leave_the_line_until_it_starts():
    category = make_category(make_occurrence(cancel_until=AT + DAY), size=1)
    order(category)
    waiting = order(category)

    cancel_booking(booking=waiting, by=None, at=STARTS - HOUR)

    assert states(waiting) == [PlaceState.CANCELLED]


@pytest.mark.parametrize("state", ["cancelled", "expired"])
def test_ended_places_hold_nothing(state):
    category = make_category(size=1)
    make_place(category, state=state)

    assert states(order(category)) == [PlaceState.CONFIRMED]


@pytest.mark.parametrize("people", [1, 10])
def test_booking_costs_the_same_however_many_come(people, django_assert_num_queries):
    category = make_category(size=1000)
    order(category, number=2)
    named = [somebody(number) for number in range(people)]

    with django_assert_num_queries(13):
        order(category, *named)


def test_occurrence_is_read_anew(django_assert_num_queries):
    category = make_category()
    Occurrence.objects.filter(pk=category.occurrence_id).update(state=OccurrenceState.CANCELLED)

    with pytest.raises(NotOpen):
        order(category)
