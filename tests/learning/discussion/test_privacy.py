"""What becomes of somebody's words when they are erased, and of old ones by themselves."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cms.mail.models import OutboxMessage
from cms.privacy.answers import Subject, all_answers
from cms.privacy.domain.erasure import erase_person
from cms.privacy.domain.retention import apply_one
from learning.discussion.domain.following import remember_visit
from learning.discussion.domain.moderation import decide
from learning.discussion.domain.posts import edit_post
from learning.discussion.domain.telling import tell_some
from learning.discussion.models import EarlierText, Follow, Post, Report, Thread, Visit
from tests.factories.discussion import AT, MINUTE, make_answer, make_learner, make_teacher, make_thread, report

pytestmark = pytest.mark.django_db


def erase(person):
    erase_person(user=person, by=person, at=AT + timedelta(days=1))


def test_words_and_name_go_and_the_place_stays(client):
    thread = make_thread(by=None)
    gone = thread.posts.get().author
    stays = make_answer(thread, text="Svaret står")
    edit_post(post=thread.posts.get(is_first=True), text="Nytt", by=gone, at=AT + MINUTE)
    tell_some(post_id=stays.pk, at=AT + MINUTE)

    erase(gone)

    first = thread.posts.get(is_first=True)
    assert (first.author, first.text, first.state) == (None, "", "withdrawn")
    assert not EarlierText.objects.exists()
    assert not Follow.objects.filter(user=gone).exists()
    client.force_login(stays.author)
    page = client.get(reverse("discussion:thread", args=[thread.course.slug, thread.pk])).text
    assert "Svaret står" in page
    assert "Former participant" in page
    assert "Ingrid" not in page
    assert thread.title not in page


def test_mail_to_others_with_their_words_is_emptied():
    thread = make_thread()
    post = make_answer(thread, text="Om solvervsbål")
    tell_some(post_id=post.pk, at=AT + MINUTE)
    OutboxMessage.objects.update(state="sent", sent_at=AT)

    erase(post.author)

    assert set(OutboxMessage.objects.filter(to_user=thread.posts.get(is_first=True).author).values_list("text")) == {
        ("",)
    }


def test_a_report_stays_as_a_number():
    post = make_answer(make_thread())
    made = report(post, text="Jeg så det selv")

    erase(made.reporter)

    made.refresh_from_db()
    assert (made.reporter, made.text, made.reason) == (None, "", "unkind")


def test_the_copy_holds_posts_reports_and_follows():
    thread = make_thread(text="Mine ord")
    person = thread.posts.get().author
    made = make_answer(thread)
    report(made, person, text="Min melding")
    remember_visit(user=person, thread=thread, at=AT)
    decide(post=made, ruling="hidden", reason="Navngir noen", by=make_teacher(thread.course), at=AT)

    def copy_of(someone):
        mine = [answer for answer in all_answers() if answer.label.startswith("discussion.") and answer.theirs]
        return str([answer.export(Subject.of(someone)) for answer in mine])

    assert all(words in copy_of(person) for words in ("Mine ord", "Min melding", thread.title))
    assert "Min melding" not in copy_of(made.author)
    assert "Navngir noen" in copy_of(made.author)


def due(key, at):
    return apply_one(key, at=at)


@pytest.mark.parametrize(
    ("key", "days", "model"),
    [
        ("discussion.earlier_texts", 180, EarlierText),
        ("discussion.reports", 365, Report),
        ("discussion.visits", 365, Visit),
        ("discussion.threads", 1825, Thread),
    ],
)
def test_old_things_go_by_themselves(key, days, model):
    post = make_answer(make_thread(), at=AT)
    edit_post(post=post, text="Nytt", by=post.author, at=AT)
    report(post, at=AT)
    decide(post=post, ruling="kept", by=make_teacher(post.thread.course), at=AT)
    remember_visit(user=make_learner(post.thread.course), thread=post.thread, at=AT)

    due(key, AT + timedelta(days=days - 1))
    assert model.objects.exists()
    due(key, AT + timedelta(days=days + 1))
    assert not model.objects.exists()
    assert Post.objects.exists() == (model is not Thread)


def test_an_open_report_is_not_forgotten():
    report(make_answer(make_thread()))

    due("discussion.reports", AT + timedelta(days=4000))
    assert Report.objects.exists()
