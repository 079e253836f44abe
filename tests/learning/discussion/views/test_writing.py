"""Writing on the pages of a discussion: nothing typed is lost, nothing is sent twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.urls import reverse

from cms import clock
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


# --- When the session ends while one writes --------------------------------------------------------


def form_on(client, url):
    return {one["name"]: one.get("value", "") for one in page_of(client, url).select("form.form input[name]")}


def signed_out(client, url, **said):
    """The form is opened, the session ends, and then it is sent."""
    sent = form_on(client, url) | said
    client.logout()
    return client.post(url, sent)


def test_an_answer_is_there_again_after_signing_in(client, learner, course):
    thread = make_thread(course)

    answer = signed_out(client, thread_url(thread), text="Det jeg skrev")

    assert answer.url.endswith(f"?next={thread_url(thread)}")
    client.force_login(learner)
    assert page_of(client, thread_url(make_thread(course))).select_one("form.form textarea").text.strip() == ""
    assert page_of(client, thread_url(thread)).select_one("form.form textarea").text.strip() == "Det jeg skrev"
    assert page_of(client, thread_url(thread)).select_one("form.form textarea").text.strip() == ""
    assert Post.objects.filter(text="Det jeg skrev").count() == 0


def test_a_new_thread_and_a_change_are_there_again(client, learner, course):
    new = reverse("discussion:new", args=[course.slug])
    signed_out(client, new, title="Beredskapslager", text="Hvor mye?")
    client.force_login(learner)
    page = page_of(client, new)
    assert page.select_one("input[name=title]")["value"] == "Beredskapslager"
    assert page.select_one("textarea").text.strip() == "Hvor mye?"


def test_nobody_else_finds_what_was_typed(client, learner, course):
    thread, other = make_thread(course), make_learner(course, "Noen andre")
    signed_out(client, thread_url(thread), text="Mitt eget")

    client.force_login(other)
    assert page_of(client, thread_url(thread)).select_one("form.form textarea").text.strip() == ""
    client.force_login(learner)
    assert page_of(client, thread_url(thread)).select_one("form.form textarea").text.strip() == ""


def test_what_no_form_of_ours_sent_is_not_kept(client, learner, course):
    thread = make_thread(course)
    client.logout()

    client.post(thread_url(thread), {"text": "Søppel", "writer": "1:x"})

    assert not Session.objects.exists()
    client.force_login(learner)
    assert page_of(client, thread_url(thread)).select_one("form.form textarea").text.strip() == ""


def test_what_was_typed_is_kept_for_an_hour(client, learner, course):
    thread = make_thread(course)
    signed_out(client, thread_url(thread), text="For lenge siden")
    session = client.session
    session["discussion.typed"] |= {"at": (clock.now() - timedelta(minutes=61)).isoformat()}
    session.save()

    client.force_login(learner)

    assert page_of(client, thread_url(thread)).select_one("form.form textarea").text.strip() == ""
