"""When and whether a message may leave, as things are now: asked when it is written and again when it is sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cms import clock
from cms.pause.queries import holds_anywhere
from cms.people.models import User
from cms.people.queries import organisation_acted_for

from ..enums import DIGEST, ESSENTIAL, IN_DIGESTS, Frequency, MessageState, Why
from ..queries import wishes_of
from ..quiet import Quiet, next_digest_at

# Nobody knows when a crisis is over: what it holds back is looked at this often.
PAUSE_RECHECK = timedelta(minutes=10)


@dataclass(frozen=True)
class Decision:
    state: MessageState
    due_at: datetime
    why: str = ""

    def is_now(self, at: datetime) -> bool:
        return self.state == MessageState.DUE and self.due_at <= at


def decide(*, category: str, user: User | None, address: str, at: datetime) -> Decision:
    """Essential mail leaves at once. Other mail waits for the end of a crisis pause, for the reader's digest or the
    end of their quiet hours, and is not sent to who does not want it or cannot be reached.
    """
    if category == ESSENTIAL or user is None:
        return Decision(MessageState.DUE, at)
    wishes = wishes_of(user, category, address=address)
    if not user.is_active or wishes.is_refused:
        return Decision(MessageState.SKIPPED, at, Why.REFUSED if user.is_active else Why.INACTIVE)
    choice = Frequency.AT_ONCE if category == DIGEST else wishes.choice
    if choice == Frequency.NEVER:
        return Decision(MessageState.SKIPPED, at, Why.NEVER)
    if choice in IN_DIGESTS:
        return Decision(MessageState.HELD, next_digest_at(choice, after=at), Why.DIGEST)
    return _soonest(user, wishes.quiet, at=at)


def _soonest(user: User, quiet: Quiet, *, at: datetime) -> Decision:
    if is_paused(user, at=at):
        return Decision(MessageState.DUE, at + PAUSE_RECHECK, Why.PAUSE)
    due_at = quiet.next_moment(at)
    return Decision(MessageState.DUE, due_at, Why.QUIET if due_at > at else "")


def is_paused(user: User, *, at: datetime) -> bool:
    """Whether the organisation this person acts for is paused. Asks no database while nothing is paused anywhere."""
    if not holds_anywhere(at=at):
        return False
    organisation = organisation_acted_for(user, on=clock.local_date(at))
    return clock.timers_paused(organisation_id=organisation.pk if organisation else None, at=at)
