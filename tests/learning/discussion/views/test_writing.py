"""Writing on the pages of a discussion: nothing typed is lost, nothing is sent twice."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from learning.discussion.domain.threads import close_thread, mute
from learning.discussion.models import Post
from learning.models import Enrolment
from tests.factories.discussion import (
    AT,
    make_answer,
    make_learner,
    make_teacher,
    make_thread,
)
from tests.factories.learning import make_course

pytestmark = pytest.mark.django_db


def thread_url(thread):
    return reverse("discussion:thread", args=[thread.course.slug, thread.pk])


def page_of(client, url, **query):
    answer = client.get(url, query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def posts(page):
    return [one.text.strip() for one in page.select(".post__text")]


@pytest.fixture
def learner(client):
    person = make_learner(make_course(), "Marit Haugen")
    client.force_login(person)
    return person


@pytest.fixture
def course(learner):
    return Enrolment.objects.get(learner=learner).course


@pytest.mark.parametrize(
    ("typed", "status"), [({"text": ""}, 422), ({"text": "ø" * 10_001}, 422), ({"text": "\u200b \u2060"}, 422)]
)
def test_bad_answers_come_back(client, learner, course, typed, status):
    thread = make_thread(course)

    answer = client.post(thread_url(thread), typed)

    assert answer.status_code == status
    assert "autofocus" in answer.text
    if "ø" in typed["text"]:
        assert typed["text"] in answer.text


def test_what_was_typed_survives_every_refusal(client, learner, course, settings):
    thread = make_thread(course)
    text = {"text": "Lang og god tekst", "answers_to": "", "form_key": uuid4()}

    settings.DISCUSSION_POSTS_IN_TEN_MINUTES = 0
    assert (client.post(thread_url(thread), text).status_code, Post.objects.count()) == (429, 1)
    settings.DISCUSSION_POSTS_IN_TEN_MINUTES = 10
    close_thread(thread=thread, closed=True, by=make_teacher(course), at=AT)
    for refused in (client.post(thread_url(thread), text), client.post(thread_url(thread), text | {"answers_to": "x"})):
        assert "Lang og god tekst" in refused.text
    assert refused.status_code == 422
    assert client.post(thread_url(thread), text).status_code == 409


def test_muted_one_reads_and_is_told_why(client, learner, course):
    from datetime import UTC, datetime

    thread, teacher = make_thread(course), make_teacher(course)
    until = datetime(2099, 1, 1, tzinfo=UTC)
    mute(course=course, user=learner, until=until, reason="Utskjelling", by=teacher, at=AT)

    page = page_of(client, thread_url(thread))
    refused = client.post(thread_url(thread), {"text": "Likevel"})

    assert "Utskjelling" in page.text
    assert page.select("textarea") == []
    assert refused.status_code == 403
    assert "Likevel" in refused.text


def test_a_double_click_is_one_post(client, learner, course):
    thread, sent = make_thread(course), {"text": "En gang", "form_key": uuid4()}

    assert client.post(thread_url(thread), sent).url == client.post(thread_url(thread), sent).url
    assert thread.posts.count() == 2


def test_answering_one_post_names_whom(client, learner, course):
    thread = make_thread(course)
    post = make_answer(thread)

    ways = page_of(client, thread_url(thread)).select(f"#post-{post.pk} .post__ways a")
    assert ways[0]["href"] == f"?answer_to={post.pk}#answer"
    page = page_of(client, thread_url(thread), answer_to=post.pk)
    assert "In answer to Ola Tveit" in page.select_one("form.form").text
    fields = {one["name"]: one.get("value", "") for one in page.select("form.form input[type=hidden]")}
    sent = client.post(thread_url(thread), {"text": "Enig", **fields})

    assert thread.posts.get(text="Enig").answers_to == post
    assert sent.url == reverse("discussion:post", args=[course.slug, thread.posts.get(text="Enig").pk])
    for nonsense in ("x", "99999999999999999999", "0", "-1"):
        assert client.get(thread_url(thread), {"answer_to": nonsense}).status_code == 200


def test_the_line_about_graded_content_stands_where_one_writes(client, learner, course):
    for address in (reverse("discussion:new", args=[course.slug]), thread_url(make_thread(course))):
        assert "Security Act" in client.get(address).text
