"""The whole centre in numbers: sums over courses and organisations, never people. Constant queries at any size."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from cms.people.enums import OrganisationState
from cms.people.models import Organisation
from cms.places.models import County, Municipality
from cms.sorting import nordic

from ..enums import EnrolmentState
from ..models import Certificate, Enrolment

NAMED = 10


@dataclass(frozen=True)
class Wanted:
    """What to count: a year, and of which county or country."""

    year: int
    county: County | None = None
    country: str = ""

    @property
    def span(self) -> tuple[datetime, datetime]:
        return _start(self.year), _start(self.year + 1)

    def of_place(self, way: str) -> Q:
        """Limits rows by the organisation that `way` leads to ("" for organisations themselves)."""
        found = Q()
        if self.county:
            county, missing = f"{way}county", f"{way}county__isnull"
            found &= Q(**{county: self.county}) | Q(**{missing: True, f"{way}municipality__county": self.county})
        if self.country:
            found &= Q(**{f"{way}country": self.country})
        return found

    def enrolments(self) -> QuerySet[Enrolment]:
        return Enrolment.objects.filter(self.of_place("organisation__"))

    def within(self, field: str) -> Q:
        start, end = self.span
        return Q(**{f"{field}__gte": start, f"{field}__lt": end})


def _start(year: int) -> datetime:
    return timezone.make_aware(datetime.combine(date(year, 1, 1), time()), timezone.get_default_timezone())


def first_year(*, today: date) -> int:
    """The year somebody enrolled first. One query."""
    first = Enrolment.objects.aggregate(first=Min("enrolled_at"))["first"]
    return timezone.localdate(first).year if first else today.year


class Month(NamedTuple):
    first: date
    enrolments: int
    completions: int
    certificates: int


class CourseRow(NamedTuple):
    """Of those who enrolled in the year: how many have completed."""

    title: str
    enrolled: int
    completed: int

    @property
    def percent(self) -> int:
        return 100 * self.completed // self.enrolled if self.enrolled else 0


class PlaceRow(NamedTuple):
    organisation: Organisation
    enrolled: int
    completed: int


@dataclass(frozen=True)
class Overview:
    months: list[Month]
    courses: list[CourseRow]
    most: list[PlaceRow]
    least: list[PlaceRow]
    organisations: int
    idle: int
    empty: list[Municipality]

    @property
    def totals(self) -> Month:
        months = self.months
        return Month(
            months[0].first,
            sum(month.enrolments for month in months),
            sum(month.completions for month in months),
            sum(month.certificates for month in months),
        )


def overview(wanted: Wanted) -> Overview:
    """Seven queries."""
    places = _places(wanted)
    idle = sum(not row.enrolled and not row.completed for row in places)
    busiest = sorted(places, key=lambda row: (-row.completed, -row.enrolled, nordic(row.organisation.name)))
    most = [row for row in busiest[:NAMED] if row.enrolled or row.completed]
    rest = [row for row in busiest if row not in most]
    return Overview(
        months=months_of(wanted),
        courses=courses_of(wanted),
        most=most,
        least=sorted(rest, key=lambda row: (row.completed, row.enrolled, nordic(row.organisation.name)))[:NAMED],
        organisations=len(places),
        idle=idle,
        empty=_empty(wanted),
    )


# --- Month by month --------------------------------------------------------------------------------


def months_of(wanted: Wanted) -> list[Month]:
    """Twelve months. Three queries."""
    completed = wanted.enrolments().filter(state=EnrolmentState.COMPLETED)
    issued = Certificate.objects.filter(wanted.of_place("organisation__"))
    columns = [
        _by_month(wanted.enrolments(), wanted, "enrolled_at"),
        _by_month(completed, wanted, "ended_at"),
        _by_month(issued, wanted, "issued_at"),
    ]
    firsts = [date(wanted.year, number, 1) for number in range(1, 13)]
    return [Month(first, *(column.get(first, 0) for column in columns)) for first in firsts]


def _by_month(rows: "QuerySet[Any]", wanted: Wanted, field: str) -> dict[date, int]:
    month = TruncMonth(field, tzinfo=timezone.get_default_timezone())
    counted = rows.filter(wanted.within(field)).order_by().values_list(month).annotate(number=Count("pk"))
    return {timezone.localdate(at, timezone.get_default_timezone()): number for at, number in counted}


# --- Course by course, organisation by organisation --------------------------------------------------


def _counts() -> dict[str, Count]:
    return {
        "enrolled": Count("pk"),
        "under_way": Count("pk", filter=Q(state=EnrolmentState.ACTIVE)),
        "completed": Count("pk", filter=Q(state=EnrolmentState.COMPLETED)),
        "withdrawn": Count("pk", filter=Q(state=EnrolmentState.WITHDRAWN)),
    }


def courses_of(wanted: Wanted) -> list[CourseRow]:
    """One query."""
    rows = wanted.enrolments().filter(wanted.within("enrolled_at")).order_by().values("course__title")
    counted: Any = rows.annotate(**_counts())
    found = [CourseRow(row["course__title"], row["enrolled"], row["completed"]) for row in counted]
    return sorted(found, key=lambda row: nordic(row.title))


def _places(wanted: Wanted) -> list[PlaceRow]:
    """Every organisation in use, also those that did nothing. Two queries."""
    rows = wanted.enrolments().filter(wanted.within("enrolled_at")).order_by().values("organisation_id")
    counted: Any = rows.annotate(**_counts())
    numbers = {row["organisation_id"]: (row["enrolled"], row["completed"]) for row in counted}
    places = Organisation.objects.filter(wanted.of_place(""), state=OrganisationState.ACTIVE)
    return [PlaceRow(one, *numbers.get(one.pk, (0, 0))) for one in places]


def _empty(wanted: Wanted) -> list[Municipality]:
    """Municipalities that nobody has enrolled for in the year. One query."""
    there = Enrolment.objects.filter(wanted.within("enrolled_at"), organisation__municipality__isnull=False)
    rows = Municipality.objects.exclude(pk__in=there.values("organisation__municipality"))
    if wanted.county:
        rows = rows.filter(county=wanted.county)
    if wanted.country:
        rows = rows.filter(country=wanted.country)
    return sorted(rows.select_related("county"), key=lambda one: (nordic(one.county.name), nordic(one.name)))


def sums(wanted: Wanted) -> "Iterator[tuple[Any, ...]]":
    """A line for each course and organisation, read while it is sent. One query."""
    county = ("organisation__county__name", "organisation__municipality__county__name")
    names = ("course__title", "organisation__name", "organisation__number", *county, "organisation__country")
    rows = wanted.enrolments().filter(wanted.within("enrolled_at")).values(*names).annotate(**_counts())
    ordered = rows.order_by("course__title", "organisation__name", "organisation__number")
    found: Iterable[tuple[Any, ...]] = ordered.values_list(
        *names, "enrolled", "under_way", "completed", "withdrawn"
    ).iterator(chunk_size=1000)
    for title, name, number, own, through, country, *counts in found:
        yield (title, name or "", number or "", own or through or "", country or "", *counts)
