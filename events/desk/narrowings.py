"""What the list of people is narrowed down by, besides what the desk itself knows. Other parts of the room add theirs:

# events/door/apps.py, in ready():
register_narrowing(Narrowing("came", _("Attendance"), choices, rows))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from ..models import Occurrence, Place

Choices = list[tuple[str, Any]]


@dataclass(frozen=True)
class Narrowing:
    """`choices` are what there is to choose for an occurrence, none at all hides it; `rows` narrows places down to one
    of them.
    """

    key: str
    label: Any
    choices: Callable[[Occurrence], Choices]
    rows: Callable[[QuerySet[Place], Occurrence, str], QuerySet[Place]]


_narrowings: dict[str, Narrowing] = {}


def register_narrowing(narrowing: Narrowing) -> None:
    _narrowings[narrowing.key] = narrowing


def narrowings() -> list[Narrowing]:
    return list(_narrowings.values())
