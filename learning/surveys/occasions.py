"""What surveys are about. Each room registers its kinds, so that the tool knows none of them by name:

# events/apps.py, in ready():
register_occasion_kind(OccasionKind("occurrence", _("Event"), titles=…, keys_of=…))

An occasion holds the kind and a key that means something to the room alone. The room asks people with
`domain.asking.ask`, once they have come to the point the survey is about.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .models import Occasion

Keys = Collection[str]


def _by_themselves(keys: Keys | None) -> dict[str, str]:
    return {key: key for key in keys or ()}


def _none(user: Any, at: datetime) -> Keys:
    return frozenset()


def _all(instances: Keys) -> Keys:
    return instances


@dataclass(frozen=True)
class OccasionKind:
    """`titles` names what keys stand for (None: all there are). `keys_of` gives the keys a person answers for, who may
    then ask there and see what the answers add up to; coordinators may everywhere.

    `are_before` gives, of instances (what people do there), those whose "before" is not over. `sent` kinds go out to
    an audience with a deadline; the others stand open and ask who comes by, before and after too where `has_a_before`.
    """

    key: str
    name: Any
    titles: Callable[[Keys | None], dict[str, str]] = _by_themselves
    keys_of: Callable[[Any, datetime], Keys] = _none
    are_before: Callable[[Keys], Keys] = _all
    sent: bool = False
    has_a_before: bool = False


_kinds: dict[str, OccasionKind] = {}


def register_occasion_kind(kind: OccasionKind) -> None:
    _kinds[kind.key] = kind


def kind_in_words(key: str) -> str:
    return str(_kinds[key].name) if key in _kinds else key


def all_kinds() -> list[OccasionKind]:
    return list(_kinds.values())


def kind_of(key: str) -> OccasionKind:
    """A kind whose room is gone still has its answers: they are shown by their keys, to coordinators alone."""
    return _kinds.get(key) or OccasionKind(key, key)


def title_of(kind: str, key: str) -> str:
    return kind_of(kind).titles([key]).get(key, key)


def titles_of(occasions: Iterable[Occasion]) -> dict[int, str]:
    """What each occasion is about, in words. A query for each kind at most."""
    occasions = list(occasions)
    keys: dict[str, set[str]] = {}
    for one in occasions:
        keys.setdefault(one.kind, set()).add(one.key)
    titles = {kind: kind_of(kind).titles(about) for kind, about in keys.items()}
    return {one.pk: titles[one.kind].get(one.key, one.key) for one in occasions}
