"""Whether a person has anything of a kind, for pages made of many panels: one query for all of them together.

register_presence("surveys", lambda user: Respondent.objects.filter(user=user))    # in apps.py, in ready()

A panel asks `has_any(request.user, "surveys")` and reads no further where there is nothing, which is the rule.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, QuerySet

from .models import User

Rows = Callable[[User], QuerySet[Any]]

_kinds: dict[str, Rows] = {}
# The name under which the answers are remembered on the person's object: as long as one request lasts.
REMEMBERED = "has_any_of"


def register_presence(kind: str, rows: Rows) -> None:
    _kinds[kind] = rows


def has_any(user: User, kind: str) -> bool:
    """Whether there are rows of this kind. The first question of a request asks for all kinds."""
    found: dict[str, bool] = getattr(user, REMEMBERED, {})
    if kind not in found:
        asked = [Exists(rows(user)) for rows in _kinds.values()]
        answers = User.objects.filter(pk=user.pk).values_list(*asked).get()
        found = dict(zip(_kinds, answers, strict=True))
        setattr(user, REMEMBERED, found)
    return found[kind]
