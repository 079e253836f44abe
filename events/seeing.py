"""Who may know of an occurrence. What visitors may know, everybody may; the rest asks who the reader is."""

from collections.abc import Callable, Collection
from typing import Any

from .enums import LIVE_STATES, OccurrenceState
from .models import Occurrence, Series
from .rules import may_run_events
from .theirs import places_taken_by

MemberSource = Callable[[Any, Series], bool]
_sources: list[MemberSource] = []


def register_members(source: MemberSource) -> None:
    """Let a part of this room say who belongs to a series whose meetings its members alone see."""
    if source not in _sources:
        _sources.append(source)


def may_see(user: Any, occurrence: Occurrence) -> bool:
    """Its series must be loaded. No query for what is public."""
    return bool(seen_among(user, [occurrence]))


def seen_among(user: Any, occurrences: Collection[Occurrence]) -> list[Occurrence]:
    """Those the reader may know of, in the same order: public ones, and of series for members alone those of a series
    they belong to, or where they have a place. One query for all places, and what the sources ask for each series.
    """
    if all(one.is_public for one in occurrences) or may_run_events(user):
        return list(occurrences)
    seen = {one.pk for one in occurrences if one.is_public}
    if user.is_authenticated:
        known = [one for one in occurrences if one.pk not in seen and one.state != OccurrenceState.DRAFT]
        seen |= _own(user, known)
    return [one for one in occurrences if one.pk in seen]


def _own(user: Any, occurrences: list[Occurrence]) -> set[int]:
    if not occurrences:
        return set()
    series = {one.series_id: one.series for one in occurrences}
    theirs = {pk for pk, one in series.items() if any(belongs(user, one) for belongs in _sources)}
    places = places_taken_by(user).filter(occurrence__in=[one.pk for one in occurrences], state__in=LIVE_STATES)
    booked = set(places.values_list("occurrence_id", flat=True))
    return {one.pk for one in occurrences if one.series_id in theirs or one.pk in booked}
