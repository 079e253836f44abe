"""Changing one's own post, and taking it back."""

from datetime import timedelta

import pytest

from learning.discussion.domain.posts import (
    NotYours,
    TooLateToChange,
    edit_post,
    withdraw_post,
)
from tests.factories.discussion import AT, MINUTE, make_answer, make_teacher, make_thread, set_up

pytestmark = pytest.mark.django_db


def change(post, text="Bedre sagt.", *, by=None, after=timedelta(minutes=5)):
    return edit_post(post=post, text=text, by=by or post.author, at=post.posted_at + after)


def test_an_edit_keeps_the_earlier_text():
    post = make_answer(make_thread())

    changed = change(post)

    assert changed.text == "Bedre sagt."
    assert changed.edited_at == post.posted_at + timedelta(minutes=5)
    assert [one.text for one in post.earlier_texts.all()] == ["Vi ringer vakthavende."]


def test_the_same_text_is_no_edit():
    post = make_answer(make_thread())

    assert change(post, post.text).edited_at is None
    assert not post.earlier_texts.exists()


@pytest.mark.parametrize(("answered", "after", "may"), [(True, 15, True), (True, 16, False), (False, 16, True)])
def test_until_when_a_post_is_changed(answered, after, may):
    thread = make_thread()
    post = make_answer(thread)
    if answered:
        make_answer(thread, at=post.posted_at + MINUTE)

    if may:
        assert change(post, after=after * MINUTE)
    else:
        with pytest.raises(TooLateToChange):
            change(post, after=after * MINUTE)


def test_ones_own_second_answer_closes_nothing():
    thread = make_thread()
    post = make_answer(thread)
    make_answer(thread, by=post.author, at=post.posted_at + MINUTE)

    assert change(post, after=timedelta(days=2))


def test_where_posts_wait_an_edit_waits_again():
    thread = make_thread()
    post = make_answer(thread)
    set_up(thread.course, moderated_first=True)

    assert change(post).state == "waiting"


def test_nobody_changes_or_takes_back_anothers():
    post = make_answer(make_thread())
    teacher = make_teacher(post.thread.course)

    with pytest.raises(NotYours):
        change(post, by=teacher)
    with pytest.raises(NotYours):
        withdraw_post(post=post, by=teacher, at=AT)


def test_withdrawn_it_keeps_its_place_without_its_text():
    post = make_answer(make_thread())

    gone = withdraw_post(post=post, by=post.author, at=AT + 3 * MINUTE)
    again = withdraw_post(post=post, by=post.author, at=AT + 4 * MINUTE)

    assert (gone.state, gone.text, again.state) == ("withdrawn", "", "withdrawn")
    assert [one.text for one in post.earlier_texts.all()] == ["Vi ringer vakthavende."]
    with pytest.raises(TooLateToChange):
        change(post)
