"""Feedback: a draft moves nothing, what is published counts and stays, and two teachers lose nothing."""

import pytest

from cms.mail.models import OutboxMessage
from learning.assignments.assessing import Assessment
from learning.assignments.domain import grading as verbs
from learning.assignments.domain.submissions import take_back
from learning.assignments.enums import FeedbackState, SubmissionState
from learning.assignments.models import Feedback, Submission
from learning.domain.enrolments import EnrolmentEnded, withdraw
from learning.domain.rebuilding import check_progress
from learning.models import Certificate, Enrolment
from tests.factories import blocks
from tests.factories.assignments import (
    DAY,
    assess,
    assignment_of,
    draft_feedback,
    enrol_on_assignment,
    make_submission,
    rubric,
    submit_work,
)
from tests.factories.learning import AT, make_enrolment, submit
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def agree():
    return check_progress(Enrolment.objects.all(), at=AT).found == 0


def test_a_draft_moves_nothing_and_tells_nobody():
    submission = make_submission()

    draft = draft_feedback(submission)

    submission.refresh_from_db()
    assert (draft.state, draft.version, submission.state) == (FeedbackState.DRAFT, 1, SubmissionState.ASSESSING)
    assert not submission.enrolment.facts.filter(verb__in=("passed", "failed")).exists()
    assert submission.enrolment.item_states.get().status == "under_way"
    assert not OutboxMessage.objects.exists()
    assert agree()


def test_published_and_enough_completes_the_course_and_gives_the_certificate():
    submission = make_submission()
    teacher = make_user("Lærer")

    feedback = assess(submission, level=2, by=teacher)

    enrolment = Enrolment.objects.get()
    assert (feedback.passed, feedback.score, feedback.by) == (True, 100, teacher)
    assert (enrolment.state, enrolment.ended_at) == ("completed", AT + DAY)
    assert enrolment.item_states.get().best_score == 100
    assert Certificate.objects.get().holder == enrolment.learner
    assert OutboxMessage.objects.filter(kind="assignments/mail/feedback").count() == 1
    assert agree()


def test_published_and_not_enough_leaves_it_under_way():
    submission = make_submission()

    feedback = assess(submission, level=0)

    state = submission.enrolment.item_states.get()
    assert (feedback.passed, feedback.score) == (False, 0)
    assert (state.status, state.best_score) == ("under_way", 0)
    assert submission.enrolment.facts.get(verb="failed").by == feedback.by
    assert agree()


@pytest.mark.parametrize(("level", "passed"), [(0, False), (1, True), (2, True)])
def test_points_decide_where_the_task_says_so(level, passed):
    assert assess(make_submission(pass_mark=50), level=level).passed is passed


@pytest.mark.parametrize("passed", [True, False])
def test_the_teacher_decides_where_the_task_says_so(passed):
    feedback = assess(make_submission(judged="teacher"), level=1, passed=passed)

    assert (feedback.passed, feedback.score) == (passed, 50)
    assert agree()


def test_without_a_rubric_it_is_all_or_nothing():
    submission = make_submission(judged="teacher", criteria=[])

    assert assess(submission, passed=True).score == 100


def test_a_lesson_with_quiz_and_assignment_needs_both():
    lesson = [blocks.quiz(), blocks.assignment()]
    enrolment = make_enrolment(lessons=[lesson])
    assess(submit_work(enrolment))
    enrolment.refresh_from_db()
    assert enrolment.state == "active"

    submit(enrolment, at=AT + 2 * DAY)

    enrolment.refresh_from_db()
    assert enrolment.state == "completed"
    assert agree()


def test_what_is_not_whole_stays_a_draft():
    submission = make_submission(judged="teacher")
    by = make_user()
    half = Assessment(dict(list(rubric().criteria.items())[:1]), "Halvt")
    verbs.save_feedback(submission=submission, assessment=half, version=0, by=by, at=AT)

    with pytest.raises(verbs.NotWhole) as refused:
        verbs.publish_feedback(submission=submission, by=by, at=AT)

    assert refused.value.missing == ["Stedfortreder", ""]
    assert Feedback.objects.get().state == FeedbackState.DRAFT


def test_made_up_criteria_and_levels_are_as_if_not_said():
    submission = make_submission()
    forged = Assessment({"nothing": {"level": "x"}, **{key: {"level": "best"} for key in rubric().criteria}}, "", True)

    draft = verbs.save_feedback(submission=submission, assessment=forged, version=0, by=make_user(), at=AT)

    assert {said["level"] for said in draft.criteria.values()} == {""}
    assert ("nothing" in draft.criteria, draft.passed) == (False, None)


def test_who_saves_over_somebody_else_is_told_and_nothing_is_lost():
    submission = make_submission()
    first = draft_feedback(submission, 2, by=make_user("Første"))

    with pytest.raises(verbs.SavedMeanwhile) as refused:
        draft_feedback(submission, 0, by=make_user("Andre"), version=0)

    assert refused.value.feedback == first
    assert draft_feedback(submission, 0, by=make_user("Andre"), version=1).version == 2


def test_published_feedback_is_corrected_by_the_next():
    submission = make_submission()
    first = assess(submission, level=0)
    second = assess(submission, level=2, version=first.version, at=AT + 2 * DAY)

    first.refresh_from_db()
    assert (first.passed, second.passed, second.number) == (False, True, 2)
    assert Enrolment.objects.get().state == "completed"
    assert OutboxMessage.objects.count() >= 2
    assert agree()


def test_marks_are_saved_and_published_in_one():
    submission = make_submission()

    said = verbs.save_and_publish(submission=submission, assessment=rubric(), version=0, by=make_user(), at=AT)

    submission.refresh_from_db()
    assert (said.state, said.score, submission.state) == (FeedbackState.PUBLISHED, 100, SubmissionState.ASSESSED)
    assert agree()


def test_marks_that_cannot_be_published_are_kept():
    submission = make_submission(judged="teacher")
    half = Assessment(dict(list(rubric().criteria.items())[:1]), "Halvt")

    with pytest.raises(verbs.NotWhole):
        verbs.save_and_publish(submission=submission, assessment=half, version=0, by=make_user(), at=AT)

    kept = Feedback.objects.get()
    assert (kept.state, kept.comment, kept.version) == (FeedbackState.DRAFT, "Halvt", 1)


def test_what_was_handed_in_anew_since_it_was_read_is_not_assessed_unread():
    enrolment = enrol_on_assignment()
    read = Submission.objects.get(pk=submit_work(enrolment).pk)
    take_back(**assignment_of(enrolment), at=AT)
    submit_work(enrolment, "Noe annet", at=AT + DAY)

    with pytest.raises(verbs.NotHandedIn):
        verbs.save_and_publish(submission=read, assessment=rubric(), version=0, by=make_user(), at=AT + DAY)

    assert not Feedback.objects.exists()


def test_a_correction_takes_no_pass_away():
    submission = make_submission()
    first = assess(submission)

    with pytest.raises(verbs.StaysPassed):
        assess(submission, level=0, version=first.version)

    assert Enrolment.objects.get().state == "completed"
    assert agree()


def test_publishing_twice_is_once():
    submission = make_submission()
    assess(submission)

    with pytest.raises(verbs.NothingToPublish):
        verbs.publish_feedback(submission=Submission.objects.get(), by=make_user(), at=AT)

    assert submission.enrolment.facts.filter(verb="passed").count() == 1


def test_what_was_taken_back_cannot_be_assessed():
    enrolment = enrol_on_assignment()
    submission = submit_work(enrolment)
    take_back(**assignment_of(enrolment), at=AT)

    with pytest.raises(verbs.NotHandedIn):
        draft_feedback(submission)


def test_who_has_left_gets_no_feedback():
    submission = make_submission()
    withdraw(enrolment=submission.enrolment, by=None, at=AT)

    with pytest.raises(EnrolmentEnded):
        draft_feedback(submission)


def test_the_second_try_counts_with_the_best_of_both():
    enrolment = enrol_on_assignment(pass_mark=100)
    assess(submit_work(enrolment), level=1)
    assess(submit_work(enrolment, "Bedre nå", at=AT + 2 * DAY), level=2, at=AT + 3 * DAY)

    state = enrolment.item_states.get()
    assert (state.status, state.attempts, state.best_score) == ("done", 2, 100)
    assert agree()


def test_drafts_are_published_together_as_far_as_they_are_whole():
    one, two = make_submission(), make_submission()
    draft_feedback(one)
    verbs.save_feedback(submission=two, assessment=Assessment(), version=0, by=make_user(), at=AT)

    done = verbs.publish_drafts(submissions=[one, two], by=make_user(), at=AT)

    assert done == (1, 1)
    assert sorted(Submission.objects.values_list("state", flat=True)) == ["assessed", "assessing"]
