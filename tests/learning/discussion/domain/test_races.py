"""Two at the same moment; each with its negative control."""

from uuid import uuid4

import pytest

from cms.mail.models import OutboxMessage
from cms.people.models import User
from learning.discussion.domain.moderation import AlreadyReported, decide, report_post
from learning.discussion.domain.posts import TooManyPosts, answer
from learning.discussion.domain.telling import tell_some
from learning.discussion.models import Post, Report
from learning.models import Course
from tests.factories.discussion import AT, make_answer, make_learner, make_teacher, make_thread
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db(transaction=True)

INSERT = 'INSERT INTO "discussion_post"'


def write_twice(settings, *keys):
    settings.DISCUSSION_POSTS_IN_TEN_MINUTES = 1
    thread = make_thread()
    learner = make_learner(thread.course)

    def send(key):
        return lambda: answer(thread=thread, text="Nå", form_key=key, by=User.objects.get(pk=learner.pk), at=AT)

    return at_once(*(send(key) for key in keys), meet_before=INSERT), Post.objects.filter(author=learner).count()


def test_the_limit_holds_for_two_at_once(settings):
    said, count = write_twice(settings, uuid4(), uuid4())

    assert count == 1
    assert [type(one) for one in said if isinstance(one, Exception)] == [TooManyPosts]


def test_without_the_lock_the_limit_does_not_hold(settings, monkeypatch):
    take_away_locks(monkeypatch)

    _said, count = write_twice(settings, uuid4(), uuid4())

    assert count == 2


def test_a_double_click_is_one_post_and_both_are_told_so(settings):
    key = uuid4()
    said, count = write_twice(settings, key, key)

    assert count == 1
    assert said[0] == said[1]


def hide_while_told():
    post = make_answer(make_thread())
    teacher = make_teacher(post.thread.course)
    OutboxMessage.objects.all().delete()
    Post.objects.filter(pk=post.pk).update(told_at=None)
    at_once(
        lambda: tell_some(post_id=post.pk, at=AT.replace(hour=23)),
        lambda: decide(post=post, ruling="hidden", reason="Reklame", by=User.objects.get(pk=teacher.pk), at=AT),
        meet_before='UPDATE "discussion_post"',
    )
    about = OutboxMessage.objects.filter(idempotency_key__startswith=f"discussion/mail:{post.thread_id}:{post.pk}:")
    return set(about.values_list("state", flat=True))


def test_hidden_while_followers_are_told_nothing_is_left_to_send():
    assert hide_while_told() <= {"cancelled"}


def test_without_the_lock_mail_about_a_hidden_post_is_left(monkeypatch):
    take_away_locks(monkeypatch)

    assert hide_while_told() == {"due"}


def test_the_same_report_twice_at_once_is_one():
    post = make_answer(make_thread())
    reporter = make_learner(post.thread.course)

    def send():
        return report_post(post=post, reason="unkind", by=User.objects.get(pk=reporter.pk), at=AT)

    said = at_once(send, send, meet_before='INSERT INTO "discussion_report"')

    assert Report.objects.count() == 1
    assert [type(one) for one in said if isinstance(one, Exception)] == [AlreadyReported]
    assert Course.objects.exists()
