"""Many at once, on the real database, and the same with the lock taken away.

The rest of the suite shows what the verbs do one after the other; here they meet.
"""

import uuid
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from psycopg import IsolationLevel

from cms.audit import ModelLogEntry
from events.domain.bookings import AlreadyHasPlace, FormUsedAlready, cancel_booking
from events.domain.places import cancel_place, confirm_held
from events.domain.quotas import set_quota
from events.domain.signing_up import take_unnamed
from events.domain.vouchers import VoucherNotGood
from events.domain.waiting import OfferGone, accept_offer, lapse_offers, promote
from events.enums import PlaceState
from events.models import Booking, Place, Quota, TicketCategory
from tests.factories.bookings import number_of, order, somebody, states
from tests.factories.events import AT, make_category, make_occurrence, make_voucher
from tests.factories.people import make_user
from tests.races import at_once, in_the_middle_of, needs_real_locks, take_away_locks, without_constraints

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS, PLACES = 40, 5
BOOKING = 'INSERT INTO "events_booking"'
HOUR = timedelta(hours=1)


def client(category, **fields):
    """Somebody at a computer of their own: nothing is shared but the database."""

    def click():
        return order(TicketCategory.objects.select_related("occurrence").get(pk=category.pk), **fields)

    return click


def errors(ended):
    return [one for one in ended if isinstance(one, Exception)]


# --- Never more than there are --------------------------------------------------------------


@pytest.mark.parametrize("locks", [True, False])
def test_forty_clients_for_five_places(locks, monkeypatch):
    category = make_category(size=PLACES)
    if not locks:
        take_away_locks(monkeypatch)

    ended = at_once(*[client(category)] * CLIENTS, meet_before=BOOKING)

    assert errors(ended) == []
    sold = number_of(category, PlaceState.CONFIRMED)
    if locks:
        assert (sold, number_of(category, PlaceState.WAITING)) == (PLACES, CLIENTS - PLACES)
    else:
        assert sold > PLACES


@pytest.mark.parametrize("snapshot", [False, True])
def test_old_snapshots_oversell_in_spite_of_the_lock(snapshot, monkeypatch):
    """Why the settings pin READ COMMITTED: under REPEATABLE READ the count is older than the lock."""
    needs_real_locks()
    category = make_category(size=1)
    if snapshot:
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "isolation_level", IsolationLevel.REPEATABLE_READ)

    ended = at_once(*[client(category)] * 4, meet_before=BOOKING)

    assert errors(ended) == []
    sold = number_of(category, PlaceState.CONFIRMED)
    assert sold > 1 if snapshot else sold == 1


@pytest.mark.parametrize("locks", [True, False])
def test_two_tickets_that_share_a_hall(locks, monkeypatch):
    occurrence = make_occurrence()
    first, second = make_category(occurrence, name="Medlem", size=10), make_category(occurrence, size=10)
    Quota.objects.create(occurrence=occurrence, name="Salen", size=3).categories.add(first, second)
    if not locks:
        take_away_locks(monkeypatch)

    ended = at_once(*[client(first), client(second)] * 4, meet_before=BOOKING)

    assert errors(ended) == []
    sold = Place.objects.filter(state=PlaceState.CONFIRMED).count()
    assert sold == 3 if locks else sold > 3


def test_limit_that_is_made_in_the_same_second_counts():
    category = make_category(size=10)
    order(category)
    limit = {"name": "Salen", "size": 1, "categories": [category]}

    def make_limit():
        return set_quota(occurrence=category.occurrence, **limit, by=None, at=AT)

    ended = in_the_middle_of(make_limit, client(category), before='INSERT INTO "events_quota_categories"')

    assert errors(ended) == []
    assert (number_of(category, PlaceState.CONFIRMED), number_of(category, PlaceState.WAITING)) == (1, 1)


@pytest.mark.parametrize("locks", [True, False])
def test_two_people_and_the_last_use_of_a_voucher(locks, monkeypatch):
    category = make_category()
    make_voucher(category.occurrence)
    if not locks:
        take_away_locks(monkeypatch)

    ended = at_once(*[client(category, voucher_code="KOMMUNE")] * 2, meet_before=BOOKING)

    refused = [one for one in ended if isinstance(one, VoucherNotGood)]
    assert len(refused) == (1 if locks else 0)
    assert Booking.objects.count() == (1 if locks else 2)


# --- Once is once ---------------------------------------------------------------------------


@pytest.mark.parametrize("locks", [True, False])
def test_two_people_with_the_link_of_a_group_take_two_places(locks, monkeypatch):
    booking = order(make_category(), number=3)
    if not locks:
        take_away_locks(monkeypatch)

    def fills_in(number):
        return lambda: take_unnamed(booking=booking, person=somebody(number), by=None, at=AT)

    ended = at_once(fills_in(1), fills_in(2), meet_before='UPDATE "events_place"')

    assert errors(ended) == []
    named = set(booking.places.exclude(name="").values_list("email", flat=True))
    assert len(named) == (2 if locks else 1)


@pytest.mark.parametrize("locks", [True, False])
def test_double_click_is_one_booking(locks, monkeypatch):
    category, key = make_category(size=5), uuid.uuid4()
    if not locks:
        take_away_locks(monkeypatch)

    ended = at_once(*[client(category, key=key)] * 2, meet_before=BOOKING)

    assert Place.objects.count() == 1
    if locks:
        assert ended[0] == ended[1]
        assert ended[0].token == ended[1].token
    else:
        assert any(isinstance(one, FormUsedAlready) for one in ended)


def test_person_in_two_tabs_gets_one_place():
    category = make_category()

    def click():
        return order(TicketCategory.objects.select_related("occurrence").get(pk=category.pk), somebody(1))

    ended = at_once(click, click, meet_before=BOOKING)

    assert sum(isinstance(one, AlreadyHasPlace) for one in ended) == 1
    assert Place.objects.count() == 1


@pytest.mark.parametrize("locks", [True, False])
def test_person_with_two_addresses_in_two_tabs_gets_one_place(locks, monkeypatch):
    category, user = make_category(), make_user(email="kari@elvestad.example")
    EmailAddress.objects.create(user=user, email="kari@home.example", verified=True)
    if not locks:
        take_away_locks(monkeypatch)

    def click(email):
        rows = TicketCategory.objects.select_related("occurrence")
        return lambda: order(rows.get(pk=category.pk), somebody(email=email))

    at_once(click("kari@elvestad.example"), click("kari@home.example"), meet_before=BOOKING)

    assert Place.objects.count() == (1 if locks else 2)


def test_person_in_two_tabs_gets_two_places_without_the_constraint():
    category = make_category()

    with without_constraints(Place, "place_once_for_a_person"):
        at_once(*[lambda: order(TicketCategory.objects.get(pk=category.pk), somebody(1))] * 2)

        assert Place.objects.count() == 2


@pytest.mark.parametrize("locks", [True, False])
def test_giving_back_twice_at_once_tells_once(locks, monkeypatch):
    category = make_category(size=1)
    booking = order(category)
    if not locks:
        take_away_locks(monkeypatch)

    def click():
        return cancel_booking(booking=Booking.objects.get(pk=booking.pk), by=None, at=AT)

    ended = at_once(click, click, meet_before='UPDATE "events_place"')

    assert errors(ended) == []
    assert ModelLogEntry.objects.filter(action="events.cancel_booking").count() == (1 if locks else 2)


# --- The line -------------------------------------------------------------------------------


def in_order_of_commit():
    """Under the lock, the order in which transactions began to write is that in which they were committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT booking_id FROM events_place WHERE state = 'waiting' ORDER BY xmin::text::bigint")
        return [pk for (pk,) in cursor.fetchall()]


@pytest.mark.parametrize("locks", [True, False])
def test_who_was_committed_first_is_asked_first(locks, monkeypatch):
    """Clocks of machines differ: those who come later carry the earlier moments."""
    needs_real_locks()
    category = make_category(size=1)
    order(category)
    if not locks:
        take_away_locks(monkeypatch)
    late = [client(category, at=AT + (20 - number) * HOUR / 3600) for number in range(12)]

    ended = at_once(*late, meet_before=BOOKING)

    assert errors(ended) == []
    committed = in_order_of_commit()
    line = list(
        Place.objects.filter(state=PlaceState.WAITING).order_by("waits_since").values_list("booking", flat=True)
    )
    if locks:
        asked = []
        for size in range(2, 14):
            Quota.objects.filter(categories=category).update(size=size)
            asked += [place.booking_id for place in promote(occurrence=category.occurrence, at=AT + HOUR)]
        assert asked == committed == line
    else:
        assert committed != line


@pytest.mark.parametrize("locks", [True, False])
def test_sign_up_and_cancelling_at_the_same_moment_leave_no_place_unused(locks, monkeypatch):
    """Somebody sees a full house and joins the line, while the last place is given back to a line that is empty."""
    category = make_category(size=1)
    has = order(category)
    if not locks:
        take_away_locks(monkeypatch)

    joined, _given = in_the_middle_of(
        client(category),
        lambda: cancel_booking(booking=Booking.objects.get(pk=has.pk), by=None, at=AT),
        before='INSERT INTO "wagtailcore_modellogentry"',
    )

    assert states(joined) == ([PlaceState.OFFERED] if locks else [PlaceState.WAITING])


@pytest.mark.parametrize("locks", [True, False])
def test_offer_is_not_both_taken_and_lapsed(locks, monkeypatch):
    category = make_category(size=1)
    has, waits, next_one = order(category), order(category), order(category)
    cancel_booking(booking=has, by=None, at=AT)
    ends = waits.places.get().expires_at
    if not locks:
        take_away_locks(monkeypatch)

    accepted, lapsed = at_once(
        lambda: accept_offer(booking=Booking.objects.get(pk=waits.pk), by=None, at=ends - HOUR),
        lambda: lapse_offers(occurrence=category.occurrence, at=ends),
        meet_before='UPDATE "events_place"',
    )

    took, ended = not isinstance(accepted, OfferGone), bool(lapsed)
    if locks:
        assert took != ended
        assert states(next_one) == [PlaceState.OFFERED if ended else PlaceState.WAITING]
    else:
        assert took
        assert ended


@pytest.mark.parametrize("locks", [True, False])
def test_two_groups_cancel_and_one_place_goes_to_one_person(locks, monkeypatch):
    category = make_category(size=2)
    has = order(category, number=2)
    waits = order(category)
    if not locks:
        take_away_locks(monkeypatch)
    places = list(has.places.all())

    ended = at_once(
        *(lambda place=place: cancel_place(place=place, by=None, at=AT) for place in places),
        meet_before='UPDATE "events_place" SET "state" = %s, "expires_at" = %s, "offered_at" = %s',
    )

    assert errors(ended) == []
    assert states(waits) == [PlaceState.OFFERED]
    assert ModelLogEntry.objects.filter(action="events.offer").count() == (1 if locks else 2)


@pytest.mark.parametrize("locks", [True, False])
def test_late_payment_and_somebody_new_for_one_place(locks, monkeypatch):
    category = make_category(size=1)
    held = order(category, terms={"held_until": AT + HOUR})
    if not locks:
        take_away_locks(monkeypatch)

    at_once(
        lambda: confirm_held(booking=Booking.objects.get(pk=held.pk), by=None, at=AT + 2 * HOUR),
        client(category, at=AT + 2 * HOUR),
        meet_before=(BOOKING, 'UPDATE "events_place"'),
    )

    sold = number_of(category, PlaceState.CONFIRMED)
    assert sold == 1 if locks else sold == 2
