"""The waiting list as arithmetic: whose turn it is when there is room. Plain values; locks and rows stand elsewhere.

    >>> line = [Waiter(1, {7: 5}), Waiter(2, {7: 1})]
    >>> walk(line, Room(sizes={1: 3}, touches={7: (1,)}), lets_by=False).asked
    []

Three places are free and a group of five is first: nobody is asked, because whoever comes after would keep it waiting
for ever. With `lets_by` (the policy "fitting", or staff who let others by this one group) the second is asked. So is
whoever stands behind a group that is bigger than the room itself: nothing that becomes free would let it in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .domain.room import Room


@dataclass(frozen=True)
class Waiter:
    """A booking that waits: it is asked whole or not at all."""

    booking: int
    demand: Mapping[int, int]
    # Staff let others by as long as it does not fit.
    passed_over: bool = False


@dataclass
class Turn:
    """Who is asked, who was let stand although somebody behind them is asked, and what nobody new may touch."""

    asked: list[Waiter] = field(default_factory=list)
    passed: list[Waiter] = field(default_factory=list)
    # Quotas some waiter lacks room in: they are kept for the line.
    contended: set[int] = field(default_factory=set)


def walk(line: Iterable[Waiter], room: Room, *, lets_by: bool) -> Turn:
    """Go along the line, first to last, and give room to whom it reaches. `room` is used up by it."""
    turn = Turn()
    stood: list[Waiter] = []
    for waiter in line:
        blocking = room.blocking(waiter.demand)
        if not blocking:
            room.take(waiter.demand)
            turn.asked.append(waiter)
            turn.passed += stood
            stood = []
            continue
        turn.contended |= blocking
        stood.append(waiter)
        if not (lets_by or waiter.passed_over or room.never_fits(waiter.demand)):
            room.closed |= blocking
    return turn
