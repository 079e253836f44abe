"""What is demanded on a day, as plain values kept in the cache: versions never change, so only new ones are news."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db.models import Prefetch

from cms import clock
from cms.places.models import County

from .models import RequirementVersion
from .targets import Target
from .words import in_my_language

DEMANDS_KEY = "requirements.demands"
# A version written past our verbs (a restored database) shows after this many seconds.
KEPT_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Demand:
    """A version of a requirement. `applies_from` is the day it was recorded: nothing is demanded backwards."""

    requirement_id: int
    version_id: int
    number: int
    applies_from: date
    names: dict[str, str]
    role: str
    kinds: frozenset[str]
    sizes: frozenset[str]
    countries: frozenset[str]
    counties: frozenset[int]
    target: Target
    cadence_months: int | None
    grace_days: int
    prior_days: int | None
    opens_days: int
    source_text: str
    source_url: str
    valid_from: date
    valid_to: date | None

    @property
    def name(self) -> str:
        return in_my_language(self.names)

    def concerns(self, *, kind: str, size: str, country: str, county_id: int | None) -> bool:
        """Whether it is demanded of such an organisation. An empty filter lets everybody through."""
        return (
            _lets(self.kinds, kind)
            and _lets(self.sizes, size)
            and _lets(self.countries, country)
            and _lets(self.counties, county_id)
        )

    def has_begun(self, on: date) -> bool:
        return self.applies_from <= on and self.valid_from <= on


def demands_on(day: date) -> list[Demand]:
    """The version of each requirement that applies on a day, in the order of the requirements. Warm: no query.

    Of versions that have begun the latest counts; when its last day has passed, nothing is demanded any more.
    """
    latest: dict[int, Demand] = {}
    for demand in _all_demands():
        if demand.has_begun(day):
            latest[demand.requirement_id] = demand
    return [demand for demand in latest.values() if demand.valid_to is None or demand.valid_to >= day]


def forget_demands() -> None:
    cache.delete(DEMANDS_KEY)


def _all_demands() -> list[Demand]:
    kept: list[Demand] | None = cache.get(DEMANDS_KEY)
    if kept is None:
        kept = _read()
        cache.set(DEMANDS_KEY, kept, KEPT_SECONDS)
    return kept


def _read() -> list[Demand]:
    """Every version, the oldest first. Two queries."""
    counties = Prefetch("counties", County.objects.only("pk"))
    versions = RequirementVersion.objects.prefetch_related(counties).order_by("requirement_id", "number")
    return [_demand(version) for version in versions]


def _demand(version: RequirementVersion) -> Demand:
    return Demand(
        requirement_id=version.requirement_id,
        version_id=version.pk,
        number=version.number,
        applies_from=clock.local_date(version.recorded_at),
        names=version.names,
        role=version.role,
        kinds=frozenset(version.organisation_kinds),
        sizes=frozenset(version.size_classes),
        countries=frozenset(version.countries),
        counties=frozenset(county.pk for county in version.counties.all()),
        target=(version.target_kind, version.target_key),
        cadence_months=version.cadence_months,
        grace_days=version.grace_days,
        prior_days=version.prior_days,
        opens_days=version.opens_days,
        source_text=version.source_text,
        source_url=version.source_url,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
    )


def _lets(wanted: Collection[object], value: object) -> bool:
    return not wanted or value in wanted


def targets_in(demands: Iterable[Demand]) -> set[Target]:
    return {demand.target for demand in demands}
