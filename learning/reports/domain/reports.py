"""Asking for a report by mail, pausing and ending it, and writing it when its day has come.

It goes to who asked and nobody else, and holds sums, never a list of people: the table is fetched after signing in.
Each time it is asked anew whether they may see what it is about.
"""

from datetime import datetime, timedelta

from django.db import transaction

from cms import audit, clock
from cms.people.models import Organisation, User
from cms.people.queries import organisation_acted_for

from ...models import Course
from ..enums import REPORT_MOVES, ReportKind, ReportState, WhyEnded
from ..models import ReportRun, ScheduledReport
from ..periods import morning_of, next_day
from ..rules import may_get

# What a crisis pause holds back is looked at again this much later.
RECHECK = timedelta(hours=1)


class MayNotGet(Exception):
    """The person may not see what the report would be about."""


class AlreadyAsked(Exception):
    """The same report comes already, or is paused."""


class ReportEnded(Exception):
    """It has ended; one asks for a new one."""


@transaction.atomic
def ask_for_report(
    *,
    user: User,
    kind: str,
    course: Course | None = None,
    organisation: Organisation | None = None,
    rhythm: str,
    file_format: str,
    at: datetime,
) -> ScheduledReport:
    """Let a report come by mail, to the person themselves. The first one comes on the next day of its rhythm.

    Raises MayNotGet and AlreadyAsked.
    """
    about = {"kind": kind, "course": course, "organisation": organisation, "rhythm": rhythm}
    report = ScheduledReport(user=user, **about, file_format=file_format, asked_at=at)
    if not may_get(user, report, at=at):
        raise MayNotGet
    # Two windows of one person ask one after the other.
    User.objects.select_for_update().get(pk=user.pk)
    if ScheduledReport.objects.filter(user=user, **about).exclude(state=ReportState.ENDED).exists():
        raise AlreadyAsked
    _set_next(report, at=at)
    report.save()
    audit.record(report, action="reports.ask", by=user, at=at, kind=kind, rhythm=rhythm)
    return report


def pause_report(*, report: ScheduledReport, at: datetime) -> ScheduledReport:
    """Let it not come for a while. Raises ReportEnded."""
    return _move(report, ReportState.PAUSED, at=at)


def resume_report(*, report: ScheduledReport, at: datetime) -> ScheduledReport:
    """Let it come again, from its next day on: what was missed is not caught up with. Raises ReportEnded."""
    return _move(report, ReportState.ACTIVE, at=at)


def end_report(*, report: ScheduledReport, at: datetime) -> ScheduledReport:
    """Let it not come any more. Raises ReportEnded."""
    return _move(report, ReportState.ENDED, at=at, why=WhyEnded.OWN_WISH)


@transaction.atomic
def _move(report: ScheduledReport, state: ReportState, *, at: datetime, why: str = "") -> ScheduledReport:
    """To the state it is in already: nothing happens."""
    locked = ScheduledReport.objects.select_for_update(of=("self",)).select_related("user").get(pk=report.pk)
    if locked.state == ReportState.ENDED and state != ReportState.ENDED:
        raise ReportEnded(locked.pk)
    if state in REPORT_MOVES[locked.state]:
        _put(locked, state, by=locked.user, at=at, why=why)
    return locked


def _put(report: ScheduledReport, state: ReportState, *, by: User | None, at: datetime, why: str = "") -> None:
    report.state = state
    if state == ReportState.ENDED:
        report.ended_at, report.why_ended = at, why
    elif state == ReportState.ACTIVE:
        _set_next(report, at=at)
    report.save()
    audit.record(report, action="reports.change", by=by, at=at, state=str(state), why=str(why))


def _set_next(report: ScheduledReport, *, at: datetime) -> None:
    report.next_on = next_day(report.rhythm, after=clock.local_date(at))
    report.look_at = morning_of(report.next_on)


# --- The day has come ------------------------------------------------------------------------------


def reports_due(*, at: datetime, limit: int = 500) -> list[int]:
    """Ids of reports whose day has come. One query."""
    due = ScheduledReport.objects.filter(state=ReportState.ACTIVE, look_at__lte=at)
    return list(due.order_by("look_at", "pk").values_list("pk", flat=True)[:limit])


@transaction.atomic
def write_report(*, report_id: int, at: datetime) -> bool:
    """Write one report that is due; say whether there was one to write. Safe to run twice: the row is locked.

    In a crisis pause it waits. Where its person may no longer see what it is about, it ends, and they are told once.
    """
    from ..mails import scheduled_report

    rows = ScheduledReport.objects.select_for_update(of=("self",)).select_related("user", "course", "organisation")
    report = rows.filter(pk=report_id, state=ReportState.ACTIVE, look_at__lte=at).first()
    if report is None or not _goes_on(report, at=at):
        return False
    if clock.timers_paused(organisation_id=_acted_for(report, at=at), at=at):
        ScheduledReport.objects.filter(pk=report.pk).update(look_at=at + RECHECK)
        return False
    run, is_new = ReportRun.objects.get_or_create(report=report, on=report.next_on, defaults={"written_at": at})
    if is_new:
        scheduled_report(report, on=run.on, at=at)
    _set_next(report, at=at)
    report.save(update_fields=["next_on", "look_at"])
    return is_new


def _goes_on(report: ScheduledReport, *, at: datetime) -> bool:
    """Whether its person still may; else it ends here."""
    from ..mails import report_stopped

    if not report.user.is_active:
        _put(report, ReportState.ENDED, by=None, at=at, why=WhyEnded.INACTIVE)
        return False
    if not may_get(report.user, report, at=at):
        _put(report, ReportState.ENDED, by=None, at=at, why=WhyEnded.NO_ACCESS)
        report_stopped(report, at=at)
        return False
    return True


def _acted_for(report: ScheduledReport, *, at: datetime) -> int | None:
    """Whose crisis pause holds the report back: the organisation's it is about, else the reader's own."""
    if report.kind == ReportKind.ORGANISATION:
        return report.organisation_id
    own = organisation_acted_for(report.user, on=clock.local_date(at))
    return own.pk if own else None
