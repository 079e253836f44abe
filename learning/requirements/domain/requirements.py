"""Saying what is demanded of whom. A change is a new version: what was demanded before it stays as it was."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cms import audit
from cms.people.enums import Country, MembershipRole, OrganisationKind, SizeClass
from cms.people.models import User
from cms.places.models import County

from ..demands import forget_demands
from ..models import Requirement, RequirementVersion
from ..rules import may_define_requirements
from ..targets import titles_of

# Ten years; longer than any interval we know of.
LONGEST_CADENCE = 120


class MayNotDefine(Exception):
    """Coordinators and owners of all courses say what is demanded."""


class NothingChanged(Exception):
    """The requirement says all of this already."""


class ChangedMeanwhile(Exception):
    """Somebody else has changed it since the form was opened."""


class Contradiction(Exception):
    """What is asked for makes no sense; `field` names what to correct."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True)
class Terms:
    """What a version says, as plain values. Empty filters let every organisation through."""

    names: Mapping[str, str]
    role: str
    target_kind: str
    target_key: str
    valid_from: date
    valid_to: date | None = None
    organisation_kinds: tuple[str, ...] = ()
    size_classes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    counties: tuple[int, ...] = field(default=())
    cadence_months: int | None = None
    grace_days: int = 90
    prior_days: int | None = None
    opens_days: int = 90
    source_text: str = ""
    source_url: str = ""

    def values(self) -> dict[str, Any]:
        """The columns of a version; the counties are rows of their own."""
        values = asdict(self)
        del values["counties"]
        lists = ("organisation_kinds", "size_classes", "countries")
        return values | {name: sorted(values[name]) for name in lists} | {"names": dict(self.names)}


@transaction.atomic
def define_requirement(*, terms: Terms, by: User | None, at: datetime) -> Requirement:
    """Demand something from now on. Raises MayNotDefine and Contradiction."""
    _check(terms, by)
    requirement = Requirement.objects.create()
    _write(requirement, terms, number=1, by=by, at=at)
    audit.record(requirement, action="requirements.define", by=by, at=at)
    return requirement


@transaction.atomic
def change_requirement(
    *, requirement: Requirement, terms: Terms, by: User | None, at: datetime, seen: int | None = None
) -> RequirementVersion:
    """Write the next version, which applies from today. `seen` is the version the changer had before them.

    To stop demanding it, give it a last day. Raises MayNotDefine, Contradiction, NothingChanged, ChangedMeanwhile.
    """
    _check(terms, by)
    # The version is read after the lock is had: joined, it would be the one from before the wait.
    locked = Requirement.objects.select_for_update().get(pk=requirement.pk)
    assert locked.current
    if seen is not None and seen != locked.current.number:
        raise ChangedMeanwhile(locked.pk)
    if terms == terms_of_version(locked.current):
        raise NothingChanged(locked.pk)
    version = _write(locked, terms, number=locked.current.number + 1, by=by, at=at)
    audit.record(locked, action="requirements.change", by=by, at=at, version=version.number)
    return version


def terms_of_version(version: RequirementVersion) -> Terms:
    """A version as the values it was written from. One query, for its counties."""
    return Terms(
        names=version.names,
        role=version.role,
        target_kind=version.target_kind,
        target_key=version.target_key,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        organisation_kinds=tuple(version.organisation_kinds),
        size_classes=tuple(version.size_classes),
        countries=tuple(version.countries),
        counties=tuple(sorted(version.counties.values_list("pk", flat=True))),
        cadence_months=version.cadence_months,
        grace_days=version.grace_days,
        prior_days=version.prior_days,
        opens_days=version.opens_days,
        source_text=version.source_text,
        source_url=version.source_url,
    )


def _write(requirement: Requirement, terms: Terms, *, number: int, by: User | None, at: datetime) -> RequirementVersion:
    version = RequirementVersion.objects.create(
        requirement=requirement, number=number, recorded_at=at, recorded_by=by, **terms.values()
    )
    version.counties.set(terms.counties)
    requirement.current = version
    requirement.save(update_fields=["current"])
    transaction.on_commit(_tell)
    return version


def _tell() -> None:
    """What is kept of demands is forgotten, and the obligations follow soon; a lost message costs an hour."""
    from ..tasks import refresh_obligations

    forget_demands()
    refresh_obligations.delay()


def _check(terms: Terms, by: User | None) -> None:
    if by is not None and not may_define_requirements(by):
        raise MayNotDefine
    wrong = next((field for field, fits in _conditions(terms) if not fits), None)
    if wrong:
        raise Contradiction(wrong)


def _conditions(terms: Terms) -> Iterable[tuple[str, bool]]:
    target = (terms.target_kind, terms.target_key)
    yield "names", any(name.strip() for name in terms.names.values())
    yield "role", terms.role in MembershipRole.values
    yield "target", target in titles_of([target])
    yield "organisation_kinds", set(terms.organisation_kinds) <= set(OrganisationKind.values)
    yield "size_classes", set(terms.size_classes) <= set(SizeClass.values)
    yield "countries", set(terms.countries) <= set(Country.values)
    yield "counties", County.objects.filter(pk__in=terms.counties).count() == len(terms.counties)
    yield "cadence_months", terms.cadence_months is None or 1 <= terms.cadence_months <= LONGEST_CADENCE
    yield "valid_to", terms.valid_to is None or terms.valid_to >= terms.valid_from
    yield "source_url", not terms.source_url or bool(re.match(r"https?://", terms.source_url))
