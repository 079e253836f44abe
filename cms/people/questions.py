"""Questions about one person, written once and put for everybody: to write SQL takes longer than to answer it.

A question compares with the clock of when it was written: whoever keeps one writes it anew every minute.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from .models import User

# In the place of whoever it is put for. No person has this number.
SOMEBODY = -1


@dataclass(frozen=True)
class Question:
    sql: str
    values: tuple[Any, ...]

    def about(self, user: User) -> list[tuple[Any, ...]]:
        """The rows of this person, as the database has them. One query."""
        if not self.sql:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [user.pk if value == SOMEBODY else value for value in self.values])
            return cursor.fetchall()


def written(rows: Callable[[User], QuerySet[Any]]) -> Question:
    """`rows` asks by the person's id and by nothing else of theirs."""
    try:
        sql, values = rows(User(pk=SOMEBODY)).query.sql_with_params()
    except EmptyResultSet:
        return Question("", ())
    return Question(sql, tuple(values))
