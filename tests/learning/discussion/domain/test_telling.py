"""Who hears of a post by mail, how, and who does not."""

import pytest

from cms.mail.models import OutboxMessage
from cms.people.models import User
from learning.discussion.domain import telling
from learning.discussion.domain.following import follow, unfollow
from learning.discussion.domain.moderation import decide
from learning.discussion.domain.telling import tell_some
from learning.discussion.enums import Ruling
from learning.discussion.models import Follow, Post
from learning.domain.enrolments import withdraw
from learning.models import Enrolment
from tests.factories.discussion import (
    AT,
    MINUTE,
    make_answer,
    make_learner,
    make_teacher,
    make_thread,
    set_up,
)
from tests.factories.learning import make_course

pytestmark = pytest.mark.django_db

SOON = AT + 2 * MINUTE


def tell(post, *, at=SOON):
    while tell_some(post_id=post.pk, at=at):
        pass
    return told_of(post)


def by_ola(thread, *, at):
    """Answers of one and the same person."""
    ola = User.objects.filter(name="Ola Tveit").first()
    return make_answer(thread, by=ola, at=at)


def told_of(post):
    """Names of those who have been written to about a post."""
    key = f"discussion/mail:{post.thread_id}:{post.pk}:"
    rows = OutboxMessage.objects.filter(idempotency_key__startswith=key)
    return sorted(rows.values_list("to_user__name", flat=True))


def test_the_asker_hears_of_the_answer_and_the_answerer_does_not():
    thread = make_thread()
    post = make_answer(thread)

    assert tell(post) == ["Ingrid Moen"]
    mail = OutboxMessage.objects.get()
    assert mail.subject == "New answer: Hvem varsler dere når strømmen er borte?"
    assert mail.category == "discussion"
    assert "Ola Tveit has answered" in mail.text
    assert "Vi ringer vakthavende." in mail.text
    assert "/discussion/unfollow/" in mail.text
    assert "List-Unsubscribe-Post" in headers_of(mail)


def headers_of(mail):
    from cms.mail.email import as_email

    return as_email(mail, at=AT).extra_headers


def test_who_follows_the_course_hears_of_new_threads_and_not_of_answers():
    course = make_course()
    follow(user=make_teacher(course), course=course, at=AT - MINUTE)
    make_learner(course, "Følger ikke")

    thread = make_thread(course)
    assert tell(thread.posts.get()) == ["Sindre Falk"]
    assert tell(make_answer(thread)) == ["Ingrid Moen"]


def test_twice_is_once():
    post = make_answer(make_thread())

    assert tell(post) == ["Ingrid Moen"]
    assert not tell_some(post_id=post.pk, at=SOON)
    Post.objects.filter(pk=post.pk).update(told_at=None)
    assert tell(post) == ["Ingrid Moen"]


def test_in_batches_everybody_once(monkeypatch):
    monkeypatch.setattr(telling, "A_BATCH", 2)
    thread = make_thread()
    for number in range(4):
        make_answer(thread, by=make_learner(thread.course, f"Person {number}"), at=AT + number * MINUTE)
    last = make_answer(thread, at=AT + 6 * MINUTE)

    assert tell_some(post_id=last.pk, at=SOON)
    assert len(told_of(last)) == 2
    assert tell(last) == ["Ingrid Moen", *(f"Person {n}" for n in range(4))]


def test_who_has_left_the_course_hears_no_more():
    thread = make_thread()
    asker = thread.posts.get().author
    withdraw(enrolment=Enrolment.objects.get(learner=asker), by=asker, at=AT)

    assert tell(make_answer(thread)) == []


def test_a_teacher_who_has_lost_the_role_hears_no_more():
    thread = make_thread()
    teacher = make_teacher(thread.course)
    make_answer(thread, by=teacher)
    teacher.groups.clear()

    assert tell(make_answer(thread, at=AT + 3 * MINUTE)) == ["Ingrid Moen"]


def test_what_came_before_one_followed_is_not_told():
    thread = make_thread()
    early = make_answer(thread)
    follow(user=make_learner(thread.course, "Kom etterpå"), course=thread.course, thread=thread, at=AT + 5 * MINUTE)

    assert tell(early) == ["Ingrid Moen"]
    assert "Kom etterpå" in tell(make_answer(thread, at=AT + 6 * MINUTE))


def test_unfollowed_nothing_more_comes_and_writing_does_not_change_that():
    thread = make_thread()
    asker = thread.posts.get().author
    unfollow(user=asker, course=thread.course, thread=thread, at=AT + MINUTE)
    make_answer(thread, by=asker, at=AT + 2 * MINUTE)

    assert tell(by_ola(thread, at=AT + 3 * MINUTE)) == []
    assert not Follow.objects.get(user=asker).is_on
    follow(user=asker, course=thread.course, thread=thread, at=AT + 4 * MINUTE)
    assert tell(by_ola(thread, at=AT + 5 * MINUTE)) == ["Ingrid Moen"]


def test_what_waits_or_is_hidden_is_told_to_nobody():
    thread = make_thread()
    set_up(thread.course, moderated_first=True)
    post = make_answer(thread)
    teacher = make_teacher(thread.course)

    assert tell(post) == []
    decide(post=post, ruling=Ruling.APPROVED, by=teacher, at=SOON)
    decide(post=post, ruling=Ruling.HIDDEN, reason="Reklame", by=teacher, at=SOON)
    assert tell(post) == []
    decide(post=post, ruling=Ruling.RESTORED, by=teacher, at=SOON)
    assert tell(post) == ["Ingrid Moen"]


def test_switched_off_nothing_is_told():
    thread = make_thread()
    post = make_answer(thread)
    set_up(thread.course, is_open=False)

    assert tell(post) == []
