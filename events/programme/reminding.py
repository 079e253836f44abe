"""Reminding speakers of what is missing: thrice at most, a week apart, from six weeks before; never in a crisis."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from cms import clock
from cms.mail.domain.timing import is_paused
from events.enums import OccurrenceState

from . import mails
from .missing import missing_of
from .models import Speaker

BEFORE, APART, MOST = timedelta(weeks=6), timedelta(days=7), 3
# Speakers written to in one run; the next run goes on.
MOST_AT_ONCE = 200
OFF = frozenset({OccurrenceState.CANCELLED, OccurrenceState.POSTPONED, OccurrenceState.DONE})


def remind_speakers(*, at: datetime) -> int:
    """Write to everybody whose turn it is; say to how many. Safe to run twice: the row is claimed."""
    ids = list(_in_turn(at).order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(remind_one(speaker_id=pk, at=at) for pk in ids)


@transaction.atomic
def remind_one(*, speaker_id: int, at: datetime) -> bool:
    rows = Speaker.objects.select_for_update(of=("self",), skip_locked=True)
    rows = rows.select_related("occurrence__series", "user")
    speaker = rows.filter(pk__in=_in_turn(at).values("pk"), pk=speaker_id).first()
    if speaker is None or not missing_of(speaker) or _stands_still(speaker, at=at):
        return False
    speaker.reminded_at, speaker.reminders = at, speaker.reminders + 1
    speaker.save(update_fields=["reminded_at", "reminders"])
    mails.speaker_reminded(speaker, at=at)
    return True


def _in_turn(at: datetime) -> QuerySet[Speaker]:
    """Asked, with something missing, and not written to for a week. Who said no is left in peace."""
    rested = Q(reminded_at__isnull=True) | Q(reminded_at__lte=at - APART)
    lacking = Q(consented_at__isnull=True) | Q(biographies={}) | Q(photo__isnull=True)
    rows = Speaker.objects.filter(
        rested,
        lacking,
        invited_at__lte=at - APART,
        withdrawn_at__isnull=True,
        reminders__lt=MOST,
        occurrence__starts_at__gt=at,
        occurrence__starts_at__lte=at + BEFORE,
    )
    return rows.exclude(email="").exclude(occurrence__state__in=OFF)


def _stands_still(speaker: Speaker, *, at: datetime) -> bool:
    """Speakers with an account wait for their organisation's pause; the others for one that covers everybody."""
    if speaker.user:
        return is_paused(speaker.user, at=at)
    return clock.timers_paused(organisation_id=None, at=at)


def counts_of_speakers(rows: QuerySet[Speaker]) -> dict[str, int]:
    """How many there are, were asked and said yes. One query."""
    asked, yes = Count("pk", filter=Q(invited_at__isnull=False)), Count("pk", filter=Q(consented_at__isnull=False))
    return dict(rows.aggregate(all=Count("pk"), invited=asked, consented=yes))
