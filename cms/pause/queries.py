"""Whether and for how long timers stand still. Warm, asking costs no query: both the pauses and where an organisation
belongs are kept in the cache, and forgotten once a change of them is committed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.people.models import Membership, Organisation

from .models import Pause
from .targets import EVERYBODY, Target, targets_of

PAUSES_KEY = "cms.pause.current"
# What changes without a signal (a bulk import that moves organisations) shows after this many seconds.
KEPT_SECONDS = 60
# Pauses that ended this long ago are still kept in mind; older moments are asked of the database.
REMEMBERED = timedelta(days=1)


class Span(NamedTuple):
    """A pause as a plain value: whom it covers, from when, to when (None: still open)."""

    target: str
    starts_at: datetime
    ends_at: datetime | None

    def holds(self, at: datetime) -> bool:
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)


def timers_paused(*, organisation_id: int | None, at: datetime) -> bool:
    """Say whether a pause covers the organisation at this moment; without one, only a pause for everybody does."""
    holding = {span.target for span in _spans_about(at) if span.holds(at)}
    return bool(holding) and not holding.isdisjoint(_targets(organisation_id))


def holds_anywhere(*, at: datetime) -> bool:
    """Say whether any pause holds at this moment."""
    return any(span.holds(at) for span in _spans_about(at))


def paused_seconds(*, organisation_id: int | None, since: datetime, until: datetime) -> float:
    """How long timers stood still between two moments. Pauses that overlap count once."""
    spans = _merged(_spans_between(organisation_id, since, until), since=since, until=until)
    return sum((ends - starts).total_seconds() for starts, ends in spans)


def deadline_after_pauses(
    *, organisation_id: int | None, since: datetime, deadline: datetime, at: datetime
) -> datetime:
    """Where a deadline has moved to: later by as long as timers stood still while it ran.

    `since` is when it began to run. While a pause is open, the deadline moves along with `at`.
    """
    spans = _spans_between(organisation_id, since, None)
    return _moved(spans, since=since, deadline=deadline, at=at)


@dataclass(frozen=True)
class Standstill:
    """Every pause that had not ended by some moment, read once: for arithmetic on thousands of deadlines."""

    spans: list[Span]

    def deadline(self, targets: frozenset[str], *, since: datetime, deadline: datetime, at: datetime) -> datetime:
        """Where a deadline of an organisation (`targets.targets_of`) has moved to, as `deadline_after_pauses` says."""
        spans = [span for span in self.spans if span.target in targets]
        return _moved(spans, since=since, deadline=deadline, at=at) if spans else deadline

    def holds(self, targets: frozenset[str], *, at: datetime) -> bool:
        return any(span.target in targets and span.holds(at) for span in self.spans)


def standstill(*, since: datetime) -> Standstill:
    """Pauses that hold, are to come, or ended after a moment. One query."""
    return Standstill(_read(Q(ends_at__isnull=True) | Q(ends_at__gt=since)))


def running_pauses(*, at: datetime) -> QuerySet[Pause]:
    """Pauses that hold now or are to come."""
    shown = Pause.objects.select_related("municipality__county", "county", "organisation", "declared_by")
    return shown.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))


def pauses_covering(organisation: Organisation, *, at: datetime) -> list[Pause]:
    """The pauses that hold for an organisation now, for showing; none is asked of the database when none holds."""
    if not timers_paused(organisation_id=organisation.pk, at=at):
        return []
    return list(running_pauses(at=at).filter(starts_at__lte=at, target__in=targets_of(organisation)))


def coverage(target: Target, *, at: datetime) -> dict[str, int]:
    """How many organisations a pause covers, and how many people act for them today. Two queries."""
    today = timezone.localdate(at)
    organisations = target.organisations()
    held = Membership.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), starts_on__lte=today)
    people = held.filter(organisation__in=organisations, user__is_active=True)
    return {"organisations": organisations.count(), "people": people.values("user_id").distinct().count()}


# --- The cache ----------------------------------------------------------------------------------


def forget_pauses(**_: Any) -> None:
    cache.delete(PAUSES_KEY)


def forget_organisation(organisation_id: int) -> None:
    cache.delete(_organisation_key(organisation_id))


def _spans_about(at: datetime) -> Iterable[Span]:
    """Pauses that may hold at this moment. Long gone moments are rare, and asked of the database."""
    oldest, spans = _kept_in_mind(at)
    return spans if at >= oldest else _read(Q(starts_at__lte=at))


def _spans_since(since: datetime) -> Iterable[Span]:
    """Pauses that hold at this moment or later."""
    oldest, spans = _kept_in_mind(since)
    return spans if since >= oldest else _read(Q(ends_at__isnull=True) | Q(ends_at__gt=since))


def _kept_in_mind(at: datetime) -> tuple[datetime, list[Span]]:
    """Pauses in the cache, and since when it knows all of them."""
    kept: tuple[datetime, list[Span]] | None = cache.get(PAUSES_KEY)
    if kept is None:
        oldest = at - REMEMBERED
        kept = oldest, _read(Q(ends_at__isnull=True) | Q(ends_at__gt=oldest))
        cache.set(PAUSES_KEY, kept, KEPT_SECONDS)
    return kept


def _targets(organisation_id: int | None) -> frozenset[str]:
    if organisation_id is None:
        return frozenset({EVERYBODY})
    key = _organisation_key(organisation_id)
    targets = cache.get(key)
    if targets is None:
        organisation = Organisation.objects.select_related("municipality").filter(pk=organisation_id).first()
        targets = targets_of(organisation) if organisation else frozenset({EVERYBODY})
        cache.set(key, targets, KEPT_SECONDS)
    return targets


def _organisation_key(organisation_id: int) -> str:
    return f"cms.pause.organisation:{organisation_id}"


# --- Arithmetic ---------------------------------------------------------------------------------


def _moved(spans: list[Span], *, since: datetime, deadline: datetime, at: datetime) -> datetime:
    left, here = deadline - since, since
    for starts, ends in _merged(spans, since=since, until=None, open_until=at):
        if starts - here >= left:
            break
        left -= starts - here
        here = ends
    return here + left


def _spans_between(organisation_id: int | None, since: datetime, until: datetime | None) -> list[Span]:
    targets = _targets(organisation_id)
    return [
        span
        for span in _spans_since(since)
        if span.target in targets and (span.ends_at is None or span.ends_at > since)
        if until is None or span.starts_at < until
    ]


def _read(wanted: Q) -> list[Span]:
    rows = Pause.objects.filter(wanted).order_by("starts_at").values_list("target", "starts_at", "ends_at")
    return [Span(*row) for row in rows]


def _merged(
    spans: list[Span], *, since: datetime, until: datetime | None, open_until: datetime | None = None
) -> list[tuple[datetime, datetime]]:
    """The spans as moments that do not overlap, cut to the time asked about."""
    merged: list[tuple[datetime, datetime]] = []
    for span in spans:
        starts = max(span.starts_at, since)
        ends = span.ends_at or until or open_until
        ends = min(ends, until) if ends and until else ends
        if ends is None or ends <= starts:
            continue
        if merged and starts <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], ends)
        else:
            merged.append((starts, ends))
    return merged
