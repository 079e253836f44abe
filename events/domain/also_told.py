"""Who is told of a change besides those who have a place or have asked to hear of it: who speaks there, say.

register_told(AlsoTold(emails=addresses_of_speakers, readers=speakers_told))    # events/programme/apps.py
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

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
    """The same people twice: their addresses as one column in small letters, to be counted, and as readers."""

    emails: Callable[[Occurrence], QuerySet[Any, Any]]
    readers: Callable[[Occurrence], Iterable[Reader]]


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
