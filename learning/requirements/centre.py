"""How all organisations stand, for the centre: per organisation and per requirement. Constant queries at any size."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from cms.people.enums import MembershipRole, OrganisationState
from cms.people.models import Organisation
from cms.places.models import County
from cms.sorting import nordic

from .demands import Demand, demands_on, targets_in
from .enums import State
from .standings import Standing, standings_of
from .targets import titles_of


@dataclass(frozen=True)
class Wanted:
    """What to show. Nothing said: everything."""

    county: County | None = None
    kind: str = ""
    requirement_id: int | None = None

    def organisations(self) -> list[Organisation]:
        """One query; municipality and county come along."""
        rows = Organisation.objects.filter(state=OrganisationState.ACTIVE)
        if self.county:
            rows = rows.filter(Q(county=self.county) | Q(county__isnull=True, municipality__county=self.county))
        if self.kind:
            rows = rows.filter(kind=self.kind)
        return sorted(rows.select_related("municipality__county", "county"), key=lambda one: nordic(one.name))

    def demands(self, *, on: date) -> list[Demand]:
        wanted = self.requirement_id
        return [one for one in demands_on(on) if wanted is None or one.requirement_id == wanted]


@dataclass
class Tally:
    """How many seats stand how."""

    numbers: dict[State, int] = field(default_factory=lambda: dict.fromkeys(State, 0))

    def add(self, state: State) -> None:
        self.numbers[state] += 1

    @property
    def total(self) -> int:
        return sum(self.numbers.values())

    @property
    def percent(self) -> int:
        """How many are covered, rounded down: 199 of 200 is not yet all."""
        return 100 * self.numbers[State.COVERED] // self.total if self.total else 0

    @property
    def covered(self) -> int:
        return self.numbers[State.COVERED]

    @property
    def due_soon(self) -> int:
        return self.numbers[State.DUE_SOON]

    @property
    def overdue(self) -> int:
        return self.numbers[State.OVERDUE]

    @property
    def vacant(self) -> int:
        return self.numbers[State.VACANT]


@dataclass(frozen=True)
class OrganisationRow:
    organisation: Organisation
    tally: Tally

    @property
    def county(self) -> County | None:
        municipality = self.organisation.municipality
        return self.organisation.county or (municipality.county if municipality else None)


@dataclass(frozen=True)
class RequirementRow:
    demand: Demand
    title: str
    tally: Tally

    @property
    def role_word(self) -> Any:
        return MembershipRole(self.demand.role).label


@dataclass(frozen=True)
class Overview:
    on: date
    organisations: list[OrganisationRow]
    requirements: list[RequirementRow]
    altogether: Tally


def overview(wanted: Wanted, *, on: date) -> Overview:
    """The tallies of a day. Organisations that nothing is asked of are left out."""
    organisations, demands = wanted.organisations(), wanted.demands(on=on)
    of_place: dict[int, Tally] = {}
    of_demand = {demand.requirement_id: Tally() for demand in demands}
    altogether = Tally()
    for one in standings_of(organisations, on=on, demands=demands):
        state = one.state(on)
        for tally in (of_place.setdefault(one.organisation_id, Tally()), of_demand[one.demand.requirement_id]):
            tally.add(state)
        altogether.add(state)
    titles = titles_of(targets_in(demands))
    return Overview(
        on,
        [OrganisationRow(one, of_place[one.pk]) for one in organisations if one.pk in of_place],
        [_row(demand, titles, of_demand) for demand in sorted(demands, key=lambda one: nordic(one.name))],
        altogether,
    )


def _row(demand: Demand, titles: dict[tuple[str, str], str], tallies: dict[int, Tally]) -> RequirementRow:
    return RequirementRow(demand, titles.get(demand.target, ""), tallies[demand.requirement_id])


# --- The table ---------------------------------------------------------------------------------------


def seats(wanted: Wanted, *, on: date) -> tuple[list[Organisation], list[Standing]]:
    """Every seat, by organisation, for an export."""
    organisations = wanted.organisations()
    return organisations, standings_of(organisations, on=on, demands=wanted.demands(on=on))


def as_lines(
    organisations: Sequence[Organisation], standings: Collection[Standing], *, on: date
) -> Iterator[tuple[Any, ...]]:
    """A line a seat, made one by one while they are sent. Words are found beforehand, in the reader's language."""
    roles = {role: str(role.label) for role in MembershipRole}
    states = {state: str(state.label) for state in State}
    names = {one.demand.requirement_id: one.demand.name for one in standings}
    places = {one.pk: (one.name, one.number, str(OrganisationRow(one, Tally()).county or "")) for one in organisations}
    return _lines(
        sorted(standings, key=lambda one: (nordic(places[one.organisation_id][0]), one.organisation_id)),
        places,
        roles,
        states,
        names,
        on,
    )


def _lines(
    standings: Iterable[Standing],
    places: dict[int, tuple[str, str, str]],
    roles: dict[Any, str],
    states: dict[State, str],
    names: dict[int, str],
    on: date,
) -> Iterator[tuple[Any, ...]]:
    for one in standings:
        terms = one.terms
        days = (terms.done_on, terms.due_on, None) if terms else (None, None, one.vacant_since)
        yield (
            *places[one.organisation_id],
            on.isoformat(),
            roles[one.demand.role],
            one.name,
            names[one.demand.requirement_id],
            states[one.state(on)],
            *(day.isoformat() if day else "" for day in days),
        )
