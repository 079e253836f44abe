"""What the verbs of an assignment work at: a locked enrolment, the assignment, and what was handed in so far."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from learning.domain.progress import Desk, sit_down
from learning.enums import ItemKind
from learning.models import Enrolment
from learning.outline import Item

from ..enums import SubmissionState
from ..models import Submission
from ..queries import block_on


@dataclass(frozen=True)
class OpenAssignment:
    """`submissions` are all there are, oldest first; those that count no more keep their numbers."""

    desk: Desk
    item: Item
    block: dict[str, Any]
    submissions: list[Submission]

    @property
    def counting(self) -> list[Submission]:
        return [one for one in self.submissions if one.counts]

    @property
    def draft(self) -> Submission | None:
        return next((one for one in self.counting if one.is_draft), None)

    @property
    def waiting(self) -> Submission | None:
        return next((one for one in self.counting if one.is_waiting), None)

    @property
    def left(self) -> int:
        """How many times it may still be handed in, with what a waiver has given more."""
        used = sum(one.state == SubmissionState.ASSESSED for one in self.counting)
        more = self.desk.standing.more_attempts(self.item.key)
        return max(0, int(self.block["max_attempts"]) + more - used)

    @property
    def is_passed(self) -> bool:
        return self.desk.has_done(self.item)


def open_assignment(enrolment: Enrolment, lesson_key: UUID, item_key: str) -> OpenAssignment:
    """Lock the enrolment and look at the assignment as its release has it. Raises as `Desk.item`."""
    desk = sit_down(enrolment)
    item = desk.item(lesson_key, item_key, ItemKind.ASSIGNMENT)
    rows = desk.enrolment.submissions.filter(item_key=item_key).select_related("release").defer("release__outline")
    block = block_on(desk.enrolment.release, item_key, desk.standing.language)
    return OpenAssignment(desk, item, block, list(rows.order_by("number")))
