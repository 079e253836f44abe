from datetime import timedelta

import pytest
from django.utils import translation

from events.domain.bookings import cancel_booking
from events.domain.places import cancel_place
from events.models import Occurrence, Quota
from events.standing import WaitingReason, standing_of
from tests.factories.bookings import order
from tests.factories.events import AT, make_category, make_occurrence

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_who_has_a_place_does_not_stand_in_the_line():
    assert standing_of(order(make_category()), at=AT) is None


def test_place_in_the_line_and_that_all_is_taken():
    category = make_category(size=1)
    order(category)
    order(category, number=3)
    own = order(category, number=2)

    standing = standing_of(own, at=AT)

    assert (standing.position, standing.places_ahead, standing.places) == (2, 3, 2)
    assert standing.reason == WaitingReason.FULL
    with translation.override("en"):
        assert standing.ahead == "1 booking is before yours in the waiting list."


def test_group_hears_how_many_are_free():
    category = make_category(size=3)
    has = order(category, number=3)
    group = order(category, number=2)
    cancel_place(place=has.places.first(), by=None, at=AT)

    standing = standing_of(group, at=AT)

    assert (standing.position, standing.reason, standing.free) == (1, WaitingReason.TOO_FEW, 1)


def test_who_is_behind_such_a_group_hears_that_others_have_waited_longer():
    category = make_category(size=3)
    has = order(category, number=3)
    order(category, number=2)
    own = order(category)
    cancel_place(place=has.places.first(), by=None, at=AT)

    assert standing_of(own, at=AT).reason == WaitingReason.BEHIND


def test_offer_that_is_out_is_said_with_its_end():
    category = make_category(size=1)
    has = order(category)
    asked, own = order(category), order(category)
    cancel_booking(booking=has, by=None, at=AT)

    standing = standing_of(own, at=AT + HOUR)

    assert (standing.position, standing.reason) == (1, WaitingReason.OFFER_OUT)
    assert standing.answered_by == asked.places.get().expires_at


def test_offer_of_other_tickets_is_not_said():
    occurrence = make_occurrence()
    category, other = make_category(occurrence, size=1), make_category(occurrence, name="Annet", size=1)
    order(category)
    has = order(other)
    order(other)
    own = order(category)
    cancel_booking(booking=has, by=None, at=AT)

    assert standing_of(own, at=AT).reason == WaitingReason.FULL


def test_nothing_moves_where_nothing_is_given_out():
    category = make_category(size=1)
    order(category)
    own = order(category)
    Occurrence.objects.update(state="postponed")

    own.occurrence.refresh_from_db()
    assert standing_of(own, at=AT).reason == WaitingReason.CLOSED


@pytest.mark.parametrize("others", [1, 12])
def test_asking_costs_the_same_however_many_wait(others, django_assert_num_queries):
    category = make_category(size=1)
    Quota.objects.create(occurrence=category.occurrence, name="Salen", size=1).categories.add(category)
    order(category)
    for _ in range(others):
        order(category)
    own = order(category)
    own.refresh_from_db()

    with django_assert_num_queries(5):
        standing_of(own, at=AT)
