"""Mail about posts as its reader wants it, and mail that does not leave any more."""

from datetime import timedelta

import pytest

from cms.mail.domain.digests import people_with_due_digests, send_digest
from cms.mail.domain.outbox import send
from cms.mail.domain.preferences import choose_mail
from cms.mail.models import OutboxMessage
from cms.pause.domain.pauses import declare_pause
from cms.pause.targets import Target
from cms.people.models import User
from learning.discussion.domain.following import unfollow
from learning.discussion.domain.moderation import decide
from learning.discussion.domain.posts import withdraw_post
from learning.discussion.domain.telling import passed_over, tell_some
from learning.discussion.enums import Ruling
from learning.discussion.models import Post
from learning.discussion.tasks import look_after_discussions
from tests.factories.discussion import (
    AT,
    MINUTE,
    make_answer,
    make_teacher,
    make_thread,
    report,
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


def waiting():
    return set(OutboxMessage.objects.values_list("state", flat=True))


# --- How the reader wants it ---------------------------------------------------------------------


def test_in_a_digest_with_the_topic_of_its_own():
    thread = make_thread()
    asker = thread.posts.get().author
    choose_mail(user=asker, choices={"discussion": "daily"}, by=asker, at=AT)
    tell(make_answer(thread)), tell(by_ola(thread, at=AT + 2 * MINUTE), at=AT + 3 * MINUTE)
    assert waiting() == {"held"}

    morning = AT + timedelta(days=1)
    assert people_with_due_digests(at=morning) == [asker.pk]
    digest = send_digest(user_id=asker.pk, at=morning)

    assert digest.text.count("New answer: Hvem varsler dere") == 2


def test_weekly_and_never():
    thread = make_thread()
    asker = thread.posts.get().author
    choose_mail(user=asker, choices={"discussion": "weekly"}, by=asker, at=AT)
    tell(make_answer(thread))
    assert people_with_due_digests(at=AT + timedelta(days=1)) == []
    choose_mail(user=asker, choices={"discussion": "never"}, by=asker, at=AT)
    tell(by_ola(thread, at=AT + MINUTE))

    assert waiting() == {"held", "skipped"}


def test_in_a_crisis_pause_it_waits():
    declare_pause(target=Target("all"), reason="Flom", by=None, at=AT)

    tell(make_answer(make_thread()))

    mail = OutboxMessage.objects.get()
    assert (mail.state, mail.why) == ("due", "pause")
    assert not send(message_id=mail.pk, at=mail.due_at)


# --- Between writing and sending -----------------------------------------------------------------


@pytest.mark.parametrize("choice", ["daily", "at_once"])
@pytest.mark.parametrize("how", ["hidden", "withdrawn", "held by reports", "unfollowed"])
def test_mail_that_has_not_left_does_not_leave(choice, how):
    night = AT.replace(hour=22)
    thread = make_thread()
    asker = thread.posts.get().author
    choose_mail(user=asker, choices={"discussion": choice}, by=asker, at=AT)
    post = make_answer(thread, at=night)
    tell(post, at=night + MINUTE)
    mail = OutboxMessage.objects.get()
    assert mail.state in ("held", "due")

    if how == "hidden":
        decide(post=post, ruling=Ruling.HIDDEN, reason="Reklame", by=make_teacher(thread.course), at=night + MINUTE)
    elif how == "withdrawn":
        withdraw_post(post=post, by=post.author, at=night + MINUTE)
    elif how == "unfollowed":
        unfollow(user=asker, course=thread.course, thread=thread, at=night + MINUTE)
    else:
        for _ in range(3):
            report(post, at=night + MINUTE)

    mail.refresh_from_db()
    assert mail.state == "cancelled"
    morning = AT + timedelta(days=1)
    assert not send(message_id=mail.pk, at=morning)
    assert send_digest(user_id=asker.pk, at=morning) is None


def test_mail_about_other_posts_still_leaves():
    thread = make_thread()
    first = make_answer(thread, at=AT.replace(hour=22))
    second = by_ola(thread, at=AT.replace(hour=22))
    tell(first, at=AT.replace(hour=22)), tell(second, at=AT.replace(hour=22))

    withdraw_post(post=first, by=first.author, at=AT.replace(hour=23))

    assert sorted(OutboxMessage.objects.values_list("state", flat=True)) == ["cancelled", "due"]


# --- By themselves -------------------------------------------------------------------------------


def test_the_tick_finds_what_was_passed_over():
    post = make_answer(make_thread())
    Post.objects.filter(is_first=True).update(told_at=AT)

    assert passed_over(at=post.posted_at + MINUTE) == []
    assert passed_over(at=post.posted_at + 3 * MINUTE) == [post.pk]


def test_the_tick_tells(django_capture_on_commit_callbacks):
    post = make_answer(make_thread())

    assert look_after_discussions() == 2
    assert told_of(post) == ["Ingrid Moen"]
    assert look_after_discussions() == 0


def test_after_the_commit_it_goes_by_itself(django_capture_on_commit_callbacks):
    thread = make_thread()
    with django_capture_on_commit_callbacks(execute=True):
        post = make_answer(thread)

    assert told_of(post) == ["Ingrid Moen"]


def test_teachers_are_told_once_a_day_that_something_waits(django_capture_on_commit_callbacks):
    course = make_course()
    make_teacher(course)
    set_up(course, moderated_first=True)
    with django_capture_on_commit_callbacks(execute=True):
        thread = make_thread(course)
        make_answer(thread)

    mails = OutboxMessage.objects.filter(kind="discussion/mail/to_look_at")
    assert [one.to_user.name for one in mails] == ["Sindre Falk"]
    assert "Vi har bare" not in mails.get().text
