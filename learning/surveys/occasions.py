"""What surveys are about. Each room registers its kinds, so that the tool knows none of them by name:

# events/apps.py, in ready():
register_occasion_kind(OccasionKind("occurrence", _("Event"), title=title_of, choices=…, may_see_results=…))

An occasion holds the kind and a key that means something to the room alone. The room asks people with
`domain.asking.ask`, once they have come to the point the survey is about.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


def _nothing() -> Iterable[tuple[str, str]]:
    return ()


def _nobody(user: Any, key: str, at: datetime) -> bool:
    return False


def _always(instance: str) -> bool:
    return True


@dataclass(frozen=True)
class OccasionKind:
    """`title` names what a key stands for, `choices` are the keys there are, for the coordinator's form.

    `may_see_results` says who of others than coordinators sees what the answers add up to. `is_before` says of an
    instance (what a person does there) whether "before" is not over yet. `sent` kinds go out to an audience with a
    deadline; the others stand open and ask who comes by, before and after too where `has_a_before`.
    """

    key: str
    name: Any
    title: Callable[[str], str]
    choices: Callable[[], Iterable[tuple[str, str]]] = _nothing
    may_see_results: Callable[[Any, str, datetime], bool] = _nobody
    is_before: Callable[[str], bool] = _always
    sent: bool = False
    has_a_before: bool = False


_kinds: dict[str, OccasionKind] = {}


def register_occasion_kind(kind: OccasionKind) -> None:
    _kinds[kind.key] = kind


def all_kinds() -> list[OccasionKind]:
    return list(_kinds.values())


def kind_of(key: str) -> OccasionKind:
    """A kind whose room is gone still has its answers: it is shown by its key, and only coordinators see it."""
    return _kinds.get(key) or OccasionKind(key, key, title=lambda about: about)
