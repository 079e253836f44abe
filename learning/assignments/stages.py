"""Where a learner is with an assignment, from what was handed in: plain values in, plain values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .enums import SubmissionState
from .models import Feedback, Submission
from .queries import published_of

NEW, WRITING, HANDED_IN, ASSESSING, AGAIN, PASSED, USED_UP = (
    *("new", "writing", "handed_in", "assessing"),
    *("again", "passed", "used_up"),
)


@dataclass(frozen=True)
class Stage:
    """`name` is one of the words above; `submission` what it is about; `feedback` the last that was said."""

    name: str
    submission: Submission | None
    feedback: Feedback | None
    left: int
    is_changed: bool

    @property
    def may_write(self) -> bool:
        return self.name in (NEW, WRITING, AGAIN)

    @property
    def may_take_back(self) -> bool:
        return self.name == HANDED_IN


def stage_of(submissions: Sequence[Submission], block: dict[str, Any], *, passed: bool, more: int = 0) -> Stage:
    """`more`: how many times more than the assignment allows, by waivers."""
    counting = [one for one in submissions if one.counts]
    last = counting[-1] if counting else None
    assessed = [one for one in counting if one.state == SubmissionState.ASSESSED]
    said = published_of(assessed[-1]) if assessed else []
    left = max(0, block["max_attempts"] + more - len(assessed))
    name = _name(last, passed=passed, left=left)
    changed = not passed and len(counting) < len(submissions)
    return Stage(name, last, said[0] if said else None, left, changed)


def _name(last: Submission | None, *, passed: bool, left: int) -> str:
    if passed:
        return PASSED
    if last is None:
        return NEW
    if last.is_draft:
        return WRITING
    if last.is_waiting:
        return ASSESSING if last.state == SubmissionState.ASSESSING else HANDED_IN
    return AGAIN if left else USED_UP
