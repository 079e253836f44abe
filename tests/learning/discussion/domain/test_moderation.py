"""Reporting a post and deciding about it: what becomes of the post, and who hears of it."""

import pytest

from learning.discussion.domain.moderation import (
    AlreadyReported,
    NotReadable,
    OwnPost,
    decide,
)
from learning.discussion.domain.posts import edit_post, withdraw_post
from learning.discussion.enums import Ruling
from learning.discussion.models import Post, Report
from tests.factories.discussion import (
    AT,
    MINUTE,
    make_answer,
    make_learner,
    make_teacher,
    make_thread,
    report,
)
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

LATER = AT + 30 * MINUTE


def rule(post, ruling, *, by=None, reason="", at=LATER):
    by = by or make_teacher(post.thread.course)
    return decide(post=post, ruling=ruling, reason=reason, by=by, at=at)


def state_of(post):
    return Post.objects.get(pk=post.pk).state


def test_one_report_asks_for_a_look_and_hides_nothing():
    post = make_answer(make_thread())

    made = report(post, reason="private", text="Her nevnes en pasient.")

    assert (made.reason, made.outcome, state_of(post)) == ("private", "", "shown")


def test_three_of_different_people_hide_it_until_looked_at():
    post = make_answer(make_thread())

    report(post), report(post)
    assert state_of(post) == "shown"
    report(post)

    assert state_of(post) == "held"
    assert [(one.ruling, one.by) for one in post.rulings.all()] == [("held", None)]


def test_so_many_as_the_setting_says(settings):
    settings.DISCUSSION_REPORTS_THAT_HIDE = 1
    post = make_answer(make_thread())
    report(post)

    assert state_of(post) == "held"


def test_the_same_person_reports_once():
    post = make_answer(make_thread())
    reporter = make_learner(post.thread.course)
    report(post, reporter)

    with pytest.raises(AlreadyReported):
        report(post, reporter)
    assert Report.objects.count() == 1


def test_who_may_not_report():
    post = make_answer(make_thread())

    with pytest.raises(OwnPost):
        report(post, post.author)
    with pytest.raises(NotReadable):
        report(post, make_user("Fremmed"))
    withdraw_post(post=post, by=post.author, at=AT)
    with pytest.raises(NotReadable):
        report(post)


def test_what_a_moderator_has_kept_is_not_hidden_by_reports_again():
    post = make_answer(make_thread())
    report(post)
    rule(post, Ruling.KEPT)
    for _ in range(3):
        report(post, at=LATER + MINUTE)

    assert state_of(post) == "shown"
    assert post.reports.filter(handled_at__isnull=True).count() == 3


def test_changed_since_it_was_kept_it_is_hidden_by_reports_again():
    post = make_answer(make_thread())
    report(post)
    rule(post, Ruling.KEPT)
    edit_post(post=post, text="Noe helt annet", by=post.author, at=LATER + MINUTE)
    for _ in range(3):
        report(post, at=LATER + 2 * MINUTE)

    assert state_of(post) == "held"
