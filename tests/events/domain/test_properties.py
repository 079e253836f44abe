"""Whatever people, staff and clocks do in whatever order, what must hold holds after every step."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Count
from django.db.models.functions import Lower
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.domain.bookings import AlreadyHasPlace, OccurrenceFull, WaitingListFull, cancel_booking
from events.domain.looking_after import look_after
from events.domain.moves import NotPossibleNow
from events.domain.places import cancel_place, change_mode, confirm_held
from events.domain.room import offers_kept_by_pauses, room_of
from events.domain.waiting import accept_offer, decline_offer, line_of, promote, waiting_places
from events.enums import LIVE_STATES, Mode, PlaceMode, WaitingPolicy
from events.models import Booking, Place, Quota
from tests.factories.bookings import order, somebody
from tests.factories.events import AT, make_category, make_occurrence

pytestmark = pytest.mark.django_db
REFUSALS = (AlreadyHasPlace, OccurrenceFull, WaitingListFull, NotPossibleNow)
HOUR = timedelta(hours=1)


class Scene:
    """A small hybrid occurrence with a hall that both tickets need: full, and with people who wait."""

    def __init__(self, policy, sizes):
        self.occurrence = make_occurrence(mode=Mode.HYBRID, waiting=policy, longest_waiting=12)
        self.room = make_category(self.occurrence, name="I salen", size=sizes[0])
        self.online = make_category(self.occurrence, name="På nett", size=sizes[1], mode=PlaceMode.ONLINE)
        self.both = Quota.objects.create(occurrence=self.occurrence, name="Alle", size=sizes[2])
        self.both.categories.add(self.room, self.online)
        self.at = AT
        for category in (self.room, self.online) * 4:
            order(category)
        order(self.room, number=2)
        order(self.room)

    def one_of(self, rows, number):
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None


def book(scene, number):
    category = (scene.room, scene.online)[number % 2]
    line = line_of(waiting_places(scene.occurrence.pk))
    booking = order(category, number=1 + number % 3, at=scene.at)
    if booking.state == "confirmed":
        nobody_waits_for_the_same(scene, line, {category.pk: booking.places.count()})


def book_named(scene, number):
    order(scene.room, somebody(number % 4), at=scene.at)


def hold(scene, number):
    order(scene.room, at=scene.at, terms={"held_until": scene.at + HOUR})


def pay(scene, number):
    if booking := scene.one_of(Booking.objects.filter(places__state="held").distinct(), number):
        confirm_held(booking=booking, by=None, at=scene.at)


def cancel(scene, number):
    if booking := scene.one_of(Booking.objects.all(), number):
        cancel_booking(booking=booking, by=None, at=scene.at)
        once = snapshot()
        cancel_booking(booking=booking, by=None, at=scene.at)
        assert snapshot() == once


def cancel_one(scene, number):
    if place := scene.one_of(Place.objects.all(), number):
        cancel_place(place=place, by=None, at=scene.at)


def accept(scene, number):
    if booking := scene.one_of(Booking.objects.filter(places__state="offered").distinct(), number):
        accept_offer(booking=booking, by=None, at=scene.at)


def decline(scene, number):
    if booking := scene.one_of(Booking.objects.filter(places__state="offered").distinct(), number):
        decline_offer(booking=booking, by=None, at=scene.at)


def switch(scene, number):
    if place := scene.one_of(Place.objects.filter(state="confirmed"), number):
        change_mode(place=place, mode=(PlaceMode.ROOM, PlaceMode.ONLINE)[number % 2], by=None, at=scene.at)


def grow(scene, number):
    quota = scene.one_of(Quota.objects.all(), number)
    Quota.objects.filter(pk=quota.pk).update(size=quota.size + 1)
    promote(occurrence=scene.occurrence, at=scene.at)


def wait(scene, number):
    scene.at += (1 + number % 5) * 5 * HOUR


def sweep(scene, number):
    look_after(occurrence_id=scene.occurrence.pk, at=scene.at)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [book, book, book_named, hold, pay, cancel, cancel_one, accept, accept, decline, switch, grow, wait, sweep]
        ),
        st.integers(0, 30),
    ),
    min_size=4,
    max_size=14,
)
POLICIES = st.sampled_from([WaitingPolicy.STRICT, WaitingPolicy.FITTING])
SIZES = st.tuples(*[st.integers(1, 4)] * 3)


def snapshot():
    return list(Place.objects.order_by("pk").values_list("pk", "state", "ended_at", "expires_at"))


def must_hold(scene):
    room = room_of(scene.occurrence, at=scene.at)
    assert [quota for quota, size in room.sizes.items() if size is not None and room.used[quota] > size] == []
    assert offers_kept_by_pauses([scene.occurrence.pk], at=scene.at) == []
    people = Place.objects.filter(state__in=LIVE_STATES).exclude(email="").values(person=Lower("email"))
    assert not people.annotate(number=Count("pk")).filter(number__gt=1).exists()


def nobody_waits_for_the_same(scene, line, taken):
    """Somebody new took nothing that is kept for who waits."""
    room = room_of(scene.occurrence, at=scene.at)
    room.give_back(taken)
    for waiter in line:
        assert room.blocking(waiter.demand).isdisjoint(room.needs(taken))


def nobody_was_passed_over(scene, line, before):
    """Of those who waited: whoever was asked left nobody behind who was before them and fitted.

    Each is measured by what those before them left, and what they lack is kept for them.
    """
    if scene.occurrence.waiting != WaitingPolicy.STRICT:
        return
    states = dict(Place.objects.order_by("pk").values_list("booking_id", "state"))
    asked = [waiter for waiter in line if states[waiter.booking] == "offered"]
    for number, waiter in enumerate(line):
        if waiter in asked:
            before.take(waiter.demand)
        elif states[waiter.booking] == "waiting":
            lacking = before.blocking(waiter.demand)
            if before.never_fits(waiter.demand):
                continue
            behind = [one for one in line[number + 1 :] if one in asked]
            assert all(lacking.isdisjoint(before.needs(one.demand)) for one in behind)
            assert lacking or not behind
            before.closed |= lacking


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(POLICIES, SIZES, STEPS)
def test_whatever_happens(policy, sizes, steps):
    with transaction.atomic():
        scene = Scene(policy, sizes)
        for step, number in steps:
            line = line_of(waiting_places(scene.occurrence.pk))
            try:
                with transaction.atomic():
                    step(scene, number)
            except REFUSALS:
                pass
            must_hold(scene)
            if step in (cancel, cancel_one, decline, sweep, grow):
                nobody_was_passed_over(scene, line, room_without(scene, line))
                assert promote(occurrence=scene.occurrence, at=scene.at) == []
        transaction.set_rollback(True)


def room_without(scene, line):
    """The room as it was before anybody of the line was asked."""
    room = room_of(scene.occurrence, at=scene.at)
    bookings = [waiter.booking for waiter in line]
    offered = Place.objects.filter(booking__in=bookings, state="offered", expires_at__gt=scene.at)
    for category in offered.values_list("category_id", flat=True):
        room.give_back({category: 1})
    return room
