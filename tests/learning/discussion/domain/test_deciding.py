"""Deciding about a post: what becomes of it, and who hears of it."""

import pytest
from wagtail.models import ModelLogEntry

from cms.mail.models import OutboxMessage
from cms.people.roles import COORDINATOR
from learning.discussion.domain.moderation import (
    MayNotModerate,
    NotPossibleNow,
    OwnPost,
    ReasonMissing,
    decide,
)
from learning.discussion.domain.posts import withdraw_post
from learning.discussion.enums import POST_MOVES, PostState, Ruling
from learning.discussion.models import Post
from tests.factories.discussion import (
    AT,
    MINUTE,
    make_answer,
    make_learner,
    make_teacher,
    make_thread,
    report,
    set_up,
)
from tests.factories.learning import make_course
from tests.factories.people import make_holder_of, make_user

pytestmark = pytest.mark.django_db

LATER = AT + 30 * MINUTE


def rule(post, ruling, *, by=None, reason="", at=LATER):
    by = by or make_teacher(post.thread.course)
    return decide(post=post, ruling=ruling, reason=reason, by=by, at=at)


def state_of(post):
    return Post.objects.get(pk=post.pk).state


def mails(kind):
    return OutboxMessage.objects.filter(kind=f"discussion/mail/{kind}")


def test_hidden_the_author_is_told_why_and_the_reporter_what_became_of_it():
    post = make_answer(make_thread())
    made = report(post)

    rule(post, Ruling.HIDDEN, reason="Innlegget navngir en pasient.")

    made.refresh_from_db()
    assert (state_of(post), made.outcome, made.handled_at) == ("hidden", "hidden", LATER)
    told = mails("hidden").get()
    assert (told.to_user, told.category) == (post.author, "essential")
    assert "Innlegget navngir en pasient." in told.text
    assert made.reporter.name not in told.text
    thanked = mails("report_handled").get()
    assert (thanked.to_user, thanked.category) == (made.reporter, "discussion")
    assert "It was hidden." in thanked.text


def test_kept_the_reporter_is_told_and_the_author_is_not():
    post = make_answer(make_thread())
    for _ in range(3):
        report(post)

    rule(post, Ruling.KEPT)

    assert state_of(post) == "shown"
    assert mails("report_handled").count() == 3
    assert not mails("hidden").exists()
    assert set(post.reports.values_list("outcome", flat=True)) == {"kept"}


def test_nothing_is_hidden_without_a_reason():
    post = make_answer(make_thread())

    with pytest.raises(ReasonMissing):
        rule(post, Ruling.HIDDEN, reason=" \u200b ")
    assert state_of(post) == "shown"


def test_hidden_and_shown_again():
    post = make_answer(make_thread())
    rule(post, Ruling.HIDDEN, reason="Feil tråd")

    rule(post, Ruling.RESTORED)

    assert state_of(post) == "shown"
    assert [one.ruling for one in post.rulings.all()] == ["hidden", "restored"]


def test_what_waits_is_approved_and_seen_from_then_on():
    course = make_course()
    set_up(course, moderated_first=True)
    post = make_thread(course).posts.get()
    assert (post.state, post.shown_at) == ("waiting", None)

    rule(post, Ruling.APPROVED)

    post.refresh_from_db()
    assert (post.state, post.shown_at) == ("shown", LATER)


def test_teachers_do_not_wait_for_themselves():
    course = make_course()
    set_up(course, moderated_first=True)

    assert make_thread(course, by=make_teacher(course)).posts.get().state == "shown"


def test_who_decides():
    post = make_answer(make_thread())
    about = {"reason": "Reklame"}

    for nobody in (make_learner(post.thread.course), make_teacher(make_course()), make_user("Fremmed")):
        with pytest.raises(MayNotModerate):
            rule(post, Ruling.HIDDEN, by=nobody, **about)
    assert rule(post, Ruling.HIDDEN, by=make_holder_of(COORDINATOR), **about)


def test_nobody_decides_about_their_own():
    thread = make_thread()
    teacher = make_teacher(thread.course)
    post = make_answer(thread, by=teacher)
    report(post)

    with pytest.raises(OwnPost):
        rule(post, Ruling.KEPT, by=teacher)


def test_two_moderators_the_second_is_told_to_look_again():
    post = make_answer(make_thread())
    report(post)
    rule(post, Ruling.HIDDEN, reason="Reklame")

    with pytest.raises(NotPossibleNow):
        rule(post, Ruling.KEPT)


def test_withdrawn_while_reported_the_case_is_still_closed_by_somebody():
    post = make_answer(make_thread())
    report(post)
    withdraw_post(post=post, by=post.author, at=AT + 5 * MINUTE)

    rule(post, Ruling.KEPT)

    assert state_of(post) == "withdrawn"
    assert post.reports.get().outcome == "kept"


@pytest.mark.parametrize("state", PostState.values)
@pytest.mark.parametrize("ruling", [Ruling.APPROVED, Ruling.KEPT, Ruling.HIDDEN, Ruling.RESTORED])
def test_every_decision_in_every_state_moves_along_the_table_or_not_at_all(state, ruling):
    post = make_answer(make_thread())
    report(post)
    Post.objects.filter(pk=post.pk).update(state=state)

    try:
        rule(post, ruling, reason="Fordi")
    except NotPossibleNow:
        assert state_of(post) == state
    else:
        assert state_of(post) in POST_MOVES[state] | {state}


def test_the_log_holds_no_words():
    thread = make_thread(text="Hemmelig innhold")
    post = make_answer(thread, text="Hemmelig svar")
    report(post, text="Hemmelig grunn")
    rule(post, Ruling.HIDDEN, reason="Hemmelig begrunnelse")

    lines = ModelLogEntry.objects.filter(action__startswith="discussion.")
    assert {one.action for one in lines} == {"discussion.post", "discussion.report", "discussion.hidden"}
    assert not any("emmelig" in f"{one.label}{one.data}" for one in lines)
