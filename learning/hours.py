"""Continuing hours: what certificates say of hours, year by year and by what they were earned by."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone

from cms.people.models import Organisation, User
from cms.people.queries import whole_of
from cms.sorting import nordic

from .bases import BasisKind, basis_kind
from .enums import CertificateEventKind
from .queries import certificates_with_standing


class Earned(NamedTuple):
    """Hours of one certificate. They stay earned when it runs out or is renewed; not when it is revoked."""

    holder_id: int | None
    holder: str
    on: date
    what: str
    kind: BasisKind
    hours: Decimal
    number: str
    code: str


@dataclass
class Sum:
    """Hours of a year or of a person: altogether, and by kind of basis in the order they were met."""

    of: Any
    total: Decimal = Decimal(0)
    kinds: dict[str, Decimal] = field(default_factory=dict)
    rows: list[Earned] = field(default_factory=list)

    def add(self, one: Earned) -> None:
        self.total += one.hours
        self.kinds[one.kind.key] = self.kinds.get(one.kind.key, Decimal(0)) + one.hours
        self.rows.append(one)

    @property
    def by_kind(self) -> list[tuple[BasisKind, Decimal]]:
        return [(basis_kind(key), hours) for key, hours in self.kinds.items()]


def hours_of(user: User) -> list[Earned]:
    """What a person has earned, the newest first. One query."""
    return _earned(Q(holder=user))


def hours_for(organisation: Organisation) -> list[Earned]:
    """What people have earned when they acted for an organisation: the certificates its contact person sees anyway."""
    return _earned(Q(organisation__in=whole_of(organisation)))


def by_year(earned: Iterable[Earned]) -> list[Sum]:
    """The newest year first."""
    years: dict[int, Sum] = {}
    for one in earned:
        years.setdefault(one.on.year, Sum(one.on.year)).add(one)
    return sorted(years.values(), key=lambda year: -int(year.of))


def by_person(earned: Iterable[Earned]) -> list[Sum]:
    """By name; somebody whose account is gone goes by the name on the certificate."""
    people: dict[Any, Sum] = {}
    for one in earned:
        people.setdefault(one.holder_id or one.holder, Sum(one.holder)).add(one)
    return sorted(people.values(), key=lambda person: nordic(person.of))


def _earned(whose: Q) -> list[Earned]:
    untouched = Q(last_event__isnull=True) | ~Q(last_event=CertificateEventKind.REVOKED)
    rows = certificates_with_standing().filter(whose, untouched, hours__gt=0).order_by("-issued_at", "-pk")
    values = rows.values_list("holder_id", "holder_name", "issued_at", "title", "basis_kind", "hours", "number", "code")
    return [
        Earned(holder_id, name, timezone.localdate(at), title, basis_kind(kind), hours or Decimal(0), number, code)
        for holder_id, name, at, title, kind, hours, number, code in values
    ]
