"""What a release does to whom: a plain value, chosen when it is published and kept in it."""

from dataclasses import asdict, dataclass
from typing import Any

from .changes import Changes
from .enums import ChangeKind, CompletedPolicy, MovePolicy


@dataclass(frozen=True)
class ReleasePolicy:
    """For those who have not started, those under way, and those who have completed the course."""

    not_started: MovePolicy = MovePolicy.MOVE
    under_way: MovePolicy = MovePolicy.STAY
    completed: CompletedPolicy = CompletedPolicy.NOTHING

    @property
    def moves_anybody(self) -> bool:
        return {self.not_started, self.under_way} != {MovePolicy.STAY}

    @property
    def offers_update(self) -> bool:
        return self.completed == CompletedPolicy.OFFER_UPDATE

    def as_json(self) -> dict[str, Any]:
        return {name: str(choice) for name, choice in asdict(self).items()}


def safe_policy(changes: Changes) -> ReleasePolicy:
    """What nobody regrets: who has not started gets the new release; who is under way gets it while it neither takes
    something away nor asks for more; who has completed is offered what is new where something to be learnt is.
    """
    new_to_learn = {ChangeKind.REQUIRED, ChangeKind.ASSESSMENT} & set(changes.kinds)
    return ReleasePolicy(
        under_way=MovePolicy.STAY if changes.is_structural else MovePolicy.MOVE,
        completed=CompletedPolicy.OFFER_UPDATE if new_to_learn else CompletedPolicy.NOTHING,
    )
