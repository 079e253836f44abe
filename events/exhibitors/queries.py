"""Reads about exhibitors that more than one place needs."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import NullIf

from cms import clock
from events.enums import LIVE_STATES as LIVE_PLACES
from events.models import Occurrence, Place

from .enums import HOLDING_STATES, ExhibitorState
from .models import Exhibitor, ExhibitorPackage, ExhibitorTask


def exhibitors_without_places(ended: Iterable[Place]) -> list[Exhibitor]:
    """The confirmed ones among the bookings of these places that have no live place any more. One query."""
    lives = Place.objects.filter(booking=OuterRef("booking"), state__in=LIVE_PLACES)
    rows = Exhibitor.objects.filter(
        ~Exists(lives), booking__in={place.booking_id for place in ended}, state=ExhibitorState.CONFIRMED
    )
    return list(rows)


def places_with_price(places: Collection[int]) -> set[int]:
    """Ids of those among these places that carry the price of a stand: they go with it. One query."""
    rows = Place.objects.filter(
        pk__in=places,
        booking__exhibitor__state=ExhibitorState.CONFIRMED,
        category=F("booking__exhibitor__package__category"),
    )
    return set(rows.values_list("pk", flat=True))


def shown_exhibitors(occurrence: Occurrence) -> list[Exhibitor]:
    """Confirmed, and said yes to stand on the public page; by name. One query."""
    rows = Exhibitor.objects.filter(occurrence=occurrence, state=ExhibitorState.CONFIRMED, shown_since__isnull=False)
    return list(rows.select_related("logo").order_by("organisation_name", "pk"))


@dataclass(frozen=True)
class PackageCount:
    """A package with how many are taken and how many wait."""

    package: ExhibitorPackage
    taken: int
    waiting: int

    @property
    def free(self) -> int:
        """For somebody new: none while anybody waits."""
        return 0 if self.waiting else max(0, self.package.number - self.taken)


def package_counts(occurrence: Occurrence) -> list[PackageCount]:
    """In their order. Two queries, one where there is none; without a lock: for showing."""
    packages = list(occurrence.exhibitor_packages.all())
    if not packages:
        return []
    counted: dict[int, Counter[str]] = {}
    rows = Exhibitor.objects.filter(occurrence=occurrence).order_by().values_list("package", "state")
    for package, state, number in rows.annotate(number=Count("pk")):
        counted.setdefault(package, Counter())[state] = number
    return [
        PackageCount(
            one,
            sum(counted.get(one.pk, Counter())[state] for state in HOLDING_STATES),
            counted.get(one.pk, Counter())[ExhibitorState.WAITING],
        )
        for one in packages
    ]


def position_of(exhibitor: Exhibitor) -> int:
    """Where in the line of its package, from 1; 0 for who does not wait. One query."""
    if exhibitor.state != ExhibitorState.WAITING or exhibitor.waits_since is None:
        return 0
    before = Q(waits_since__lt=exhibitor.waits_since) | Q(waits_since=exhibitor.waits_since, pk__lt=exhibitor.pk)
    waiting = Exhibitor.objects.filter(package=exhibitor.package_id, state=ExhibitorState.WAITING)
    return waiting.filter(before).count() + 1


def stand_plan(occurrence: Occurrence) -> QuerySet[Exhibitor]:
    """Confirmed ones by stand, those without a number last; with counts of tasks and of staff. One query."""
    staff = Count("booking__places", filter=Q(booking__places__state__in=LIVE_PLACES), distinct=True)
    named = Q(booking__places__state__in=LIVE_PLACES) & ~Q(booking__places__name="")
    rows = Exhibitor.objects.filter(occurrence=occurrence, state=ExhibitorState.CONFIRMED).annotate(
        staff=staff,
        named=Count("booking__places", filter=named, distinct=True),
        open_tasks=Count("tasks", filter=Q(tasks__done_at__isnull=True), distinct=True),
        # The place that carries the price.
        paying=Count(
            "booking__places",
            filter=Q(booking__places__state__in=LIVE_PLACES, booking__places__category=F("package__category")),
            distinct=True,
        ),
    )
    by_stand = NullIf("stand", Value(""))
    return rows.select_related("package").order_by(by_stand.asc(nulls_last=True), "organisation_name", "pk")


def overdue_tasks(occurrence: Occurrence, *, at: datetime) -> QuerySet[ExhibitorTask]:
    """Of confirmed exhibitors, the oldest first."""
    rows = open_tasks(before=clock.local_date(at)).filter(exhibitor__occurrence=occurrence)
    return rows.select_related("task", "exhibitor").order_by("task__due_date", "exhibitor__organisation_name", "pk")


def open_tasks(*, before: date) -> QuerySet[ExhibitorTask]:
    """Not done, of those who come, and due before a day."""
    return ExhibitorTask.objects.filter(
        done_at__isnull=True, exhibitor__state=ExhibitorState.CONFIRMED, task__due_date__lt=before
    )
