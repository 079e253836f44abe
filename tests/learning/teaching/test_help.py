"""When somebody may need help: arithmetic on plain values."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from learning.outline import Item
from learning.teaching.enums import Reason, State
from learning.teaching.help import Held, signals_of, state_of, why_stuck

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
LESSON = uuid4()


def passed(since, wait):
    return since + wait <= NOW


def ago(**how):
    return NOW - timedelta(**how)


def quiz(most=0):
    return Item(f"{LESSON}:q", LESSON, "quiz", True, {"max_attempts": most}, "hash")


@pytest.mark.parametrize(
    ("held", "most", "reason"),
    [
        (Held(), 0, None),
        (Held(is_begun=True, tried=1), 0, None),
        (Held(is_begun=True, tried=2), 0, Reason.FAILED),
        (Held(is_begun=True, tried=2), 3, Reason.FAILED),
        (Held(is_begun=True, tried=3), 3, Reason.NO_TRIES_LEFT),
        (Held(is_begun=True, tried=1), 1, Reason.NO_TRIES_LEFT),
        (Held(is_begun=True, open_since=ago(days=6, hours=23)), 0, None),
        (Held(is_begun=True, open_since=ago(days=7)), 0, Reason.BEGUN_LONG_AGO),
        (Held(is_done=True, tried=5), 1, None),
    ],
)
def test_when_one_item_is_a_reason(held, most, reason):
    assert why_stuck(quiz(most), held, passed=passed) == reason


@pytest.mark.parametrize(
    ("item", "held", "active", "state"),
    [
        (None, Held(is_done=True), True, State.NOT_THEIRS),
        (quiz(), Held(is_done=True), True, State.DONE),
        (quiz(), Held(is_begun=True, tried=2), True, State.NEEDS_HELP),
        # Who has completed the course needs no help with what was left.
        (quiz(), Held(is_begun=True, tried=2), False, State.UNDER_WAY),
        (quiz(), Held(is_begun=True), True, State.UNDER_WAY),
        (quiz(), Held(open_since=NOW), True, State.UNDER_WAY),
        (quiz(), Held(), True, State.NOT_STARTED),
    ],
)
def test_the_state_of_one_item(item, held, active, state):
    assert state_of(item, held, active=active, passed=passed) == state


def signals(*work, done=0, required=10, last=NOW, due=None):
    found = signals_of(
        work, done=done, required=required, last_at=last, due_on=due, today=date(2026, 11, 28), passed=passed
    )
    return [one.reason for one in found]


@pytest.mark.parametrize(
    ("how", "reasons"),
    [
        ({"last": ago(days=13)}, []),
        ({"last": ago(days=14)}, [Reason.STANDS_STILL]),
        # Somebody who has not begun does not stand still.
        ({"last": None}, []),
        ({"due": date(2026, 12, 12)}, [Reason.DEADLINE]),
        ({"due": date(2026, 12, 13)}, []),
        ({"due": date(2026, 11, 1)}, [Reason.DEADLINE]),
        ({"due": date(2026, 12, 12), "done": 5}, []),
        ({"due": date(2026, 12, 12), "done": 4}, [Reason.DEADLINE]),
        ({"due": date(2026, 12, 12), "done": 0, "required": 0}, []),
    ],
)
def test_what_the_whole_course_says(how, reasons):
    assert signals(**how) == reasons


def test_the_most_urgent_reason_comes_first():
    work = [(quiz(), Held(tried=2)), (quiz(2), Held(tried=2))]

    found = signals(*work, last=ago(days=20), due=date(2026, 12, 1))

    assert found == [Reason.NO_TRIES_LEFT, Reason.DEADLINE, Reason.FAILED, Reason.STANDS_STILL]
