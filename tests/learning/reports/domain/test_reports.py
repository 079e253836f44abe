"""Reports by mail: once for each day, to who asked, as long as they may."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from cms.mail.domain.preferences import unsubscribe
from cms.mail.models import OutboxMessage
from cms.pause.domain.pauses import declare_pause
from cms.pause.targets import Target
from cms.people import roles
from learning.domain.course_staff import end_course_role
from learning.reports.domain.reports import (
    AlreadyAsked,
    MayNotGet,
    ReportEnded,
    end_report,
    pause_report,
    reports_due,
    resume_report,
    write_report,
)
from learning.reports.models import ReportRun
from learning.reports.tasks import look_after_reports
from tests.factories.learning import AT, complete, make_course, make_enrolment
from tests.factories.people import make_admin, make_contact, make_holder_of, make_organisation, make_user
from tests.factories.reports import ask
from tests.factories.teaching import make_teacher

pytestmark = pytest.mark.django_db
# The Monday after AT, which is a Monday itself.
MONDAY = datetime(2026, 11, 9, 6, 30, tzinfo=UTC)
WEEK = timedelta(days=7)


def mails():
    return list(OutboxMessage.objects.order_by("pk").values_list("kind", flat=True))


def tick(at, capture):
    with time_machine.travel(at, tick=False), capture(execute=True):
        look_after_reports()


def test_first_one_comes_on_the_next_day_of_its_rhythm():
    teacher = make_teacher(course := make_course())

    assert ask(teacher, course=course).look_at == MONDAY
    assert ask(teacher, course=course, rhythm="monthly").next_on == date(2026, 12, 1)


def test_run_twice_there_is_one_mail(django_capture_on_commit_callbacks):
    report = ask(make_teacher(course := make_course()), course=course)
    tick(MONDAY - timedelta(minutes=1), django_capture_on_commit_callbacks)
    assert mails() == []

    for _ in range(2):
        tick(MONDAY, django_capture_on_commit_callbacks)
        assert not write_report(report_id=report.pk, at=MONDAY)

    assert mails() == ["reports/mail/report"]
    report.refresh_from_db()
    assert report.look_at == MONDAY + WEEK


def test_a_worker_that_died_after_the_run_was_written_writes_no_second_mail():
    report = ask(make_teacher(course := make_course()), course=course)
    write_report(report_id=report.pk, at=MONDAY)
    type(report).objects.update(next_on=MONDAY.date(), look_at=MONDAY)

    assert not write_report(report_id=report.pk, at=MONDAY)
    assert (len(mails()), ReportRun.objects.count()) == (1, 1)


def test_a_tick_that_stood_still_for_a_month_writes_one_mail():
    report = ask(make_teacher(course := make_course()), course=course)

    assert write_report(report_id=report.pk, at=MONDAY + 4 * WEEK)
    assert reports_due(at=MONDAY + 4 * WEEK) == []
    assert len(mails()) == 1


def test_mail_says_sums_and_names_nobody():
    teacher = make_teacher(course := make_course(), name="Kari Brekke")
    complete(make_enrolment(course=course, learner=make_user("Åse Hovland")))
    report = ask(teacher, course=course)
    write_report(report_id=report.pk, at=MONDAY)

    message = OutboxMessage.objects.get(kind="reports/mail/report")
    for words in ("1 person takes the course.", "Completed in this time: 1.", f"/me/reports/{report.pk}/fetch/"):
        assert words in message.text
        assert words in message.html
    assert "Åse" not in message.text + message.html
    assert message.to_user == teacher
    assert "/mail/unsubscribe/" in message.text


def test_lost_role_ends_the_report_and_is_told_once():
    teacher = make_teacher(course := make_course())
    report = ask(teacher, course=course)
    end_course_role(held=course.staff.get(), by=None, at=AT)

    for _ in range(2):
        assert not write_report(report_id=report.pk, at=MONDAY)

    report.refresh_from_db()
    assert (report.state, report.why_ended) == ("ended", "no_access")
    assert mails() == ["reports/mail/stopped"]


def test_closed_account_ends_it_without_a_word():
    teacher = make_teacher(course := make_course())
    report = ask(teacher, course=course)
    type(teacher).objects.filter(pk=teacher.pk).update(is_active=False)

    assert not write_report(report_id=report.pk, at=MONDAY)
    report.refresh_from_db()
    assert (report.why_ended, mails()) == ("inactive", [])


def test_nobody_asks_for_what_they_may_not_see():
    course, place = make_course(), make_organisation()
    for user, about in (
        (make_user(), {"kind": "gradebook", "course": course}),
        (make_teacher(make_course()), {"kind": "gradebook", "course": course}),
        (make_contact(make_organisation("Fjellvik kommune")), {"kind": "organisation", "organisation": place}),
        (make_holder_of(roles.TEACHER), {"kind": "centre"}),
        (make_holder_of(roles.EDITOR), {"kind": "centre"}),
    ):
        with pytest.raises(MayNotGet):
            ask(user, **about)
    for role in (roles.COORDINATOR, roles.COURSE_OWNER, roles.AUDITOR):
        assert ask(make_holder_of(role), kind="centre").pk


def test_the_same_is_asked_for_once_until_it_ends():
    teacher = make_teacher(course := make_course())
    report = ask(teacher, course=course)
    with pytest.raises(AlreadyAsked):
        ask(teacher, course=course)

    end_report(report=report, at=AT)
    assert ask(teacher, course=course).pk != report.pk


def test_paused_it_does_not_come_and_nothing_is_caught_up_with():
    report = ask(make_teacher(course := make_course()), course=course)
    pause_report(report=report, at=AT)
    assert reports_due(at=MONDAY) == []

    resume_report(report=report, at=MONDAY + timedelta(hours=1))
    assert reports_due(at=MONDAY + timedelta(hours=2)) == []
    assert reports_due(at=MONDAY + WEEK) == [report.pk]


def test_what_has_ended_stays_ended():
    report = end_report(report=ask(make_teacher(course := make_course()), course=course), at=AT)

    with pytest.raises(ReportEnded):
        resume_report(report=report, at=AT)
    assert reports_due(at=MONDAY) == []


def test_in_a_crisis_pause_it_waits_and_then_comes():
    place = make_organisation()
    report = ask(make_contact(place), kind="organisation", organisation=place)
    target, ends = Target("organisation", organisation=place), MONDAY + timedelta(hours=5)
    declare_pause(target=target, reason="Flom", ends_at=ends, by=make_admin(), at=AT)

    assert not write_report(report_id=report.pk, at=MONDAY)
    assert reports_due(at=MONDAY) == []
    assert write_report(report_id=report.pk, at=ends)
    assert ReportRun.objects.get().on == MONDAY.date()


def test_who_has_unsubscribed_from_the_topic_is_sent_nothing():
    teacher = make_teacher(course := make_course())
    report = ask(teacher, course=course)
    unsubscribe(user=teacher, category="learning", by=teacher, at=AT)
    write_report(report_id=report.pk, at=MONDAY)

    assert OutboxMessage.objects.get().state == "skipped"


@pytest.mark.parametrize("kind", ["organisation", "centre"])
def test_every_kind_can_be_written(kind):
    place = make_organisation()
    make_enrolment(learner=make_contact(place, "Anne"))
    user = make_admin() if kind == "centre" else make_contact(place)
    report = ask(user, kind=kind, organisation=place if kind == "organisation" else None)

    assert write_report(report_id=report.pk, at=MONDAY)
    assert "Enrolled in this time: 1." in OutboxMessage.objects.get().text or user.language != "en"
