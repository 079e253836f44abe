"""Files that go with feedback: for the learner once it is published, and for who assesses it; for nobody else."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.urls import reverse

from cms.privacy.answers import Subject, all_answers
from cms.privacy.domain.erasure import erase_person
from cms.privacy.retention import all_rules
from learning.assignments.domain.feedback_files import MOST, attach_file
from learning.assignments.domain.peers import give_out
from learning.assignments.file_checks import FileRefused
from learning.assignments.models import Feedback, FeedbackFile, Submission
from tests.factories import assignments as made
from tests.factories import blocks
from tests.factories.assignments import assess, draft_feedback, enrol_on_assignment, rubric, submit_work
from tests.factories.learning import AT, make_course
from tests.factories.people import make_user
from tests.learning.assignments.views.test_who_may import assess_url, everybody, one_factor, submission, teacher_of
from tests.learning.views.desk import signed_in

pytestmark = pytest.mark.django_db
__all__ = ["one_factor", "submission"]


def url(file):
    return reverse("assignments:feedback_file", args=[file.key])


def attach(submission, content=None, name="kommentert.pdf"):
    upload = made.upload(content or made.pdf(), name)
    return attach_file(submission=submission, upload=upload, by=make_user("Lærer"), at=AT)


def form(*, do="save", version=0, **more):
    said = {f"level-{key}": mark["level"] for key, mark in rubric(2).criteria.items()}
    return said | {"do": do, "version": str(version), "comment": "Se kommentarene i kopien."} | more


def test_a_published_file_is_for_the_learner_and_who_assesses_it(submission):
    file = attach(submission)
    learner = signed_in(submission.enrolment.learner)
    assert learner.get(url(file)).status_code == 404

    assess(submission)

    for role, person, may in everybody(submission):
        answer = signed_in(person).get(url(file))
        assert answer.status_code == (200 if may else 404), role
        if may:
            assert answer["Content-Disposition"] == 'attachment; filename="kommentert.pdf"'
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["Cache-Control"] == "private, no-store"
            answer.getvalue()


def test_who_was_given_the_submission_to_assess_gets_none_of_it():
    course = make_course(lessons=[[blocks.assignment(peer_reviews=1)]])
    mine, theirs = (submit_work(enrol_on_assignment(make_user(), course=course)) for _ in range(2))
    give_out(course_id=course.pk, item_key=mine.item_key, at=AT)
    file = attach(mine)
    assess(mine)

    assert signed_in(theirs.enrolment.learner).get(url(file)).status_code == 404


def test_files_come_with_the_form_and_the_learner_reads_them_with_the_feedback(submission):
    teacher = signed_in(teacher_of(submission.enrolment.course))

    sent = form(files=[made.upload(made.pdf(), "kommentert.pdf"), made.upload(made.png(), "skisse.png")])
    assert teacher.post(assess_url(submission), sent).status_code == 302
    assert [one.feedback for one in FeedbackFile.objects.all()] == [None, None]
    sketch = FeedbackFile.objects.get(name="skisse.png")
    teacher.post(assess_url(submission), form(do="publish", version=1, **{"take-off": str(sketch.key)}))

    kept = FeedbackFile.objects.get()
    assert kept.feedback == Feedback.objects.get()
    lesson, block = submission.item_key.split(":", 1)
    work = reverse("assignments:work", args=[submission.enrolment.course.slug, lesson, block])
    page = signed_in(submission.enrolment.learner).get(work).content.decode()
    assert url(kept) in page
    assert "kommentert.pdf" in page
    # Published stays: neither taken off nor taken along by the next.
    teacher.post(assess_url(submission), form(do="publish", version=2, **{"take-off": str(kept.key)}))
    assert FeedbackFile.objects.get().feedback.number == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"<html><script>", "x.pdf"), (b"MZ\x90\x00", "x.docx"), (b"", "x.pdf"), (b"PK\x03\x04zip", "x.zip")],
    ids=["html", "program", "empty", "archive"],
)
def test_what_is_refused_is_told_and_nothing_typed_is_lost(submission, content, name):
    teacher = signed_in(teacher_of(submission.enrolment.course))

    answer = teacher.post(assess_url(submission), form(do="publish", files=[made.upload(content, name)]))

    assert answer.status_code == 422
    assert "Se kommentarene i kopien." in answer.content.decode()
    assert not FeedbackFile.objects.exists()
    assert not Feedback.objects.exists()


def test_files_are_scanned_counted_and_kept_once(submission, settings):
    assert attach(submission) == attach(submission)
    for number in range(1, MOST):
        attach(submission, made.pdf(b"%%%d" % number))
    with pytest.raises(FileRefused):
        attach(submission, made.pdf(b"%one more"))
    settings.ASSIGNMENT_SCAN_COMMAND = "false"
    with pytest.raises(FileRefused):
        attach(submit_work(enrol_on_assignment(make_user("Annen"))))


def test_files_go_with_who_is_erased_and_when_their_time_is_over(submission, django_capture_on_commit_callbacks):
    file, waits = attach(submission), None
    assess(submission)
    waits = attach(submission, made.pdf(b"%later"))
    answer = next(one for one in all_answers() if one.label == "assignments.feedbackfile")
    copies = list(answer.files(Subject.of(submission.enrolment.learner)))
    assert [one.read() for one in copies] == [made.pdf()]
    assert all(storages["private"].exists(one.file.name) for one in (file, waits))

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(user=submission.enrolment.learner, by=None, at=AT)

    assert not FeedbackFile.objects.exists()
    assert not any(storages["private"].exists(one.file.name) for one in (file, waits))
    other = submit_work(enrol_on_assignment(make_user("Annen")))
    Submission.objects.filter(pk=other.pk).update(text="")
    attach(other)
    rule = next(one for one in all_rules() if one.key == "assignments.submissions")
    assert other in rule.due(AT + timedelta(days=1))


def test_a_draft_publishes_no_file(submission):
    file = attach(submission)
    draft_feedback(submission)

    file.refresh_from_db()
    assert file.feedback is None
