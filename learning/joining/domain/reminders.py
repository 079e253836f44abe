"""Reminding people of a course they have stopped in: after so many days without progress, once more, then no more.

A sweep finds whom, for everybody at once, and writes a row for each; each row's mail is written by whoever takes it.
Whoever gets on begins afresh.
"""

from datetime import datetime

from django.db import transaction

from cms import clock
from learning.models import Enrolment
from learning.queries import standing_of
from learning.standing import LOCKED, Standing

from ..idle import idle_people, last_progress, under_way
from ..mails import unfinished_course
from ..models import CourseWays, UnfinishedReminder
from ..opening import day_to_wait_for

BATCH = 1000


def find_idle(*, at: datetime) -> int:
    """Write a row for everybody who is to be reminded now, and has not been; return how many.

    Five queries for up to a batch, however many they are. Safe to run twice: each step since the last progress is
    written once.
    """
    found = idle_people(at=at)
    rows = UnfinishedReminder.objects.filter(enrolment__in=[one.enrolment_id for one, _ in found])
    told = set(rows.values_list("enrolment_id", "idle_since", "step"))
    new = [
        UnfinishedReminder(enrolment_id=one.enrolment_id, step=step, idle_since=one.since, found_at=at)
        for one, step in found
        if (one.enrolment_id, one.since, step) not in told
    ][:BATCH]
    UnfinishedReminder.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def waiting_reminders() -> list[int]:
    """Rows whose mail is not written yet."""
    rows = UnfinishedReminder.objects.filter(settled_at__isnull=True)
    return list(rows.order_by("found_at", "pk").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def remind(*, reminder_id: int, at: datetime) -> bool:
    """Write one reminder's mail; say whether it was. Safe to run twice: the row is locked.

    In a pause it waits. Who has got on, completed or left meanwhile, or has nothing open to go on with, is not
    written to.
    """
    reminder = UnfinishedReminder.objects.select_for_update().filter(pk=reminder_id, settled_at__isnull=True).first()
    if reminder is None:
        return False
    related = ("learner", "course", "release", "course_state")
    enrolment = under_way().select_related(*related).defer("release__outline").filter(pk=reminder.enrolment_id).first()
    if enrolment and clock.timers_paused(organisation_id=enrolment.organisation_id, at=at):
        return False
    UnfinishedReminder.objects.filter(pk=reminder.pk).update(settled_at=at)
    if enrolment is None or not _is_called_for(reminder, enrolment, at=at):
        return False
    standing = standing_of(enrolment, language=enrolment.learner.language)
    if not _can_go_on(standing):
        return False
    unfinished_course(enrolment, standing, step=reminder.step, at=at)
    return True


def _is_called_for(reminder: UnfinishedReminder, enrolment: Enrolment, *, at: datetime) -> bool:
    if last_progress(enrolment) != reminder.idle_since or day_to_wait_for(enrolment, at=at):
        return False
    return not CourseWays.objects.filter(course=enrolment.course_id, reminds=False).exists()


def _can_go_on(standing: Standing) -> bool:
    """Nobody is asked to go on with what is closed to them."""
    lesson = standing.next_lesson
    return lesson is not None and standing.state_of(lesson) != LOCKED
