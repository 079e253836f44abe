"""The matrix of one organisation: people and roles by requirements, as plain values for page, table and paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cms.people.enums import MembershipRole
from cms.people.models import Organisation
from cms.people.queries import role_order
from cms.sorting import nordic

from .demands import Demand, targets_in
from .enums import State
from .standings import Standing, standings_of
from .targets import titles_of

# What each state looks like beside its word: a shape of its own, and the tone of a badge.
SHAPES = {State.COVERED: "check", State.DUE_SOON: "clock", State.OVERDUE: "cross", State.VACANT: "dash"}
TONES = {State.COVERED: "good", State.DUE_SOON: "warn", State.OVERDUE: "bad", State.VACANT: "note"}


@dataclass(frozen=True)
class Cell:
    """How one seat stands, with the words and the shape that say so."""

    standing: Standing
    state: State
    title: str = ""

    @property
    def shape(self) -> str:
        return SHAPES[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def due_on(self) -> date | None:
        return self.standing.terms.due_on if self.standing.terms else None

    @property
    def done_on(self) -> date | None:
        return self.standing.terms.done_on if self.standing.terms else None

    @property
    def vacant_since(self) -> date | None:
        return self.standing.vacant_since

    @property
    def demand(self) -> Demand:
        return self.standing.demand

    @property
    def name(self) -> str:
        return self.standing.name

    @property
    def role_word(self) -> Any:
        return MembershipRole(self.demand.role).label


@dataclass
class Row:
    """A person in a role, or a role that nobody holds; a cell for each requirement, None where it is not asked."""

    role: str
    name: str
    user_id: int | None
    cells: list[Cell | None] = field(default_factory=list)

    @property
    def role_word(self) -> Any:
        return MembershipRole(self.role).label


@dataclass(frozen=True)
class Matrix:
    on: date
    demands: list[Demand]
    titles: dict[tuple[str, str], str]
    rows: list[Row]
    cells: list[Cell]

    def count(self, state: State) -> int:
        return sum(cell.state == state for cell in self.cells)

    @property
    def counts(self) -> list[tuple[State, int]]:
        """In the order of urgency, also those there are none of."""
        return [(state, self.count(state)) for state in State]

    @property
    def covered(self) -> int:
        return self.count(State.COVERED)

    @property
    def columns(self) -> list[dict[str, Any]]:
        return [{"demand": demand, "title": self.titles.get(demand.target, "")} for demand in self.demands]

    @property
    def gaps(self) -> list[Cell]:
        """What something must be done about, the most urgent first; then what is soon due."""
        order = list(State)
        open_ones = [cell for cell in self.cells if cell.state != State.COVERED]
        return sorted(open_ones, key=lambda cell: (order.index(cell.state), cell.due_on or date.min))


def matrix_of(organisation: Organisation, *, on: date) -> Matrix:
    """How an organisation stands on a day: five to ten queries, for any number of people."""
    standings = standings_of([organisation], on=on)
    demands = sorted({one.demand.requirement_id: one.demand for one in standings}.values(), key=_in_order)
    titles = titles_of(targets_in(demands))
    cells = [Cell(one, one.state(on), titles.get(one.demand.target, "")) for one in standings]
    return Matrix(on, demands, titles, _rows(cells, demands), cells)


def _in_order(demand: Demand) -> tuple[int, str]:
    return role_order(demand.role), nordic(demand.name)


def _rows(cells: Iterable[Cell], demands: Sequence[Demand]) -> list[Row]:
    place = {demand.requirement_id: number for number, demand in enumerate(demands)}
    rows: dict[tuple[str, int | None], Row] = {}
    for cell in cells:
        key = (cell.demand.role, cell.standing.user_id)
        row = rows.setdefault(key, Row(key[0], cell.name, key[1], [None] * len(demands)))
        row.cells[place[cell.demand.requirement_id]] = cell
    return sorted(rows.values(), key=lambda row: (role_order(row.role), nordic(row.name), row.user_id or 0))
