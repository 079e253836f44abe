"""Delta training: only what changed is done, the rest is credited, and a new certificate takes the old one's place."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from cms.mail.models import OutboxMessage
from learning.domain import offering
from learning.domain.certificates import revoke_certificate
from learning.domain.enrolments import AlreadyEnrolled, EntryClosed, withdraw
from learning.domain.rebuilding import check_progress
from learning.domain.releases import publish_course
from learning.domain.updates import NothingToUpdate, start_update, update_of
from learning.models import Certificate, CertificateEvent, Enrolment, MoveRun
from learning.queries import certificates_that_hold, standing_of
from tests.factories.gates import one, put_gate
from tests.factories.learning import AT, complete, lessons_of, make_enrolment, read_lesson, submit
from tests.factories.pages import make_course_page
from tests.factories.people import make_admin, make_user
from tests.factories.releases import LATER, ChangingCourse, keep, offer
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

TODAY = LATER.date()
TEXT = Path(__file__).parent.parent / "texts" / "update_offered.en.txt"


def course_with_news():
    """Completed by one; then a key changes, a required lesson is added and one is removed, and an update is offered."""
    course = ChangingCourse(valid_months=24)
    done = complete(make_enrolment(course=course.course, learner=make_user("Ingrid Moen", language="en")))
    course.change_key()
    course.remove_lesson(3)
    course.add_lesson(title="Nytt krav")
    course.publish_and_move(**offer())
    return course, done


def updated(done):
    return start_update(enrolment=done, by=done.learner, at=LATER)


def test_only_what_changed_is_left_to_do():
    _course, done = course_with_news()

    update = update_of(done, at=LATER)

    assert [lesson.titles["nb"] for lesson in update.lessons] == ["Leksjon 2", "Nytt krav"]
    assert update.credited == {lessons_of(done)[0].items[0].key}
    assert update.minutes == sum(lesson.minutes for lesson in update.lessons)


def test_an_update_is_a_new_enrolment_with_the_rest_credited():
    course, done = course_with_news()

    started = updated(done)

    assert (started.number, started.updates, started.release) == (2, done, course.course.current_release)
    fact = started.facts.get()
    assert fact.value == {"release": 2, "credited": [lessons_of(done)[0].items[0].key]}
    standing = standing_of(started, language="nb")
    assert (standing.done_count, standing.required_count) == (1, 3)
    assert check_progress(Enrolment.objects.all(), at=LATER).found == 0


def test_a_done_update_gives_a_new_certificate_for_the_old_one():
    _course, done = course_with_news()
    old = Certificate.objects.get()
    frozen = Certificate.objects.values().get()
    started = updated(done)

    submit(started, 2, at=LATER)
    read_lesson(started, 3, at=LATER)

    old, new = Certificate.objects.order_by("number")
    assert (old.valid_until, new.valid_until) == (date(2028, 11, 2), date(2028, 12, 2))
    assert new.basis_key == str(started.pk)
    assert Certificate.objects.filter(pk=old.pk).values().get() == frozen
    event = CertificateEvent.objects.get()
    assert (event.certificate, event.kind, event.reason) == (old, "superseded", new.number)
    assert list(certificates_that_hold(on=TODAY)) == [new]
    done.refresh_from_db()
    assert (done.state, done.ended_at) == ("completed", AT)


def test_the_old_certificate_holds_until_the_new_one_is_there():
    _course, done = course_with_news()
    started = updated(done)

    submit(started, 2, at=LATER)

    assert certificates_that_hold(on=TODAY).count() == 1
    withdraw(enrolment=started, by=done.learner, at=LATER)
    assert certificates_that_hold(on=TODAY).count() == 1
    assert not CertificateEvent.objects.exists()


def test_one_that_was_revoked_meanwhile_stays_revoked():
    _course, done = course_with_news()
    started = updated(done)
    revoke_certificate(certificate=Certificate.objects.get(), reason="Feil", by=make_admin(), at=LATER)

    submit(started, 2, at=LATER)
    read_lesson(started, 3, at=LATER)

    assert list(CertificateEvent.objects.values_list("kind", flat=True)) == ["revoked"]


def test_an_update_can_be_brought_up_to_date_itself():
    course, done = course_with_news()
    started = updated(done)
    submit(started, 2, at=LATER)
    read_lesson(started, 3, at=LATER)
    course.edit_text(1)
    course.publish_and_move(at=LATER + timedelta(days=9), **offer())
    started.refresh_from_db()

    update = update_of(started, at=LATER + timedelta(days=9))

    assert [lesson.titles["nb"] for lesson in update.lessons] == ["Leksjon 1"]


def not_offered(done, *, at=LATER):
    with pytest.raises(NothingToUpdate):
        start_update(enrolment=done, by=done.learner, at=at)
    return Enrolment.objects.filter(updates__isnull=False).count() == 0


def test_nothing_is_offered_unless_a_release_offers_it():
    course = ChangingCourse()
    done = complete(make_enrolment(course=course.course))
    course.add_lesson()
    course.publish_and_move(**keep())

    assert not_offered(done)


def test_nothing_is_offered_when_only_something_went():
    course = ChangingCourse()
    done = complete(make_enrolment(course=course.course))
    course.remove_lesson(3)
    course.publish_and_move(**offer())

    assert not_offered(done)


def test_nothing_is_offered_without_a_certificate_that_holds():
    _course, done = course_with_news()

    assert not_offered(done, at=LATER + timedelta(days=800))
    revoke_certificate(certificate=Certificate.objects.get(), reason="Feil", by=make_admin(), at=LATER)
    assert not_offered(done)


def test_nothing_is_offered_to_who_is_under_way():
    course, _done = course_with_news()

    assert not_offered(read_lesson(make_enrolment(course=course.course), 1))


def test_an_update_is_begun_once():
    _course, done = course_with_news()
    updated(done)

    with pytest.raises((AlreadyEnrolled, NothingToUpdate)):
        updated(done)

    assert Enrolment.objects.filter(updates=done).count() == 1


# --- Telling them ------------------------------------------------------------------------------------


def offers():
    return OutboxMessage.objects.filter(kind="learning/mail/update_offered")


def test_who_has_completed_is_written_to_once():
    course, done = course_with_news()
    run = MoveRun.objects.get()

    assert (run.state, run.offered) == ("finished", 1)
    mail = offers().get()
    assert (mail.to_user, mail.category, mail.link) == (
        done.learner,
        "learning",
        f"http://localhost:8000/learn/{course.course.slug}/update/",
    )
    assert "- Leksjon 2\n- Nytt krav\n" in mail.text


def test_who_has_nothing_to_do_is_left_in_peace():
    course = ChangingCourse()
    complete(make_enrolment(course=course.course))
    read_lesson(make_enrolment(course=course.course), 1)
    course.remove_lesson(3)
    course.publish_and_move(**offer())

    assert not offers().exists()
    assert MoveRun.objects.get().offered == 0


def test_a_closed_account_is_not_written_to():
    course = ChangingCourse()
    done = complete(make_enrolment(course=course.course))
    done.learner.is_active = False
    done.learner.save()
    course.add_lesson()
    course.publish_and_move(**offer())

    assert not offers().exists()


def test_finding_whom_to_write_to_costs_the_same_for_few_and_many():
    """The mail itself is written one by one; who gets it is found in one question."""
    counts = []
    for number in (1, 4):
        course = ChangingCourse()
        for _ in range(number):
            complete(make_enrolment(course=course.course))
        course.remove_lesson(3)
        course.publish(**offer())
        run = MoveRun.objects.latest("pk")
        offering.offer_batch(run, at=LATER)
        with count_queries() as asked:
            offering.offer_batch(run, at=LATER)
        counts.append(len(asked))

    assert counts == [2, 2]


def test_the_mail_reads_as_it_should():
    course_with_news()

    mail = offers().get()
    text = f"{mail.subject}\n\n{mail.text}\n"
    said = re.sub(r"unsubscribe/[^/]+/", "unsubscribe/TOKEN/", re.sub(r"learn/[^/]+/", "learn/COURSE/", text))
    assert said == TEXT.read_text(encoding="utf-8")


def test_an_update_asks_the_gate_of_the_course_as_every_way_in_does():
    course, done = course_with_news()
    before = make_course_page(title="Grunnkurset", slug="grunnkurset")
    basic = publish_course(page=before, by=None, at=AT).course
    course.page = put_gate(course.page, one("course", course=before))
    course.publish(**offer())

    with pytest.raises(EntryClosed):
        updated(Enrolment.objects.get(pk=done.pk))
    client = signed_in(done.learner)
    page = client.get(reverse("update", args=[course.course.slug]))
    assert "Grunnkurset" in page.content.decode()
    assert len(page.context["missing"]) == 1
    assert client.post(reverse("update", args=[course.course.slug])).status_code == 302
    assert Enrolment.objects.filter(updates=done).count() == 0

    complete(make_enrolment(course=basic, learner=done.learner))
    assert updated(Enrolment.objects.get(pk=done.pk)).updates == done
