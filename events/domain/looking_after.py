"""What the clock does to places. The sweeps only tidy up: whether a place holds is judged by the clock in the count."""

from datetime import datetime

from django.db.models import Q

from ..enums import PlaceState
from ..models import Occurrence, Place
from .places import expire_held
from .reconfirming import ask_to_reconfirm, release_silent
from .room import UNTIL
from .waiting import PROMOTING, lapse_offers, promote


def occurrences_to_look_after(*, at: datetime) -> list[int]:
    """Where something has run out, or somebody is to be asked or let go. Two queries."""
    run_out = Place.objects.filter(state__in=UNTIL, expires_at__lte=at)
    coming = Occurrence.objects.filter(state__in=PROMOTING, starts_at__gt=at)
    asking = Q(reconfirm_from__lte=at, places__state=PlaceState.CONFIRMED, places__asked_at=None)
    asking &= Q(reconfirm_until=None) | Q(reconfirm_until__gt=at)
    silent = Q(release_silent=True, reconfirm_until__lte=at, places__state=PlaceState.CONFIRMED)
    silent &= Q(places__asked_at__isnull=False, places__reconfirmed_at=None)
    due = coming.filter(asking | silent).order_by().values_list("pk", flat=True).distinct()
    return sorted({*run_out.order_by().values_list("occurrence_id", flat=True).distinct(), *due})


def look_after(*, occurrence_id: int, at: datetime) -> int:
    """Do what is due at one occurrence; return how many places were changed. Twice is as good as once."""
    occurrence = Occurrence.objects.filter(pk=occurrence_id).first()
    if occurrence is None:
        return 0
    verbs = (expire_held, lapse_offers, ask_to_reconfirm, release_silent)
    return sum(len(verb(occurrence=occurrence, at=at)) for verb in verbs)


def occurrences_where_somebody_waits(*, at: datetime) -> list[int]:
    coming = Occurrence.objects.filter(state__in=PROMOTING, starts_at__gt=at, places__state=PlaceState.WAITING)
    return list(coming.order_by("pk").values_list("pk", flat=True).distinct())


def repair(*, occurrence_id: int, at: datetime) -> int:
    occurrence = Occurrence.objects.filter(pk=occurrence_id).first()
    return len(promote(occurrence=occurrence, at=at)) if occurrence else 0
