"""Whether a person has anything of a kind, for pages made of many panels: one query for all of them together.

register_presence("surveys", lambda user: Respondent.objects.filter(user=user))    # in apps.py, in ready()

A panel asks `has_any(request.user, "surveys")` and reads no further where there is nothing, which is the rule.
"""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Exists, QuerySet

from cms import clock

from .models import User
from .questions import Question, written

Rows = Callable[[User], QuerySet[Any]]

_kinds: dict[str, Rows] = {}
# The name under which the answers are remembered on the person's object: as long as one request lasts.
REMEMBERED = "has_any_of"


def register_presence(kind: str, rows: Rows) -> None:
    """`rows` asks by the person's id alone, and what it compares with the clock may be a minute late."""
    _kinds[kind] = rows


def has_any(user: User, kind: str) -> bool:
    """Whether there are rows of this kind. The first question of a request asks for all kinds."""
    found: dict[str, bool] = getattr(user, REMEMBERED, {})
    if kind not in found:
        kinds = tuple(_kinds)
        (answers,) = _question(kinds, clock.now().replace(second=0, microsecond=0)).about(user)
        found = dict(zip(kinds, map(bool, answers), strict=True))
        setattr(user, REMEMBERED, found)
    return found[kind]


@lru_cache(maxsize=1)
def _question(kinds: tuple[str, ...], _minute: datetime) -> Question:
    def rows(user: User) -> QuerySet[Any]:
        return User.objects.filter(pk=user.pk).values_list(*(Exists(_kinds[kind](user)) for kind in kinds))

    return written(rows)
