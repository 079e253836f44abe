"""What teachers do with threads and answers, and how a discussion is set."""

from datetime import timedelta

import pytest

from cms.people.roles import COORDINATOR, COURSE_OWNER
from learning.discussion.domain.following import remember_visit, unfollow
from learning.discussion.domain.moderation import MayNotModerate, ReasonMissing
from learning.discussion.domain.posts import Muted, withdraw_post
from learning.discussion.domain.threads import (
    IsStaff,
    MayNotSet,
    MomentPassed,
    NotAnAnswer,
    close_thread,
    end_mute,
    mark_helpful,
    mute,
    pin_thread,
    set_discussion,
)
from learning.discussion.queries import Wanted, threads_seen, threads_with_news, unanswered
from learning.discussion.rules import place_in
from learning.domain.course_staff import end_course_role, give_course_role
from learning.domain.enrolments import withdraw
from learning.models import CourseStaff, Enrolment
from tests.factories.discussion import AT, MINUTE, make_answer, make_learner, make_teacher, make_thread, set_up
from tests.factories.learning import make_course
from tests.factories.people import make_holder_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_several_answers_help():
    thread = make_thread()
    teacher = make_teacher(thread.course)
    answers = [make_answer(thread), make_answer(thread)]

    for post in answers:
        marked = mark_helpful(post=post, helpful=True, by=teacher, at=AT)

    assert (marked.helpful_by, marked.helpful_at) == (teacher, AT)
    assert thread.posts.filter(helpful_at__isnull=False).count() == 2
    assert mark_helpful(post=answers[0], helpful=False, by=teacher, at=AT).helpful_at is None


def test_only_answers_that_are_shown_help():
    thread = make_thread()
    teacher, gone = make_teacher(thread.course), make_answer(thread)
    withdraw_post(post=gone, by=gone.author, at=AT)

    for post in (thread.posts.get(is_first=True), gone):
        with pytest.raises(NotAnAnswer):
            mark_helpful(post=post, helpful=True, by=teacher, at=AT)


def test_learners_and_teachers_of_others_mark_close_and_pin_nothing():
    thread = make_thread()
    post = make_answer(thread)

    for person in (post.author, make_teacher(make_course())):
        with pytest.raises(MayNotModerate):
            mark_helpful(post=post, helpful=True, by=person, at=AT)
        with pytest.raises(MayNotModerate):
            close_thread(thread=thread, closed=True, by=person, at=AT)
        with pytest.raises(MayNotModerate):
            pin_thread(thread=thread, pinned=True, by=person, at=AT)


def test_a_role_that_has_ended_is_none():
    thread = make_thread()
    teacher = make_teacher(thread.course)
    end_course_role(held=CourseStaff.objects.get(user=teacher), by=None, at=AT)

    assert place_in(teacher, thread.course, at=AT) is None


def test_close_open_pin_unpin():
    thread = make_thread()
    teacher = make_teacher(thread.course)

    assert close_thread(thread=thread, closed=True, by=teacher, at=AT).is_closed
    assert close_thread(thread=thread, closed=True, by=teacher, at=AT + DAY).closed_at == AT
    assert not close_thread(thread=thread, closed=False, by=teacher, at=AT).is_closed
    assert pin_thread(thread=thread, pinned=True, by=teacher, at=AT).is_pinned
    assert not pin_thread(thread=thread, pinned=False, by=teacher, at=AT).is_pinned


# --- Setting, muting -----------------------------------------------------------------------------


def test_owners_set_it_teachers_and_coordinators_do_not():
    course = make_course()
    owner = make_teacher(course, "Eier")
    give_course_role(course=course, user=owner, role="owner", by=None, at=AT - DAY)
    how = {"is_open": False, "begun_by": "teachers", "moderated_first": True}

    for person in (make_teacher(course), make_holder_of(COORDINATOR)):
        with pytest.raises(MayNotSet):
            set_discussion(course=course, **how, by=person, at=AT)
    for person in (owner, make_holder_of(COURSE_OWNER)):
        kept = set_discussion(course=course, **how, by=person, at=AT)
    assert (kept.is_open, kept.begun_by, kept.moderated_first) == (False, "teachers", True)


def test_muted_until_a_moment():
    thread = make_thread()
    learner, teacher = make_learner(thread.course), make_teacher(thread.course)
    about = {"course": thread.course, "user": learner, "by": teacher, "at": AT}

    with pytest.raises(ReasonMissing):
        mute(**about, until=AT + DAY, reason=" ")
    with pytest.raises(MomentPassed):
        mute(**about, until=AT, reason="Utskjelling")
    with pytest.raises(IsStaff):
        mute(**about | {"user": teacher}, until=AT + DAY, reason="Utskjelling")
    held = mute(**about, until=AT + DAY, reason="Utskjelling")

    with pytest.raises(Muted) as refused:
        make_answer(thread, by=learner, at=AT + MINUTE)
    assert (refused.value.until, refused.value.reason) == (AT + DAY, "Utskjelling")
    assert make_answer(thread, by=learner, at=AT + DAY)
    assert end_mute(held=held, by=teacher, at=AT + 2 * MINUTE)
    assert not end_mute(held=held, by=teacher, at=AT + 3 * MINUTE)
    assert make_answer(thread, by=learner, at=AT + 3 * MINUTE)


# --- What is asked of it -------------------------------------------------------------------------


def test_unanswered_ones_for_the_teacher():
    course = make_course()
    waits, alone, answered, closed = (make_thread(course, title=f"Tråd {n}", at=AT + n * MINUTE) for n in range(4))
    make_answer(alone, by=alone.posts.get().author)
    make_answer(answered)
    close_thread(thread=closed, closed=True, by=make_teacher(course), at=AT)
    make_thread(make_course())

    assert list(unanswered(course)) == [waits, alone]


def test_an_answer_that_waits_is_none_yet():
    course = make_course()
    thread = make_thread(course)
    set_up(course, moderated_first=True)
    make_answer(thread)

    assert list(unanswered(course)) == [thread]


def test_what_waits_is_seen_by_its_author_and_those_who_approve():
    course = make_course()
    set_up(course, moderated_first=True)
    thread = make_thread(course)
    author = thread.posts.get().author

    def sees(person):
        return list(threads_seen(place_in(person, course, at=AT), person, wanted=Wanted(), since=AT)) == [thread]

    assert sees(author)
    assert sees(make_teacher(course))
    assert not sees(make_learner(course))


def test_news_in_threads_one_follows():
    thread = make_thread()
    asker = thread.posts.get().author
    assert threads_with_news(asker, at=AT) == []
    make_answer(thread)
    make_answer(thread, by=asker)

    found = threads_with_news(asker, at=AT)
    assert [(one, one.news) for one in found] == [(thread, 1)]
    remember_visit(user=asker, thread=thread, at=AT + MINUTE)
    assert threads_with_news(asker, at=AT) == []


@pytest.mark.parametrize("how", ["withdrawn from the course", "unfollowed", "switched off"])
def test_no_news_where_one_does_not_read(how):
    thread = make_thread()
    asker = thread.posts.get().author
    make_answer(thread)

    if how == "unfollowed":
        unfollow(user=asker, course=thread.course, thread=thread, at=AT)
    elif how == "switched off":
        set_up(thread.course, is_open=False)
    else:
        withdraw(enrolment=Enrolment.objects.get(learner=asker), by=asker, at=AT)
    assert threads_with_news(asker, at=AT) == []
