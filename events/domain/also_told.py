"""Who is told of a change besides those who have a place or have asked to hear of it: who speaks there, say.

register_told(AlsoTold(speakers_told, account="user"))    # events/programme/apps.py
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models.functions import Lower

from cms.people.models import User

from ..models import Occurrence


@dataclass(frozen=True)
class Reader:
    """`way` leads to what they have there: nothing for who only asked to hear of it."""

    email: str
    language: str
    name: str = ""
    user: User | None = None
    way: str = ""


class AlsoTold(NamedTuple):
    """Rows with `email`, `name`, `language` and, in the field that `account` names, perhaps an account."""

    people: Callable[[Occurrence], QuerySet[Any]]
    account: str

    def emails(self, occurrence: Occurrence) -> QuerySet[Any, Any]:
        """One column in small letters, to be counted."""
        return self.people(occurrence).order_by().values_list(Lower("email"))

    def readers(self, occurrence: Occurrence) -> Iterator[Reader]:
        """One query."""
        for one in self.people(occurrence).select_related(self.account):
            if reader := reader_of(getattr(one, self.account), one.email, one.name, one.language):
                yield reader


_told: list[AlsoTold] = []


def register_told(people: AlsoTold) -> None:
    if people not in _told:
        _told.append(people)


def addresses_also_told(occurrence: Occurrence) -> list[QuerySet[Any, Any]]:
    return [people.emails(occurrence) for people in _told]


def readers_also_told(occurrence: Occurrence) -> list[Reader]:
    return [reader for people in _told for reader in people.readers(occurrence)]


def reader_of(user: User | None, email: str, name: str, language: str, *, way: str = "") -> Reader | None:
    """By account, else by address; None where there is neither."""
    if user and user.is_active:
        return Reader(user.email, user.language, user.name, user, way)
    return Reader(email, language, name, way=way) if email else None
