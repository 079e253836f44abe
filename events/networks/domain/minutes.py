"""Minutes of meetings: written as a draft, published once, and corrected by the next version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from cms import audit
from cms.people.models import User
from events.enums import OccurrenceState, SeriesKind
from events.models import Occurrence

from .. import mails
from ..enums import MinutesState
from ..models import Decision, Minutes, MinutesReading
from ..queries import members_now

MOST_DECISIONS = 50
NOT_HELD = frozenset({OccurrenceState.DRAFT, OccurrenceState.CANCELLED, OccurrenceState.POSTPONED})


class NoMeeting(Exception):
    """There are no minutes of what is no meeting of a network, has not begun, or is called off."""


class TextMissing(Exception):
    """Minutes say something."""


class WhatWasCorrected(Exception):
    """A version after the first says what is corrected in it."""


class TooManyDecisions(Exception):
    """More than `MOST_DECISIONS`."""


class NotAMember(Exception):
    """Whoever sees to a decision is in the network."""


class WrittenMeanwhile(Exception):
    """Somebody else has saved the draft since it was opened."""


class NothingToPublish(Exception):
    """There is no draft."""


@dataclass(frozen=True)
class Decided:
    """One decision: what, who sees to it, by when."""

    text: str
    responsible: User | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class Written:
    """What a writer has on the page; `edition` is the one they opened (0: there was no draft)."""

    text: str
    decisions: Sequence[Decided] = ()
    correction: str = ""
    edition: int = 0


@transaction.atomic
def save_draft(*, occurrence: Occurrence, written: Written, by: User | None, at: datetime) -> Minutes:
    """Keep the draft: of the first version, or of the one that corrects what is published.

    Raises NoMeeting, TextMissing, WhatWasCorrected, TooManyDecisions, NotAMember, WrittenMeanwhile.
    """
    row = _locked(occurrence, at=at)
    _check(row, written)
    latest = row.minutes.order_by("-number").first()
    draft = latest if latest and not latest.is_published else None
    if (draft.edition if draft else 0) != written.edition:
        raise WrittenMeanwhile(row.pk)
    number = draft.number if draft else latest.number + 1 if latest else 1
    if number > 1 and not written.correction.strip():
        raise WhatWasCorrected(row.pk)
    minutes = draft or Minutes(occurrence=row, number=number, edition=0)
    minutes.text, minutes.correction = written.text.strip(), written.correction.strip()[:300]
    minutes.edition, minutes.changed_at = minutes.edition + 1, at
    return _kept(minutes, written.decisions, by=by, at=at)


@transaction.atomic
def publish(*, occurrence: Occurrence, by: User | None, at: datetime) -> Minutes:
    """What is written stands from now on, and every member is told once. Raises NoMeeting, NothingToPublish."""
    row = _locked(occurrence, at=at)
    draft = row.minutes.filter(state=MinutesState.DRAFT).first()
    if draft is None:
        raise NothingToPublish(row.pk)
    draft.occurrence = row
    draft.state, draft.published_at, draft.published_by = MinutesState.PUBLISHED, at, by
    draft.save(update_fields=["state", "published_at", "published_by"])
    audit.record(draft, action="networks.publish_minutes", by=by, at=at, network=row.series_id, number=draft.number)
    for member in members_now().filter(series=row.series_id).select_related("user").order_by("pk"):
        mails.minutes_published(draft, member.user, at=at)
    return draft


@transaction.atomic
def drop_draft(*, occurrence: Occurrence, by: User | None, at: datetime) -> None:
    """What is published stays. Raises NoMeeting, NothingToPublish."""
    row = _locked(occurrence, at=at)
    draft = row.minutes.filter(state=MinutesState.DRAFT).first()
    if draft is None:
        raise NothingToPublish(row.pk)
    audit.record(draft, action="networks.drop_minutes", by=by, at=at, network=row.series_id)
    draft.delete()


def note_read(*, minutes: Minutes, user: User, at: datetime) -> None:
    """Said twice is said once."""
    MinutesReading.objects.get_or_create(minutes=minutes, user=user, defaults={"read_at": at})


def _locked(occurrence: Occurrence, *, at: datetime) -> Occurrence:
    """Two writers of one meeting wait for each other."""
    row = Occurrence.objects.select_for_update(of=("self",)).select_related("series").get(pk=occurrence.pk)
    if row.series.kind != SeriesKind.NETWORK or row.state in NOT_HELD or row.starts_at > at:
        raise NoMeeting(row.pk)
    return row


def _check(occurrence: Occurrence, written: Written) -> None:
    if not written.text.strip():
        raise TextMissing
    if len(written.decisions) > MOST_DECISIONS:
        raise TooManyDecisions
    named = {one.responsible.pk for one in written.decisions if one.responsible}
    known = members_now().filter(series=occurrence.series_id, user__in=named).values_list("user_id", flat=True)
    if named - set(known):
        raise NotAMember


def _kept(minutes: Minutes, decisions: Sequence[Decided], *, by: User | None, at: datetime) -> Minutes:
    try:
        with transaction.atomic():
            minutes.save()
    except IntegrityError:
        raise WrittenMeanwhile(minutes.occurrence_id) from None
    minutes.decisions.all().delete()
    Decision.objects.bulk_create(
        Decision(minutes=minutes, position=position, text=one.text, responsible=one.responsible, due_on=one.due_on)
        for position, one in enumerate(decisions, start=1)
    )
    audit.record(minutes, action="networks.save_minutes", by=by, at=at, network=minutes.occurrence.series_id)
    return minutes
