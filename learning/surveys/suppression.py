"""Which groups may be shown so that nobody is singled out. Pure arithmetic.

A group of fewer than five is hidden. If what is hidden amounts to fewer than five people altogether, it could be had
from the total by subtraction, so the smallest of the groups that are shown is hidden as well (complementary
suppression), until at least five people are behind what is hidden, and in at least two groups.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from .enums import MINIMUM

Group = TypeVar("Group", bound=Hashable)


def groups_to_show(sizes: Mapping[Group, int], *, minimum: int = MINIMUM) -> frozenset[Group]:
    """The groups that may be shown beside their total. Groups of nobody show nobody, and are left out."""
    there = {group: size for group, size in sizes.items() if size}
    hidden = {group for group, size in there.items() if size < minimum}
    if not hidden:
        return frozenset(there)
    by_size = sorted(there.keys() - hidden, key=lambda group: (there[group], str(group)))
    for group in by_size:
        if sum(there[one] for one in hidden) >= minimum and len(hidden) > 1:
            break
        hidden.add(group)
    return frozenset(there.keys() - hidden)
