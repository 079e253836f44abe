"""Who may. Small facts about a person and a thing; whether something is possible right now is the verb's to say."""

from datetime import datetime
from typing import Any

from learning.models import Course
from learning.rules import owns_course, teaches_course

from .models import FeedbackFile, Submission, SubmissionFile


def may_assess(user: Any, course: Course, *, at: datetime) -> bool:
    """Who teaches or owns the course; nobody else of the staff sees what somebody handed in."""
    return owns_course(user, course, at=at) or teaches_course(user, course, at=at)


def is_own_submission(user: Any, submission: Submission) -> bool:
    return bool(user.is_authenticated and submission.enrolment.learner_id == user.pk)


def may_fetch(user: Any, file: SubmissionFile, *, at: datetime) -> bool:
    """Its learner; once it is handed in also who assesses it: teachers and owners, and learners it was given to."""
    submission = file.submission
    if is_own_submission(user, submission):
        return True
    if submission.is_draft:
        return False
    given = submission.peer_reviews.filter(reviewer__learner=user.pk)
    return may_assess(user, submission.enrolment.course, at=at) or given.exists()


def may_fetch_with_feedback(user: Any, file: FeedbackFile, *, at: datetime) -> bool:
    """Who assesses it, and its learner once the feedback is published; no other learner."""
    submission = file.submission
    if may_assess(user, submission.enrolment.course, at=at):
        return True
    return file.feedback_id is not None and is_own_submission(user, submission)
