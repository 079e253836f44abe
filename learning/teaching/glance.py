"""The glance: how many are how, module by module and item by item. One query beside the picture."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count

from ..bars import Bar, bars_of
from ..enums import ItemStatus
from ..models import ItemState
from .columns import Column
from .enums import SHOWN, State
from .help import DONE
from .picture import Person, Picture


@dataclass
class Numbers:
    """How many people are how with one thing."""

    by_state: Counter[State] = field(default_factory=Counter)

    @property
    def cells(self) -> list[tuple[State, int]]:
        return [(state, self.by_state[state]) for state in SHOWN]

    @property
    def bars(self) -> list[Bar]:
        return bars_of((str(state), number) for state, number in self.cells)

    @property
    def theirs(self) -> int:
        """How many it is part of the course for."""
        return sum(number for state, number in self.cells if state != State.NOT_THEIRS)


@dataclass
class ItemRow:
    column: Column
    numbers: Numbers


@dataclass
class ModuleRow:
    """A module, with the numbers of its items added up."""

    title: str
    numbers: Numbers
    items: list[ItemRow]


def glance_of(picture: Picture) -> list[ModuleRow]:
    counts = _counted(picture)
    rows = []
    for group in picture.groups:
        items = [ItemRow(column, Numbers(counts[column.key])) for column in group.columns]
        total: Counter[State] = Counter()
        for item in items:
            total.update(item.numbers.by_state)
        rows.append(ModuleRow(group.title, Numbers(total), items))
    return rows


def _counted(picture: Picture) -> dict[str, Counter[State]]:
    """Everybody begins as not started; what is done and what is begun moves them on."""
    keys = {column.key for group in picture.groups for column in group.columns}
    people = Counter(one.release_id for one in picture.people)
    counts: dict[str, Counter[State]] = {key: Counter() for key in keys}
    for release_id, number in people.items():
        there = picture.items.get(release_id, {})
        for key in keys:
            counts[key][State.NOT_STARTED if key in there else State.NOT_THEIRS] += number
    for release_id, key, number in _done(picture):
        if key in picture.items.get(release_id, {}) and key in counts:
            counts[key][State.DONE] += number
            counts[key][State.NOT_STARTED] -= number
    for one in picture.people:
        for key in one.work:
            state = picture.state(one, key)
            if key in counts and state not in (State.NOT_THEIRS, State.NOT_STARTED):
                counts[key][state] += 1
                counts[key][State.NOT_STARTED] -= 1
    return counts


def _done(picture: Picture) -> Iterable[tuple[int, str, int]]:
    rows = ItemState.objects.filter(enrolment__in=picture.enrolments.values("pk"), status=ItemStatus.DONE)
    grouped = rows.order_by().values("enrolment__release_id", "item_key").annotate(number=Count("pk"))
    return grouped.values_list("enrolment__release_id", "item_key", "number")


def people_at(picture: Picture, key: str) -> list[tuple[Person, State]]:
    """Everybody with how they are at one item, by name. One query beside the picture."""
    rows = ItemState.objects.filter(enrolment__in=picture.enrolments.values("pk"), item_key=key, status=ItemStatus.DONE)
    done = set(rows.values_list("enrolment_id", flat=True))
    return [(one, picture.state(one, key, DONE if one.enrolment_id in done else None)) for one in picture.people]
