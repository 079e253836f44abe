"""How every seat stands: read from today's roles, so that a gap shows the day it arises.

One function for the organisation's matrix, the centre's, the person's own panel, the reminders' table and the past:
they cannot disagree. However many organisations and people: the demands from the cache, and at most seven queries.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Max, QuerySet
from django.utils import timezone

from cms import clock
from cms.pause.queries import Standstill, standstill
from cms.pause.targets import targets_of
from cms.people.enums import MembershipRole
from cms.people.models import Membership, Organisation, User
from cms.people.queries import current_memberships

from .demands import Demand, demands_on, targets_in
from .enums import State
from .standing import Terms, terms_of
from .targets import completions_of

DAY = timedelta(days=1)


class Holder(NamedTuple):
    user_id: int
    name: str
    since: date


@dataclass(frozen=True, slots=True)
class Standing:
    """One demand in one organisation: of one person, or (without a person) of a role that nobody holds."""

    demand: Demand
    organisation_id: int
    user_id: int | None = None
    name: str = ""
    terms: Terms | None = None
    vacant_since: date | None = None

    def state(self, on: date) -> State:
        return self.terms.state(on) if self.terms else State.VACANT


def standings_of(
    organisations: Sequence[Organisation], *, on: date, demands: Collection[Demand] | None = None
) -> list[Standing]:
    """Every seat of these organisations on a day, by organisation and requirement; those that are vacant come last.

    The organisations come with their municipality (`select_related`). A day that has passed is told with the roles,
    requirements and completions of that day.
    """
    demands = demands_on(on) if demands is None else demands
    wanted = [(one, demand) for one in organisations for demand in demands if concerns(demand, one)]
    if not wanted:
        return []
    held = _memberships({one.pk for one, _ in wanted}, {demand.role for _, demand in wanted}, on=on)
    holders, vacant = _seats(wanted, held)
    found = _taken(holders, held, organisations, on=on)
    gone = _vacant_since(vacant, on=on)
    return [*found, *(Standing(demand, pk, vacant_since=gone.get((pk, demand.role))) for pk, demand in vacant)]


def standings_of_person(user: User, memberships: Iterable[Membership], *, on: date) -> list[Standing]:
    """What is asked of one person on a day, in all their organisations. `memberships` carry their organisations
    with their municipality.

    Whoever holds no role that anything is demanded of costs no query.
    """
    demands = demands_on(on)
    mine = [one for one in memberships if _holds(one, on) and one.organisation.is_active]
    if not any(_is_role(demand, one.role) for demand in demands for one in mine):
        return []
    places = list({one.organisation_id: one.organisation for one in mine}.values())
    held = _memberships({one.pk for one in places}, {demand.role for demand in demands}, on=on).filter(user=user)
    wanted = [(place, demand) for place in places for demand in demands if concerns(demand, place)]
    return _taken(_seats(wanted, held)[0], held, places, on=on)


def concerns(demand: Demand, organisation: Organisation) -> bool:
    county_id = organisation.county_id or (organisation.municipality and organisation.municipality.county_id)
    return demand.concerns(
        kind=organisation.kind, size=organisation.size_class, country=organisation.country, county_id=county_id or None
    )


# --- Seats -----------------------------------------------------------------------------------------

Seat = tuple[int, Demand]


def _memberships(organisations: set[int], roles: set[str], *, on: date) -> "QuerySet[Membership]":
    held = current_memberships(on=on).filter(organisation__in=organisations, user__is_active=True)
    return held if MembershipRole.MEMBER in roles else held.filter(role__in=roles)


def _seats(
    wanted: list[tuple[Organisation, Demand]], held: "QuerySet[Membership]"
) -> tuple[list[tuple[Seat, Holder]], list[Seat]]:
    """Who sits where, and which seats are empty. One query."""
    by_role = _holders_by_role(held)
    taken: list[tuple[Seat, Holder]] = []
    vacant: list[Seat] = []
    for organisation, demand in wanted:
        holders = by_role.get((organisation.pk, demand.role), {})
        taken += [((organisation.pk, demand), holder) for holder in holders.values()]
        # Where nobody is at all, it is not the role of being there that is vacant.
        if not holders and demand.role != MembershipRole.MEMBER:
            vacant.append((organisation.pk, demand))
    return taken, vacant


def _holders_by_role(held: "QuerySet[Membership]") -> dict[tuple[int, str], dict[int, Holder]]:
    """By organisation and role, each person once. Whoever has any role is a member too."""
    found: dict[tuple[int, str], dict[int, Holder]] = {}
    values = held.order_by("starts_on", "pk").values_list(
        "organisation_id", "role", "user_id", "user__name", "user__email", "starts_on"
    )
    for organisation_id, role, user_id, name, email, since in values:
        holder = Holder(user_id, name or email, since)
        for one in {role, str(MembershipRole.MEMBER)}:
            found.setdefault((organisation_id, one), {}).setdefault(user_id, holder)
    return found


def _vacant_since(vacant: list[Seat], *, on: date) -> dict[tuple[int, str], date]:
    """The day after the last who held the role; a role that nobody ever held has none. One query."""
    if not vacant:
        return {}
    places, roles = {pk for pk, _ in vacant}, {demand.role for _, demand in vacant}
    ended = Membership.objects.filter(organisation__in=places, role__in=roles, ends_on__lt=on)
    last = ended.order_by().values_list("organisation_id", "role").annotate(last=Max("ends_on"))
    return {(pk, role): day + DAY for pk, role, day in last}


# --- Terms -----------------------------------------------------------------------------------------


def _taken(
    seats: list[tuple[Seat, Holder]],
    held: "QuerySet[Membership]",
    organisations: Sequence[Organisation],
    *,
    on: date,
) -> list[Standing]:
    done = completions_of(targets_in(demand for (_, demand), _ in seats), held.order_by().values("user_id"), until=on)
    pauses = Pauses(organisations, on=on) if seats else None
    found = []
    for (organisation_id, demand), holder in seats:
        facts = done.get((demand.target, holder.user_id), ())
        terms = terms_of(demand, held_since=holder.since, done=facts)
        if pauses:
            terms = pauses.moved(terms, organisation_id)
        found.append(Standing(demand, organisation_id, holder.user_id, holder.name, terms))
    return found


class Pauses:
    """Moves due days by as long as timers stood still. One query; none of it is looked at where nothing was paused."""

    def __init__(self, organisations: Iterable[Organisation], *, on: date) -> None:
        self.at = clock.now() if on >= clock.today() else _morning(on + DAY)
        self.still: Standstill = standstill(since=_morning(date(2000, 1, 1)))
        self.targets = {one.pk: targets_of(one) for one in organisations} if self.still.spans else {}

    def moved(self, terms: Terms, organisation_id: int) -> Terms:
        targets = self.targets.get(organisation_id)
        if not targets or terms.due_on is None:
            return terms
        noon = _morning(terms.due_on) + DAY / 2
        later = self.still.deadline(targets, since=_morning(terms.runs_from), deadline=noon, at=self.at)
        return terms if later == noon else terms.moved_to(clock.local_date(later))

    def holds(self, organisation_id: int) -> bool:
        """Whether the organisation's timers stand still now."""
        targets = self.targets.get(organisation_id)
        return bool(targets) and self.still.holds(targets or frozenset(), at=self.at)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()), timezone.get_default_timezone())


def _holds(membership: Membership, on: date) -> bool:
    return membership.starts_on <= on and (membership.ends_on is None or membership.ends_on >= on)


def _is_role(demand: Demand, role: str) -> bool:
    return demand.role in (role, MembershipRole.MEMBER)
