"""Writing in a course's discussion: who may, how often, and what becomes of it."""

from uuid import uuid4

import pytest

from cms.people.roles import COORDINATOR, COURSE_OWNER
from learning.discussion.domain.posts import (
    NothingWritten,
    NotOfCourse,
    OnlyTeachersBegin,
    TextTooLong,
    ThreadClosed,
    TooManyPosts,
    UnknownLesson,
    UnknownPost,
)
from learning.discussion.domain.threads import close_thread
from learning.discussion.models import Follow, Post, Thread
from learning.domain.enrolments import withdraw
from learning.models import Enrolment
from tests.factories.discussion import AT, MINUTE, make_answer, make_learner, make_teacher, make_thread, set_up
from tests.factories.learning import complete, lessons_of, make_course
from tests.factories.people import make_holder_of, make_user

pytestmark = pytest.mark.django_db


def test_a_learner_begins_a_thread_and_follows_it():
    course = make_course()
    learner = make_learner(course)

    thread = make_thread(course, by=learner)

    first = thread.posts.get()
    assert (first.is_first, first.state, first.written_as, first.shown_at) == (True, "shown", "learner", AT)
    assert Follow.objects.get(user=learner).thread == thread


def test_about_a_lesson_by_its_key():
    course = make_course()
    learner = make_learner(course)
    lesson = lessons_of(Enrolment.objects.get(learner=learner))[0]

    assert make_thread(course, by=learner, lesson_key=lesson.key).lesson_key == lesson.key
    with pytest.raises(UnknownLesson):
        make_thread(course, by=learner, lesson_key=uuid4())


def test_whoever_answers_follows_and_is_marked_by_what_they_are():
    thread = make_thread()
    teacher = make_teacher(thread.course)

    post = make_answer(thread, by=teacher)

    assert post.written_as == "teacher"
    assert Follow.objects.filter(user=teacher, thread=thread, is_on=True).exists()


@pytest.mark.parametrize(("role", "written_as"), [(COURSE_OWNER, "owner"), (COORDINATOR, "centre")])
def test_staff_over_all_courses_write_without_taking_them(role, written_as):
    thread = make_thread()

    assert make_answer(thread, by=make_holder_of(role)).written_as == written_as


def test_a_stranger_writes_nowhere():
    thread = make_thread()

    with pytest.raises(NotOfCourse):
        make_answer(thread, by=make_user("Fremmed"))
    with pytest.raises(NotOfCourse):
        make_answer(thread, by=make_learner(make_course(slug="et-annet"), "Et annet kurs"))


def test_whoever_withdraws_writes_no_more_and_whoever_completes_goes_on():
    thread = make_thread()
    leaves, stays = make_learner(thread.course), make_learner(thread.course)
    withdraw(enrolment=Enrolment.objects.get(learner=leaves), by=leaves, at=AT)
    complete(Enrolment.objects.get(learner=stays), at=AT)

    with pytest.raises(NotOfCourse):
        make_answer(thread, by=leaves)
    assert make_answer(thread, by=stays)


def test_teachers_of_another_course_are_strangers():
    thread = make_thread()

    with pytest.raises(NotOfCourse):
        make_answer(thread, by=make_teacher(make_course(slug="et-annet")))


def test_switched_off_only_those_who_look_after_it_write():
    thread = make_thread()
    set_up(thread.course, is_open=False)

    with pytest.raises(NotOfCourse):
        make_answer(thread)
    assert make_answer(thread, by=make_teacher(thread.course))


def test_where_teachers_begin_learners_answer():
    course = make_course()
    set_up(course, begun_by="teachers")

    with pytest.raises(OnlyTeachersBegin):
        make_thread(course)
    thread = make_thread(course, by=make_teacher(course))
    assert make_answer(thread)


def test_the_same_form_is_one_post():
    thread, key = make_thread(), uuid4()
    learner = make_learner(thread.course)
    sent = {"by": learner, "text": "En gang"}

    from learning.discussion.domain.posts import answer, begin_thread

    first = answer(thread=thread, form_key=key, at=AT, **sent)
    assert answer(thread=thread, form_key=key, at=AT + MINUTE, **sent) == first
    begun = begin_thread(course=thread.course, title="Nytt", form_key=key, at=AT, **sent)
    assert begun == thread
    assert Thread.objects.count() == 1


def test_so_many_in_ten_minutes(settings):
    settings.DISCUSSION_POSTS_IN_TEN_MINUTES = 3
    thread = make_thread()
    learner = make_learner(thread.course)
    for number in range(3):
        make_answer(thread, by=learner, at=AT + number * MINUTE)

    with pytest.raises(TooManyPosts):
        make_answer(thread, by=learner, at=AT + 9 * MINUTE)
    assert make_answer(thread, by=learner, at=AT + 11 * MINUTE)


def test_nothing_and_too_much_is_not_kept():
    thread = make_thread()
    learner = make_learner(thread.course)

    for nothing in ("", "  \n", "\u200b\u2060\ufeff", "\u202e", "\u200d"):
        with pytest.raises(NothingWritten):
            make_answer(thread, by=learner, text=nothing)
    with pytest.raises(TextTooLong):
        make_answer(thread, by=learner, text="ø" * 10_001)
    with pytest.raises(TextTooLong):
        make_thread(thread.course, by=learner, title="ø" * 151)
    assert make_answer(thread, by=learner, text="ø" * 10_000)


def test_nobody_writes_in_a_closed_thread():
    thread = make_thread()
    close_thread(thread=thread, closed=True, by=make_teacher(thread.course), at=AT)

    with pytest.raises(ThreadClosed):
        make_answer(thread)


def test_an_answer_to_a_post_of_another_thread():
    thread = make_thread()
    other = make_answer(make_thread(thread.course))

    with pytest.raises(UnknownPost):
        make_answer(thread, answers_to=other.pk)
    mine = make_answer(thread)
    assert make_answer(thread, answers_to=mine.pk).answers_to == mine


def test_posts_of_others_do_not_count_for_ones_own_limit(settings):
    settings.DISCUSSION_POSTS_IN_TEN_MINUTES = 1
    thread = make_thread()

    assert make_answer(thread)
    assert make_answer(thread)
    assert Post.objects.count() == 3
