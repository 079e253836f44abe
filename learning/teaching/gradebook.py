"""The gradebook: learners by items. One query beside the picture for the learners that are shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from cms.sorting import nordic

from ..enums import ItemStatus
from ..models import ItemState
from .columns import Column
from .enums import Sort, Standing, State
from .help import DONE
from .picture import Person, Picture

A_PAGE = 50
NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Wanted:
    """Whom to show, and in which order. Nothing said: everybody, by name."""

    organisation_id: int | None = None
    standing: str = ""
    name: str = ""
    sort: str = Sort.NAME

    def people(self, picture: Picture) -> list[Person]:
        words = nordic(self.name.strip())
        found = [one for one in picture.people if self._fits(one, words)]
        if self.sort == Sort.PROGRESS:
            return sorted(found, key=lambda one: (one.standing == Standing.COMPLETED, one.percent))
        if self.sort == Sort.LAST:
            return sorted(found, key=lambda one: one.last_at or NEVER)
        return found

    def _fits(self, one: Person, words: str) -> bool:
        if self.organisation_id is not None and one.organisation_id != self.organisation_id:
            return False
        if self.standing and one.standing != self.standing:
            return False
        return words in nordic(one.name)


class Cell(NamedTuple):
    """How one learner is with one item. Best score in per cent and attempts where it is a quiz they have tried."""

    column: Column
    state: State
    score: int | None
    attempts: int


class Row(NamedTuple):
    person: Person
    cells: list[Cell]


def rows_of(picture: Picture, people: Sequence[Person]) -> list[Row]:
    """The cells of these people. One query."""
    known = _known(people)
    columns = [column for group in picture.groups for column in group.columns]

    def cells(one: Person) -> list[Cell]:
        return [_cell(picture, one, each, known.get((one.enrolment_id, each.key), UNKNOWN)) for each in columns]

    return [Row(one, cells(one)) for one in people]


class Known(NamedTuple):
    """What the projection says of one item of one learner."""

    is_done: bool
    score: int | None
    attempts: int


UNKNOWN = Known(False, None, 0)


def _known(people: Iterable[Person]) -> dict[tuple[int, str], Known]:
    rows = ItemState.objects.filter(enrolment__in=[one.enrolment_id for one in people])
    values = rows.values_list("enrolment_id", "item_key", "status", "best_score", "attempts")
    return {(pk, key): Known(status == ItemStatus.DONE, score, attempts) for pk, key, status, score, attempts in values}


def _cell(picture: Picture, person: Person, column: Column, known: Known) -> Cell:
    state = picture.state(person, column.key, DONE if known.is_done else None)
    if state == State.NOT_THEIRS or not column.is_scored:
        return Cell(column, state, None, 0)
    return Cell(column, state, known.score, known.attempts)
