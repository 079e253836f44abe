"""Learners assess each other: everybody gives and gets as many, nobody their own, nobody the same twice."""

from collections import Counter

import pytest

from learning.assignments.assessing import Assessment
from learning.assignments.domain import peers as verbs
from learning.assignments.domain.submissions import CannotTakeBack, take_back
from learning.assignments.models import PeerReview, Submission
from learning.assignments.queries import without_reviews
from learning.assignments.tasks import look_after_reviews
from learning.domain.enrolments import withdraw
from tests.factories import blocks
from tests.factories.assignments import assignment_of, enrol_on_assignment, rubric, submit_work
from tests.factories.learning import AT, make_course
from tests.factories.people import make_user
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db


def ring(number, *, each=2, first=0):
    """A course in which so many people have handed in."""
    course = make_course(lessons=[[blocks.assignment(peer_reviews=each)]])
    return course, [hand_in(course) for _person in range(number)]


def hand_in(course):
    return submit_work(enrol_on_assignment(make_user(), course=course))


def give_out(course):
    return verbs.give_out(course_id=course.pk, item_key=Submission.objects.first().item_key, at=AT)


def fair(each):
    """Whether everybody gives and gets so many, and nobody their own."""
    pairs = list(PeerReview.objects.values_list("reviewer", "submission__enrolment"))
    given, got = Counter(one for one, _ in pairs), Counter(one for _, one in pairs)
    own = [pair for pair in pairs if pair[0] == pair[1]]
    return set(given.values()) == set(got.values()) == {each} and not own and len(set(pairs)) == len(pairs)


@pytest.mark.parametrize(("number", "each"), [(2, 1), (3, 2), (7, 2), (9, 5)])
def test_everybody_gives_and_gets_as_many(number, each):
    course, _submissions = ring(number, each=each)

    assert give_out(course) == number * each

    assert fair(each)


def test_nothing_is_given_before_there_are_enough():
    course, _submissions = ring(2, each=2)

    assert give_out(course) == 0
    hand_in(course)
    assert give_out(course) == 6


def test_again_gives_nothing_twice_and_later_ones_make_a_ring_of_their_own():
    course, _submissions = ring(3)
    give_out(course)
    assert give_out(course) == 0
    for _person in range(2):
        hand_in(course)
    assert give_out(course) == 0
    hand_in(course)

    assert give_out(course) == 6
    assert fair(2)


def test_the_order_is_the_same_whoever_asks():
    course, _submissions = ring(5)
    give_out(course)
    first = list(PeerReview.objects.order_by("pk").values_list("reviewer", "submission"))
    PeerReview.objects.all().delete()
    give_out(course)

    assert list(PeerReview.objects.order_by("pk").values_list("reviewer", "submission")) == first


def test_drafts_and_those_who_left_are_in_no_ring():
    course, submissions = ring(4)
    withdraw(enrolment=submissions[0].enrolment, by=None, at=AT)
    take_back(**assignment_of(submissions[1].enrolment), at=AT)

    assert give_out(course) == 0


def test_what_others_have_got_cannot_be_taken_back():
    course, submissions = ring(3)
    give_out(course)

    with pytest.raises(CannotTakeBack):
        take_back(**assignment_of(submissions[0].enrolment), at=AT)


def test_the_tick_finds_who_was_passed_over(django_capture_on_commit_callbacks):
    course, _submissions = ring(3)
    assert without_reviews() == [(course.pk, Submission.objects.first().item_key)]

    look_after_reviews()

    assert (fair(2), without_reviews()) == (True, [])


def test_a_review_is_sent_once_and_whole():
    course, _submissions = ring(2, each=1)
    give_out(course)
    review = PeerReview.objects.first()
    with pytest.raises(verbs.ReviewNotWhole):
        verbs.send_review(review=review, assessment=Assessment(), by=review.reviewer.learner, at=AT)

    sent = verbs.send_review(review=review, assessment=rubric(1), by=review.reviewer.learner, at=AT)

    assert (sent.done_at, sent.comment) == (AT, "Godt tenkt.")
    with pytest.raises(verbs.ReviewIsDone):
        verbs.send_review(review=review, assessment=rubric(2), by=review.reviewer.learner, at=AT)


def test_a_review_moves_no_progress():
    course, submissions = ring(2, each=1)
    give_out(course)
    for review in PeerReview.objects.all():
        verbs.send_review(review=review, assessment=rubric(2), by=review.reviewer.learner, at=AT)

    assert {one.enrolment.item_states.get().status for one in submissions} == {"under_way"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locks", [True, False])
def test_two_workers_make_one_ring(locks, monkeypatch):
    course, _submissions = ring(3)
    PeerReview.objects.all().delete()
    if not locks:
        take_away_locks(monkeypatch)

    made = at_once(*[lambda: give_out(course)] * 2, meet_before='INSERT INTO "assignments_peerreview"')

    if locks:
        assert sorted(made) == [0, 6]
    else:
        assert any(isinstance(one, Exception) for one in made) or sorted(made) == [6, 6]
