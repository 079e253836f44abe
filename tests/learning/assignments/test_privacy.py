"""What somebody handed in is theirs to have, and goes when they go; that it was assessed stays as a number."""

from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.core.files.storage import storages

from cms.privacy.answers import Subject, all_answers
from cms.privacy.domain.erasure import erase_person
from cms.privacy.domain.exports import ask_for_copy, build_copy
from cms.privacy.retention import all_rules
from learning.assignments.domain.peers import give_out, send_review
from learning.assignments.models import Feedback, PeerReview, Submission, SubmissionFile
from learning.domain.rebuilding import check_progress
from learning.models import Enrolment
from tests.cms.privacy.database_text import places_of
from tests.factories import assignments as made
from tests.factories import blocks
from tests.factories.assignments import assess, draft_feedback, enrol_on_assignment, rubric, submit_work, write
from tests.factories.learning import AT, make_course
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission():
    enrolment = enrol_on_assignment(make_user("Ingrid Moen"))
    return submit_work(enrolment, "Kraftig blåbærvarsel", uploads=[made.upload(made.pdf(), "Blåbærplan.pdf")])


def exported(person):
    rows = [answer.export(Subject.of(person)) for answer in all_answers() if answer.label.startswith("assignments.")]
    return str(rows)


def test_a_copy_holds_text_feedback_and_what_is_published_alone(submission):
    first = assess(submission, level=0, comment="Offentlig ord")
    draft_feedback(submission, version=first.version, comment="Bare et utkast")

    said = exported(submission.enrolment.learner)

    assert ("Kraftig blåbærvarsel" in said, "Offentlig ord" in said, "Bare et utkast" in said) == (True, True, False)


def test_a_copy_holds_the_files(submission):
    answer = next(one for one in all_answers() if one.label == "assignments.submissionfile")
    file = next(iter(answer.files(Subject.of(submission.enrolment.learner))))

    assert (file.name.endswith("-Blåbærplan.pdf"), file.read()) == (True, made.pdf())


def test_erasing_takes_text_files_and_words_and_leaves_the_count(submission, django_capture_on_commit_callbacks):
    assess(submission, comment="Ingrid har tenkt godt, blåbærvarsel")
    name = submission.files.get().file.name
    assert storages["private"].exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(user=submission.enrolment.learner, by=None, at=AT)

    assert places_of(["blåbær"]) == set()
    assert (storages["private"].exists(name), SubmissionFile.objects.count()) == (False, 0)
    assert (Submission.objects.get().state, Feedback.objects.get().passed) == ("assessed", True)
    assert check_progress(Enrolment.objects.all(), at=AT).found == 0


def test_erasing_a_teacher_leaves_what_they_said(submission):
    teacher = make_user("Tor Lærer")
    assess(submission, by=teacher, comment="Godt gjort")

    erase_person(user=teacher, by=None, at=AT)

    assert Feedback.objects.get().comment == "Godt gjort"


def test_erasing_one_who_assessed_others_takes_their_words():
    course = make_course(lessons=[[blocks.assignment(peer_reviews=1)]])
    ola = make_user("Ola Berg")
    for person in (ola, make_user("Kari Li")):
        submit_work(enrol_on_assignment(person, course=course))
    give_out(course_id=course.pk, item_key=Submission.objects.first().item_key, at=AT)
    review = PeerReview.objects.get(reviewer__learner=ola)
    send_review(review=review, assessment=rubric(1, comment="Olas ord"), by=ola, at=AT)

    erase_person(user=ola, by=None, at=AT)

    assert set(PeerReview.objects.values_list("comment", flat=True)) == {""}


def test_texts_and_files_go_after_two_years(submission, django_capture_on_commit_callbacks):
    rule = next(one for one in all_rules() if one.key == "assignments.submissions")
    assess(submission)
    assert not rule.rows_due(AT + timedelta(days=729)).exists()

    later = AT + timedelta(days=731)
    with django_capture_on_commit_callbacks(execute=True):
        rule.act(rule.rows_due(later), later)

    assert (Submission.objects.get().text, SubmissionFile.objects.count()) == ("", 0)
    assert not rule.rows_due(later).exists()


def test_also_what_was_never_assessed_or_never_handed_in(submission):
    write(enrol_on_assignment(), "Et utkast")
    rule = next(one for one in all_rules() if one.key == "assignments.submissions")
    later = AT + timedelta(days=731)
    assert rule.rows_due(later).count() == 2

    rule.act(rule.rows_due(later), later)

    assert not rule.rows_due(later).exists()
    assert set(Submission.objects.values_list("text", flat=True)) == {""}


def test_the_whole_copy_can_be_made(submission):
    learner = submission.enrolment.learner
    copy = ask_for_copy(user=learner, by=learner, at=AT)
    build_copy(request_id=copy.pk, at=AT)
    copy.refresh_from_db()
    with storages["private"].open(copy.file_name) as opened, ZipFile(opened) as archive:
        assert any("Blåbærplan.pdf" in name for name in archive.namelist())
