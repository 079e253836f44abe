"""Two at once, on the real database, and the same with the lock taken away."""

import pytest
from django.db import IntegrityError

from learning.assignments.assessing import Assessment
from learning.assignments.domain.grading import SavedMeanwhile, save_feedback
from learning.assignments.domain.submissions import hand_in
from learning.assignments.models import Feedback, Submission
from learning.models import ActivityFact, Enrolment
from tests.factories.assignments import assignment_of, draft_feedback, enrol_on_assignment, make_submission, write
from tests.factories.learning import AT
from tests.factories.people import make_user
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db(transaction=True)


def save(submission, words, by):
    """A teacher who has seen the first version of the draft."""
    own = Submission.objects.get(pk=submission.pk)
    return save_feedback(submission=own, assessment=Assessment({}, words), version=1, by=by, at=AT)


@pytest.mark.parametrize("locks", [True, False])
def test_two_teachers_who_save_at_once(locks, monkeypatch):
    submission, teachers = make_submission(), [make_user("Berit"), make_user("Tor")]
    draft_feedback(submission)
    if not locks:
        take_away_locks(monkeypatch)

    ended = at_once(
        *(lambda by=by: save(submission, by.name, by) for by in teachers),
        meet_before='UPDATE "assignments_feedback"',
    )

    told = [one for one in ended if isinstance(one, SavedMeanwhile)]
    if locks:
        assert (len(told), Feedback.objects.get().version) == (1, 2)
    else:
        assert told == []


@pytest.mark.parametrize("locks", [True, False])
def test_two_tabs_that_hand_in_at_once(locks, monkeypatch):
    enrolment = enrol_on_assignment()
    write(enrolment)
    if not locks:
        take_away_locks(monkeypatch)

    def click():
        about = assignment_of(Enrolment.objects.get(pk=enrolment.pk))
        return hand_in(**about, at=AT)

    ended = at_once(click, click, meet_before='UPDATE "assignments_submission"')

    if locks:
        assert {one.pk for one in ended} == {Submission.objects.get().pk}
        assert ActivityFact.objects.filter(verb="submitted").count() == 1
    else:
        assert any(isinstance(one, IntegrityError) for one in ended)
