"""Conflicts among sessions: by example, and against the slow way for any programme."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from events.programme.conflicts import Conflict, Timed, conflicts_among
from events.programme.enums import ConflictKind

DAY = datetime(2027, 2, 25, 9, 0, tzinfo=UTC)


def at(minutes):
    return DAY + timedelta(minutes=minutes)


def among(*sessions, until=480):
    return conflicts_among(sessions, starts_at=DAY, ends_at=at(until))


def test_what_ends_when_the_next_begins_is_in_nobodys_way():
    assert among(Timed(1, at(0), at(60), 7, frozenset({3})), Timed(2, at(60), at(90), 7, frozenset({3}))) == []


def test_one_room_one_speaker_and_the_day_are_told_apart():
    first = Timed(1, at(0), at(60), 7, frozenset({3}))
    same_room, same_speaker = Timed(2, at(30), at(90), 7), Timed(3, at(30), at(90), 8, frozenset({3}))

    assert among(first, same_room, same_speaker, until=80) == [
        Conflict(ConflictKind.ROOM, (1, 2), 7),
        Conflict(ConflictKind.SPEAKER, (1, 3), 3),
        Conflict(ConflictKind.OUTSIDE, (2,)),
        Conflict(ConflictKind.OUTSIDE, (3,)),
    ]


def test_sessions_without_a_room_are_in_no_room_together():
    assert among(Timed(1, at(0), at(60)), Timed(2, at(0), at(60))) == []


values = st.tuples(
    st.integers(-30, 500), st.integers(1, 120), st.sampled_from([None, 1, 2, 3]), st.sets(st.integers(1, 4), max_size=3)
)


def slowly(programme):
    """Every pair, minute by minute."""
    found = set()
    for number, (start, length, room, speakers) in enumerate(programme):
        minutes = set(range(start, start + length))
        for later in range(number + 1, len(programme)):
            other_start, other_length, other_room, other_speakers = programme[later]
            if not minutes & set(range(other_start, other_start + other_length)):
                continue
            pair = frozenset({number, later})
            if room is not None and room == other_room:
                found.add((ConflictKind.ROOM, pair, room))
            found |= {(ConflictKind.SPEAKER, pair, who) for who in speakers & other_speakers}
        if start < 0 or start + length > 480:
            found.add((ConflictKind.OUTSIDE, frozenset({number}), None))
    return found


@given(st.lists(values, max_size=12))
def test_all_conflicts_are_found_and_no_others(programme):
    sessions = [
        Timed(number, at(start), at(start + length), room, frozenset(speakers))
        for number, (start, length, room, speakers) in enumerate(programme)
    ]

    found = among(*sessions)

    assert len(found) == len(set(found))
    assert {(one.kind, frozenset(one.sessions), one.about) for one in found} == slowly(programme)
