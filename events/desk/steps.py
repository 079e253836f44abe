"""The steps a coordinator can take with an occurrence, in the order in which they come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..enums import OCCURRENCE_MOVES, OccurrenceState
from ..models import Occurrence


@dataclass(frozen=True)
class Step:
    """`verb` is a function of domain.occurrences, `leads_to` a state; `sentence` says what happens."""

    key: str
    verb: str
    leads_to: str
    words: Any
    sentence: Any
    done: Any
    # What is said where somebody is told of it.
    done_and_told: Any = ""
    # Whether people are told; whether it looks like what it is.
    tells: bool = False
    grave: bool = False


STEPS = {
    step.key: step
    for step in (
        Step(
            "announce",
            "announce",
            OccurrenceState.ANNOUNCED,
            _("Announce as a date to save"),
            _("Everybody sees that it comes and can ask to be told when sign-up opens. Nobody can sign up yet."),
            _("It is announced."),
        ),
        Step(
            "open",
            "open_sign_up",
            OccurrenceState.OPEN,
            _("Open sign-up"),
            _("Everybody sees it and can sign up. Who asked to be told gets a mail."),
            _("Sign-up is open."),
        ),
        Step(
            "close",
            "close_sign_up",
            OccurrenceState.CLOSED,
            _("Close sign-up"),
            _("Nobody new can sign up. Who has a place keeps it, and the waiting list goes on moving."),
            _("Sign-up is closed."),
        ),
        Step(
            "finish",
            "finish",
            OccurrenceState.DONE,
            _("It was held"),
            _("It is over. Nothing is changed any more but who came."),
            _("It is written down as held."),
        ),
        Step(
            "move",
            "move",
            "",
            _("Move"),
            _("Another time or place. Deadlines that lie ahead go along by as many days."),
            _("It is moved."),
            _("It is moved, and people are told."),
            tells=True,
        ),
        Step(
            "new-day",
            "give_new_day",
            OccurrenceState.ANNOUNCED,
            _("Give it a new day"),
            _("It is held after all. Who had a place has it still."),
            _("It has a new day."),
            _("It has a new day, and people are told."),
            tells=True,
        ),
        Step(
            "postpone",
            "postpone",
            OccurrenceState.POSTPONED,
            _("Postpone"),
            _("It is not held on its day, and you find a new one later. Who has a place keeps it; nobody signs up."),
            _("It is postponed."),
            _("It is postponed, and people are told."),
            tells=True,
            grave=True,
        ),
        Step(
            "cancel",
            "cancel",
            OccurrenceState.CANCELLED,
            _("Cancel it"),
            _("It is not held. This cannot be taken back: people make other plans."),
            _("It is cancelled."),
            _("It is cancelled, and people are told."),
            tells=True,
            grave=True,
        ),
    )
}
LIVING = frozenset(OccurrenceState) - {OccurrenceState.DONE, OccurrenceState.CANCELLED, OccurrenceState.POSTPONED}


def steps_for(occurrence: Occurrence, *, at: datetime) -> list[Step]:
    """Those that are possible now; the first is what comes next as a rule."""
    return [step for step in STEPS.values() if _possible(step, occurrence, at)]


def _possible(step: Step, occurrence: Occurrence, at: datetime) -> bool:
    state = occurrence.state
    if step.key == "move":
        return state in LIVING
    if step.key == "new-day":
        return state == OccurrenceState.POSTPONED
    if step.key == "finish":
        return occurrence.ends_at <= at and state in {OccurrenceState.OPEN, OccurrenceState.CLOSED}
    if step.key in {"announce", "open"} and state == OccurrenceState.POSTPONED:
        return False
    if step.key == "open" and occurrence.starts_at <= at:
        return False
    return step.leads_to in OCCURRENCE_MOVES[state]
