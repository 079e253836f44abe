"""Whose turn it is, by arithmetic alone."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from events.domain.room import Room
from events.line import Waiter, walk

DEMANDS = st.dictionaries(st.integers(1, 3), st.integers(1, 4), min_size=1, max_size=2)
TOUCHES = {1: (10,), 2: (11, 12), 3: (10, 12)}


@st.composite
def lines(draw):
    demands = draw(st.lists(st.tuples(DEMANDS, st.booleans()), max_size=8))
    return [Waiter(number, Counter(demand), passed) for number, (demand, passed) in enumerate(demands)]


def rooms():
    sizes = st.one_of(st.none(), st.integers(0, 8))
    used = st.dictionaries(st.sampled_from([10, 11, 12]), st.integers(0, 9))
    return st.builds(
        lambda a, b, c, taken: Room({10: a, 11: b, 12: c}, TOUCHES, Counter(taken)), sizes, sizes, sizes, used
    )


def over(room):
    return {quota for quota, size in room.sizes.items() if size is not None and room.used[quota] > size}


@given(lines(), rooms(), st.booleans())
def test_nobody_is_asked_for_more_than_there_is(line, room, lets_by):
    full_before = over(room)

    walk(line, room, lets_by=lets_by)

    assert over(room) <= full_before


@given(lines(), rooms(), st.booleans())
def test_whoever_is_left_standing_does_not_fit(line, room, lets_by):
    turn = walk(line, room, lets_by=lets_by)

    asked = {waiter.booking for waiter in turn.asked}
    for waiter in line:
        if waiter.booking not in asked:
            assert room.blocking(waiter.demand) & turn.contended


@given(lines(), rooms())
def test_in_strict_order_nobody_passes_who_wants_what_an_earlier_one_lacks(line, room):
    line = [Waiter(waiter.booking, waiter.demand) for waiter in line]
    at_first = Room(room.sizes, room.touches, Counter(room.used))
    turn = walk(line, room, lets_by=False)
    asked = {waiter.booking for waiter in turn.asked}
    kept = set()

    for waiter in line:
        wants = set(room.needs(waiter.demand))
        if waiter.booking in asked:
            assert wants.isdisjoint(kept)
            at_first.take(waiter.demand)
        elif not room.never_fits(waiter.demand):
            kept |= {
                quota for quota in wants if quota in kept or at_first.lacking({quota: room.needs(waiter.demand)[quota]})
            }


def test_group_that_is_bigger_than_the_room_holds_nobody_up_and_is_passed():
    line = [Waiter(1, {1: 4}), Waiter(2, {1: 3}), Waiter(3, {1: 1})]

    turn = walk(line, Room({10: 3}, {1: (10,)}), lets_by=False)

    assert [waiter.booking for waiter in turn.asked] == [2]
    assert [waiter.booking for waiter in turn.passed] == [1]
    # Somebody new goes behind them all.
    assert turn.contended == {10}


def test_only_skips_somebody_gained_by_are_called_skips():
    line = [Waiter(1, {1: 5}), Waiter(2, {1: 1}), Waiter(3, {1: 4})]

    turn = walk(line, Room({10: 3}, {1: (10,)}), lets_by=True)

    assert [waiter.booking for waiter in turn.asked] == [2]
    assert [waiter.booking for waiter in turn.passed] == [1]
