"""Following, leaving from a mail, editing, withdrawing, reporting, and what teachers do on the page."""

import re

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from cms.mail.models import OutboxMessage
from learning.discussion.domain.telling import tell_some
from learning.discussion.mails import unfollow_url
from learning.discussion.models import Follow, Report
from tests.factories.discussion import AT, MINUTE, make_answer, make_learner, make_teacher, make_thread, set_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT + 5 * MINUTE, tick=False):
        yield


def address(name, thing):
    course = thing.course if hasattr(thing, "course") else thing.thread.course
    return reverse(f"discussion:{name}", args=[course.slug, thing.pk])


@pytest.fixture
def thread():
    return make_thread()


@pytest.fixture
def asker(client, thread):
    person = thread.posts.get().author
    client.force_login(person)
    return person


def test_follow_and_leave_on_the_page(client, asker, thread):
    client.post(address("follow_thread", thread), {"unfollow": "1"})
    assert not Follow.objects.get(user=asker, thread=thread).is_on
    client.post(address("follow_thread", thread), {"follow": "1"})
    client.post(address("follow_thread", thread), {"follow": "1"})
    assert Follow.objects.get(user=asker, thread=thread).is_on

    url = reverse("discussion:follow_course", args=[thread.course.slug])
    client.post(url, {"follow": "1"})
    assert Follow.objects.get(user=asker, thread=None).is_on
    client.post(url, {})
    assert not Follow.objects.get(user=asker, thread=None).is_on


def test_leaving_from_the_mail_without_signing_in(thread):
    post = make_answer(thread)
    tell_some(post_id=post.pk, at=AT + 2 * MINUTE)
    link = re.search(r"https?://[^/\s]+(/discussion/unfollow/\S+)", OutboxMessage.objects.get().text).group(1)
    stranger = Client(enforce_csrf_checks=True)

    asked = stranger.get(link)
    assert (asked.status_code, Follow.objects.get(thread=thread, user=thread.posts.first().author).is_on) == (200, True)
    assert thread.title not in asked.text
    assert stranger.post(link).status_code == 200
    assert stranger.post(link).status_code == 200
    assert not Follow.objects.get(thread=thread, user=thread.posts.first().author).is_on


def test_a_link_that_is_not_ours(thread):
    link = unfollow_url(thread.posts.get().author, thread.course, thread).split("://")[1].split("/", 1)[1]

    for wrong in ("x", link.split("/")[-2][:-1] + "_", "a:b"):
        assert Client().post(reverse("discussion:unfollow", args=[wrong])).status_code == 404
    mail = reverse("mail_unsubscribe", args=[link.split("/")[-2]])
    assert Client().post(mail).status_code == 404


def test_editing_ones_own(client, asker, thread):
    post = thread.posts.get()
    form = BeautifulSoup(client.get(address("edit", post)).content, "html.parser")
    assert form.textarea.text.strip() == "Vi har bare én satellittelefon."

    empty = client.post(address("edit", post), {"text": " "})
    assert empty.status_code == 422
    client.post(address("edit", post), {"text": "Vi har to."})

    page = client.get(address("thread", thread)).text
    assert "Vi har to." in page
    assert "edited" in page
    assert "satellittelefon" not in page


def test_too_late_to_edit(client, asker, thread):
    make_answer(thread)
    with time_machine.travel(AT + 60 * MINUTE):
        assert client.get(address("edit", thread.posts.first())).status_code == 302
        refused = client.post(address("edit", thread.posts.first()), {"text": "For sent"})

    assert refused.status_code == 409
    assert "For sent" in refused.text


@pytest.mark.parametrize("name", ["edit", "withdraw"])
def test_anothers_is_not_found(client, asker, thread, name):
    post = make_answer(thread)

    assert client.get(address(name, post)).status_code == 404
    assert client.post(address(name, post), {"text": "Kapret"}).status_code == 404
    post.refresh_from_db()
    assert (post.text, post.state) == ("Vi ringer vakthavende.", "shown")


def test_withdrawing_asks_first(client, asker, thread):
    post = thread.posts.get()

    assert "cannot be undone" in client.get(address("withdraw", post)).text
    client.post(address("withdraw", post))

    post.refresh_from_db()
    assert post.state == "withdrawn"
    assert client.get(address("withdraw", post)).status_code == 302


def test_reporting(client, asker, thread):
    post = make_answer(thread)

    assert client.post(address("report", post), {"text": "Uten valg, men med ord"}).status_code == 422
    sent = client.post(address("report", post), {"reason": "private", "text": "Nevner en pasient"}, follow=True)
    again = client.post(address("report", post), {"reason": "private"}, follow=True)

    assert "Thank you" in sent.content.decode()
    assert "already" in again.content.decode()
    assert Report.objects.get().text == "Nevner en pasient"
    ways = BeautifulSoup(client.get(address("thread", thread)).content, "html.parser").select(".post__ways")
    assert all("Report" not in one.text for one in ways)


def test_what_is_typed_in_a_report_comes_back(client, asker, thread):
    refused = client.post(address("report", make_answer(thread)), {"text": "Nevner en pasient"})

    assert (refused.status_code, "Nevner en pasient" in refused.text) == (422, True)


def test_what_waits_is_found_by_its_author_alone(client, asker, thread):
    set_up(thread.course, moderated_first=True)
    waits = make_answer(thread)

    assert client.get(address("post", waits)).status_code == 404
    assert client.get(address("report", waits)).status_code == 404
    assert "Vi ringer" not in client.get(address("thread", thread)).text
    client.force_login(waits.author)
    page = client.get(address("thread", thread)).text
    assert "Vi ringer" in page
    assert "Waits for approval" in page


def test_a_teacher_marks_closes_and_pins(client, thread):
    post = make_answer(thread)
    client.force_login(make_teacher(thread.course))

    client.post(address("helpful", post), {"helpful": "1"})
    client.post(address("look_after", thread), {"do": "close"})
    client.post(address("look_after", thread), {"do": "pin"})
    client.post(address("look_after", thread), {"do": "blow up"})

    post.refresh_from_db(), thread.refresh_from_db()
    assert post.helpful_at
    assert thread.is_closed
    assert thread.is_pinned
    client.post(address("helpful", post), {"unhelpful": "1"})
    post.refresh_from_db()
    assert post.helpful_at is None


def test_a_learner_does_not(client, asker, thread):
    post = make_answer(thread)

    assert client.post(address("helpful", post), {"helpful": "1"}).status_code == 404
    assert client.post(address("look_after", thread), {"do": "close"}).status_code == 404
    assert "Mark as helpful" not in client.get(address("thread", thread)).text


@pytest.mark.parametrize("name", ["helpful", "look_after", "follow_thread"])
def test_a_plain_visit_to_a_form_leads_to_the_thread(client, asker, thread, name):
    thing = make_answer(thread) if name == "helpful" else thread

    assert client.get(address(name, thing)).status_code == 302


def test_my_day_says_what_is_new(client, asker, thread):
    make_answer(thread)

    page = BeautifulSoup(client.get(reverse("my_day")).content, "html.parser")
    assert page.select_one("#discussion-news").find_next("a")["href"] == address("thread", thread)
    client.get(address("thread", thread))
    assert "discussion-news" not in client.get(reverse("my_day")).text


def test_who_only_learns_sees_no_moderation(client, asker, thread):
    stranger = make_learner(thread.course)
    client.force_login(stranger)

    assert "Moderate" not in client.get(address("thread", thread)).text
