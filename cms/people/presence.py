"""Whether a person has anything of a kind, for pages made of many panels: one query for all of them together.

register_presence("surveys", lambda user: Respondent.objects.filter(user=user))    # in apps.py, in ready()

A panel asks `has_any(request.user, "surveys")` and reads no further where there is nothing, which is the rule.
"""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Exists, QuerySet

from cms import clock

from .models import User

Rows = Callable[[User], QuerySet[Any]]

_kinds: dict[str, Rows] = {}
# The name under which the answers are remembered on the person's object: as long as one request lasts.
REMEMBERED = "has_any_of"
# In the place of whoever asks while the question is written. No person has this number.
SOMEBODY = -1


def register_presence(kind: str, rows: Rows) -> None:
    """`rows` asks by the person's id alone, and whatever it compares with the clock may be a minute late."""
    _kinds[kind] = rows


def has_any(user: User, kind: str) -> bool:
    """Whether there are rows of this kind. The first question of a request asks for all kinds."""
    found: dict[str, bool] = getattr(user, REMEMBERED, {})
    if kind not in found:
        found = _ask(user)
        setattr(user, REMEMBERED, found)
    return found[kind]


def _ask(user: User) -> dict[str, bool]:
    kinds = tuple(_kinds)
    sql, values = _question(kinds, clock.now().replace(second=0, microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(sql, [user.pk if value == SOMEBODY else value for value in values])
        answers = cursor.fetchone()
    return dict(zip(kinds, map(bool, answers), strict=True))


@lru_cache(maxsize=1)
def _question(kinds: tuple[str, ...], _minute: datetime) -> tuple[str, tuple[Any, ...]]:
    """The question as it is put for everybody within a minute: to write it takes longer than to answer it."""
    somebody = User(pk=SOMEBODY)
    asked = [Exists(_kinds[kind](somebody)) for kind in kinds]
    sql, values = User.objects.filter(pk=SOMEBODY).values_list(*asked).query.sql_with_params()
    return sql, tuple(values)
