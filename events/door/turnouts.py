"""How many of those with a place came, and who they were: people and participations by kind of organisation."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, Lower, NullIf
from django.utils.translation import gettext_lazy as _

from cms.people.enums import OrganisationKind
from events.models import Occurrence, Place, Series

from .queries import had_a_place, with_attendance


class Turnout(NamedTuple):
    """Of one occurrence that is over: people who had a place at its end, and of them who came."""

    occurrence: Occurrence
    confirmed: int
    came: int

    @property
    def absent(self) -> int:
        return self.confirmed - self.came

    @property
    def absent_percent(self) -> int:
        return round(100 * self.absent / self.confirmed) if self.confirmed else 0


def turnouts(series: Series, *, before: datetime, most: int = 12) -> list[Turnout]:
    """How many stayed away from each settled occurrence of a series, the newest first. Two queries."""
    held = Occurrence.objects.filter(series=series, settlement__isnull=False, ends_at__lte=before)
    return turnouts_of(list(held.select_related("series").order_by("-starts_at", "-pk")[:most]))


def turnouts_of(occurrences: Collection[Occurrence]) -> list[Turnout]:
    """The same of these settled ones, in their order. One query."""
    places = with_attendance(Place.objects.filter(had_a_place(), occurrence__in=occurrences))
    counted = (
        places.order_by()
        .values_list("occurrence_id")
        .annotate(confirmed=Count("pk"), there=Count("pk", filter=Q(came=True)))
    )
    numbers = {pk: (confirmed, there) for pk, confirmed, there in counted}
    return [Turnout(one, *numbers.get(one.pk, (0, 0))) for one in occurrences]


def no_show_percent(series: Series, *, before: datetime) -> int | None:
    """Of all who had a place at a settled occurrence of the series, how many stayed away; None where there is none."""
    held = turnouts(series, before=before, most=1000)
    confirmed, came = sum(one.confirmed for one in held), sum(one.came for one in held)
    return round(100 * (confirmed - came) / confirmed) if confirmed else None


class Participation(NamedTuple):
    """Of one kind of organisation (empty: none known): times somebody took part, and how many people they were."""

    kind: str
    participations: int
    people: int

    @property
    def label(self) -> Any:
        return OrganisationKind(self.kind).label if self.kind else _("Not known")


def participations(occurrences: QuerySet[Occurrence]) -> list[Participation]:
    """Distinct people and participations by kind of organisation, for all who came but assistants. One query.

    People are told apart by account, also where they came by an address that has been proved to be theirs, else by
    address, else each place is somebody.
    """
    kind = Coalesce("organisation__kind", "booking__organisation__kind", Value(""))
    proved = EmailAddress.objects.filter(verified=True, email=OuterRef("address"))
    person = Coalesce(
        Cast(Coalesce("user_id", Subquery(proved.values("user_id")[:1])), CharField()),
        NullIf("address", Value("")),
        Concat(Value("#"), Cast("pk", CharField())),
    )
    places = Place.objects.filter(occurrence__in=occurrences.order_by().values("pk"), is_assistant=False)
    came = with_attendance(places).filter(came=True).annotate(address=Lower("email"))
    rows = came.annotate(of_kind=kind, person=person).order_by().values_list("of_kind")
    rows = rows.annotate(times=Count("pk"), distinct=Count("person", distinct=True))
    return sorted((Participation(*row) for row in rows), key=lambda one: (-one.participations, one.kind))
