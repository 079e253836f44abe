"""What attendance can satisfy: requirements that ask for a meeting of a series. The key is the key of the series."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Max, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.people.models import User
from events.addresses import occurrence_path
from events.enums import OccurrenceState, PlaceState
from events.models import Occurrence, Place, Series
from events.theirs import places_taken_by
from learning.requirements.own_targets import end_of
from learning.requirements.targets import Done, People, TargetKind, Way, register_target

from .models import AttendanceCertificate
from .queries import with_attendance


def register() -> None:
    register_target(TargetKind("event", _("Event"), series_options, series_titles, series_done, series_ways))


def series_options() -> Iterable[tuple[str, str]]:
    newest = Series.objects.annotate(last=Max("occurrences__starts_at")).filter(last__isnull=False)
    return [(str(one.key), one.title) for one in newest.order_by("-last")]


def series_titles(keys: Collection[str]) -> Mapping[str, str]:
    return {str(one.key): one.title for one in Series.objects.filter(key__in=keys)}


def series_done(keys: Collection[str], people: People, until: date) -> Iterable[Done]:
    """Settled attendance, with its certificate where there is one. One query."""
    awarded = AttendanceCertificate.objects.filter(place=OuterRef("pk"), certificate__isnull=False).order_by("pk")
    rows = Place.objects.filter(
        user__in=people,
        occurrence__series__key__in=keys,
        occurrence__settlement__isnull=False,
        occurrence__ends_at__lt=end_of(until),
    )
    came = with_attendance(rows).filter(came=True).annotate(awarded=Subquery(awarded.values("certificate")[:1]))
    values = came.order_by().values_list("pk", "user_id", "occurrence__series__key", "occurrence__ends_at", "awarded")
    for pk, user_id, key, ended, certificate in values:
        yield Done(str(key), user_id, clock.local_date(ended), f"place:{pk}", certificate_id=certificate)


def series_ways(user: User, keys: Collection[str]) -> Mapping[str, Way]:
    """The next occurrence that is open; `under_way` for who has a place at it. Two queries."""
    coming = Occurrence.objects.filter(
        series__key__in=keys, state=OccurrenceState.OPEN, starts_at__gt=clock.now(), series__members_only=False
    )
    following = list(coming.select_related("series").order_by("-starts_at", "-pk"))
    mine = set(
        places_taken_by(user)
        .filter(occurrence__in=following, state=PlaceState.CONFIRMED)
        .values_list("occurrence_id", flat=True)
    )
    return {str(one.series.key): Way(occurrence_path(one), one.title, under_way=one.pk in mine) for one in following}
