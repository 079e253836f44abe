"""Certificates for those who came: started by a coordinator once it is settled, carried on by the worker."""

import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms import audit, clock
from cms.long_work import claimed, without_worker
from cms.people.models import Organisation, User
from cms.people.queries import organisation_acted_for, person_with_address
from events.models import Occurrence, Place
from learning.bases import ATTENDANCE
from learning.domain.certificates import Basis, award_certificate

from ..enums import AwardProblem, AwardState
from ..models import AttendanceAward, AttendanceCertificate, AttendanceCorrection, CheckIn, Settlement
from ..queries import counted_entries, who_came

SLICE = timedelta(seconds=15)
BATCH = 25


class NotSettled(Exception):
    """Who came is settled first."""


class AlreadyRunning(Exception):
    """An award of this occurrence is under way."""


class NobodyToAward(Exception):
    """Nobody came who has earned one and has none."""


@dataclass(frozen=True)
class AwardWords:
    """What the certificate says, and who has earned it."""

    title: str
    basis_text: str
    outcome: str = ""
    hours: Decimal | None = None
    least_percent: int = 0
    least_minutes: int = 0


def start_award(*, occurrence: Occurrence, words: AwardWords, by: User, at: datetime) -> AttendanceAward:
    """Have everybody awarded who has earned it and has no certificate for this occurrence yet.

    Raises NotSettled, NobodyToAward and AlreadyRunning.
    """
    try:
        with transaction.atomic():
            return _start(occurrence, words, by=by, at=at)
    except IntegrityError:
        raise AlreadyRunning from None


def _start(occurrence: Occurrence, words: AwardWords, *, by: User, at: datetime) -> AttendanceAward:
    if not Settlement.objects.filter(occurrence=occurrence).exists():
        raise NotSettled
    places = places_to_award(occurrence, words)
    if not places:
        raise NobodyToAward
    award = AttendanceAward.objects.create(
        occurrence=occurrence,
        title=words.title,
        basis_text=words.basis_text,
        outcome=words.outcome,
        hours=words.hours,
        least_percent=words.least_percent,
        least_minutes=words.least_minutes,
        by=by,
        started_at=at,
        moved_at=at,
    )
    lines = [AttendanceCertificate(award=award, place_id=pk) for pk in places]
    AttendanceCertificate.objects.bulk_create(lines, batch_size=500)
    audit.record(award, action="door.award", by=by, at=at, lines=len(lines))
    _enqueue(award.pk)
    return award


def places_to_award(occurrence: Occurrence, words: AwardWords) -> list[int]:
    """Those who have earned it and have none yet."""
    awarded = _awarded_places(occurrence)
    return [pk for pk in entitled_places(occurrence, words) if pk not in awarded]


def entitled_places(occurrence: Occurrence, words: AwardWords) -> list[int]:
    """Places whose people came for as much as the rule asks. Sessions and minutes nobody wrote down ask nothing; who
    came as an assistant gets none, least of all by the address they share.
    """
    came = list(who_came(occurrence).filter(is_assistant=False).order_by("pk").values_list("pk", flat=True))
    attended, sessions = sessions_attended(occurrence) if words.least_percent else ({}, set())
    minutes = minutes_online(occurrence) if words.least_minutes else {}
    return [
        pk
        for pk in came
        if not sessions or 100 * len(attended.get(pk, ())) >= words.least_percent * len(sessions)
        if minutes.get(pk, words.least_minutes) >= words.least_minutes
    ]


def sessions_attended(occurrence: Occurrence) -> tuple[dict[int, set[UUID]], set[UUID]]:
    """The sessions each place's people came to, and all that were checked in to. Two queries."""
    found: dict[int, set[UUID]] = defaultdict(set)
    entries = counted_entries().filter(occurrence=occurrence, session_key__isnull=False).order_by()
    for place, session in entries.values_list("place_id", "session_key").distinct():
        if session:
            found[place].add(session)
    corrections = AttendanceCorrection.objects.filter(place__occurrence=occurrence, session_key__isnull=False)
    for place, session, came in corrections.order_by("pk").values_list("place_id", "session_key", "came"):
        if session:
            (found[place].add if came else found[place].discard)(session)
    return found, set().union(*found.values()) if found else set()


def minutes_online(occurrence: Occurrence) -> dict[int, int]:
    """Minutes of the reports, for the places they name. One query."""
    found: dict[int, int] = defaultdict(int)
    rows = CheckIn.objects.filter(occurrence=occurrence, minutes__isnull=False, undone_by__isnull=True)
    for place, minutes in rows.values_list("place_id", "minutes"):
        if place:
            found[place] += minutes or 0
    return dict(found)


def advance_award(*, award_id: int, at: datetime) -> bool:
    """Award to a slice of them; say whether more is left. Safe to call at any time, and again."""
    award = _claim(award_id, at=at)
    if award is None:
        return False
    until = time.monotonic() + SLICE.total_seconds()
    while lines := list(_waiting(award_id)[:BATCH]):
        for line in lines:
            _award_line(award, line)
        # Something came of it, so this is not what kills its worker.
        AttendanceAward.objects.filter(pk=award_id).update(moved_at=clock.now(), attempts=1)
        if time.monotonic() >= until:
            AttendanceAward.objects.filter(pk=award_id).update(attempts=0)
            return True
    _finish(award_id)
    return False


def stale_awards(*, at: datetime) -> list[int]:
    """Awards whose worker was lost."""
    return without_worker(AttendanceAward.objects.filter(state=AwardState.RUNNING), at=at)


def _claim(award_id: int, *, at: datetime) -> AttendanceAward | None:
    """Take it for this worker, when no other moves it. One that keeps failing is given up."""
    running = AttendanceAward.objects.filter(state=AwardState.RUNNING)
    if not claimed(running, award_id, failed=AwardState.FAILED, at=at):
        return None
    return AttendanceAward.objects.select_related("by", "occurrence").get(pk=award_id)


@transaction.atomic
def _award_line(award: AttendanceAward, line: AttendanceCertificate) -> None:
    """One person, in a transaction of their own. One certificate for one person and occurrence, however many places."""
    at, place = clock.now(), line.place
    user = place.user or (person_with_address(place.email.lower()) if place.email else None)
    if user is None or not user.is_active:
        problem = AwardProblem.CLOSED if user else AwardProblem.NO_ACCOUNT
        AttendanceCertificate.objects.filter(pk=line.pk).update(problem=problem)
        return
    certificate = award_certificate(
        holder=user,
        basis=Basis(ATTENDANCE, f"{award.occurrence.uid}:{user.pk}", award.basis_text),
        title=award.title,
        outcome=award.outcome,
        hours=award.hours,
        organisation=_organisation(place, user, at),
        by=award.by,
        at=at,
    )
    AttendanceCertificate.objects.filter(pk=line.pk).update(certificate=certificate)


def _organisation(place: Place, user: User, at: datetime) -> Organisation | None:
    """The one they came from; else the one they act for."""
    came_from = place.organisation or place.booking.organisation
    return came_from or organisation_acted_for(user, on=timezone.localdate(at))


@transaction.atomic
def _finish(award_id: int) -> None:
    award, at = AttendanceAward.objects.select_for_update().get(pk=award_id), clock.now()
    if award.state != AwardState.RUNNING:
        return
    award.state, award.finished_at, award.attempts = AwardState.FINISHED, at, 0
    award.save(update_fields=["state", "finished_at", "attempts"])
    awarded = award.lines.filter(certificate__isnull=False).count()
    audit.record(award, action="door.awarded", by=award.by, at=at, awarded=awarded)


def _waiting(award_id: int) -> QuerySet[AttendanceCertificate]:
    waiting = AttendanceCertificate.objects.filter(award=award_id, problem="", certificate__isnull=True)
    return waiting.select_related("place__user", "place__organisation", "place__booking__organisation").order_by("pk")


def _awarded_places(occurrence: Occurrence) -> set[int]:
    lines = AttendanceCertificate.objects.filter(award__occurrence=occurrence, certificate__isnull=False)
    return set(lines.values_list("place_id", flat=True))


def _enqueue(award_id: int) -> None:
    from ..tasks import advance

    transaction.on_commit(lambda: advance.delay(award_id), robust=True)
