"""What an organisation can show for itself. Every room registers where its own evidence comes from.

# learning/apps.py, in ready():
register_evidence(EvidenceSource(rows=evidence.certificates_as_evidence, held=evidence.certificates_held))

A source is called once for the whole organisation, however many people it has.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from .people.enums import MembershipRole
from .people.models import Membership, Organisation
from .people.queries import role_order
from .sorting import nordic

# How long before its last day something is said to expire soon.
SOON = timedelta(days=60)
VALID, EXPIRING, EXPIRED, REVOKED, SUPERSEDED = "valid", "expiring", "expired", "revoked", "superseded"
HOLDS = frozenset({VALID, EXPIRING})


@dataclass(frozen=True)
class EvidenceRow:
    """One thing that can be shown: who, what, since when, until when, and where it can be checked.

    `state_word` says how it stands where the five states have no word for it.
    """

    kind: Any
    person: str
    user_id: int | None
    what: str
    issued_on: date | None = None
    valid_until: date | None = None
    hours: Decimal | None = None
    number: str = ""
    state: str = VALID
    verify_path: str = ""
    state_word: Any = ""


Rows = Callable[[Organisation, date], Iterable[EvidenceRow]]
Held = Callable[[Organisation, Collection[int], date], dict[int, int]]


@dataclass(frozen=True)
class EvidenceSource:
    """`rows` gives everything, also what no longer holds; `held` counts what holds for each of some people.

    `order` says whose rows come first for one person. What is `for_tables` stands in exports alone, all of it: on the
    page it has a panel of its own.
    """

    rows: Rows
    held: Held | None = None
    order: int = 50
    for_tables: bool = False


@dataclass(frozen=True)
class Evidence:
    """A row, with what the person is in the organisation today (nothing when they have left)."""

    row: EvidenceRow
    roles: tuple[Any, ...]


_sources: list[EvidenceSource] = []


def register_evidence(source: EvidenceSource) -> None:
    if source not in _sources:
        _sources.append(source)
        _sources.sort(key=lambda one: one.order)


def state_on(day: date, *, valid_until: date | None) -> str:
    """Valid, expiring or expired on this day; the last day counts."""
    if valid_until is None or valid_until > day + SOON:
        return VALID
    return EXPIRING if valid_until >= day else EXPIRED


def evidence_of(organisation: Organisation, *, everything: bool, on: date, for_tables: bool = False) -> list[Evidence]:
    """Evidence by name. Unless everything is asked for: what holds today, of people who are here today.

    One query for the roles and one for each source. Plain values, because an export may hold thousands.
    """
    roles, names = _roles_today(organisation, on)
    found = []
    for source in (one for one in _sources if for_tables or not one.for_tables):
        for row in source.rows(organisation, on):
            if everything or source.for_tables or (row.state in HOLDS and row.user_id in roles):
                words = tuple(MembershipRole(role).label for role in roles.get(row.user_id or 0, ()))
                found.append(Evidence(row, words))
    found.sort(key=lambda one: (nordic(names.get(one.row.user_id or 0, one.row.person)), one.row.user_id or 0))
    return found


def evidence_held(organisation: Organisation, users: Collection[int], *, on: date) -> dict[int, int]:
    """How much that holds today each of these people has."""
    totals = dict.fromkeys(users, 0)
    for source in _sources:
        for user_id, number in (source.held(organisation, users, on) if source.held else {}).items():
            totals[user_id] += number
    return totals


def roles_as_evidence(organisation: Organisation, on: date) -> Iterable[EvidenceRow]:
    """The ground floor's own evidence: who holds and held which role. Whoever has a role is a member without saying."""
    rows = Membership.objects.filter(organisation=organisation, starts_on__lte=on).order_by("starts_on", "pk")
    found = list(rows.values_list("user_id", "user__name", "user__email", "role", "unit__name", "starts_on", "ends_on"))
    busy = {row[0] for row in found if row[3] != MembershipRole.MEMBER and _holds(row[6], on)}
    for user_id, name, email, role, unit, starts_on, ends_on in found:
        if role == MembershipRole.MEMBER and user_id in busy and _holds(ends_on, on):
            continue
        words = str(MembershipRole(role).label)
        yield EvidenceRow(
            kind=_("Role"),
            person=name or email,
            user_id=user_id,
            what=f"{words} ({unit})" if unit else words,
            issued_on=starts_on,
            valid_until=ends_on,
            state=VALID if _holds(ends_on, on) else EXPIRED,
        )


def _holds(ends_on: date | None, on: date) -> bool:
    return ends_on is None or ends_on >= on


def _roles_today(organisation: Organisation, on: date) -> tuple[dict[int, list[str]], dict[int, str]]:
    held = Membership.objects.filter(organisation=organisation, starts_on__lte=on)
    roles: dict[int, list[str]] = {}
    names: dict[int, str] = {}
    for user_id, name, role, ends_on in held.values_list("user_id", "user__name", "role", "ends_on"):
        names[user_id] = name
        if _holds(ends_on, on):
            roles.setdefault(user_id, []).append(role)
    for user_id, given in roles.items():
        roles[user_id] = sorted(set(given) - {MembershipRole.MEMBER}, key=role_order) or given[:1]
    return roles, names
