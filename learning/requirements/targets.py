"""What can be demanded: kinds of target, each answering for its own things. Rooms above register theirs.

# events/apps.py, in ready():
register_target(TargetKind("exercise", _("Exercise"), options=…, titles=…, completions=…, ways=…))

Every question is asked once for all targets of a kind, however many people and organisations there are.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from cms.people.models import User

# Ids of the people who are asked about: a subquery, so that thousands cost no more than ten.
People = QuerySet[Any, Any]


class Done(NamedTuple):
    """That somebody did a target on a day. `proof` names the row that shows it; `valid_until` is its last day."""

    key: str
    user_id: int
    on: date
    proof: str
    valid_until: date | None = None
    certificate_id: int | None = None


class Way(NamedTuple):
    """What the person can do next. `again` says that they did it once and that it must be started anew, by POST."""

    url: str
    title: str
    under_way: bool = False
    again: bool = False


@dataclass(frozen=True)
class TargetKind:
    """`completions` gives what counts of these targets and people until a day, in any order."""

    kind: str
    word: Any
    options: Callable[[], Iterable[tuple[str, str]]]
    titles: Callable[[Collection[str]], Mapping[str, str]]
    completions: Callable[[Collection[str], People, date], Iterable[Done]]
    ways: Callable[[User, Collection[str]], Mapping[str, Way]]


_kinds: dict[str, TargetKind] = {}


def register_target(kind: TargetKind) -> None:
    _kinds[kind.kind] = kind


def target_kinds() -> list[TargetKind]:
    return list(_kinds.values())


Target = tuple[str, str]


def titles_of(targets: Iterable[Target]) -> dict[Target, str]:
    """What each target is called, in the language that is active. One question a kind."""
    return {(kind.kind, key): title for kind, keys in _by_kind(targets) for key, title in kind.titles(keys).items()}


def completions_of(targets: Iterable[Target], people: People, *, until: date) -> dict[tuple[Target, int], list[Done]]:
    """What each person has done of the targets until a day (that day included), the earliest first."""
    found: dict[tuple[Target, int], list[Done]] = {}
    for kind, keys in _by_kind(targets):
        for done in sorted(kind.completions(keys, people, until), key=lambda one: (one.on, one.proof)):
            found.setdefault(((kind.kind, done.key), done.user_id), []).append(done)
    return found


def ways_of(user: User, targets: Iterable[Target]) -> dict[Target, Way]:
    """What a person can do next about each target."""
    return {(kind.kind, key): way for kind, keys in _by_kind(targets) for key, way in kind.ways(user, keys).items()}


def _by_kind(targets: Iterable[Target]) -> list[tuple[TargetKind, set[str]]]:
    """A kind nobody has registered (its room is gone) is left out: nobody can do it, and nobody has."""
    keys: dict[str, set[str]] = {}
    for kind, key in targets:
        keys.setdefault(kind, set()).add(key)
    return [(_kinds[kind], found) for kind, found in sorted(keys.items()) if kind in _kinds]
