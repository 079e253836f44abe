"""The pages of a discussion: who reads them, what stands on them, and that nothing typed is lost."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from cms.people.roles import AUDITOR, COORDINATOR, EDITOR
from learning.discussion.domain.posts import withdraw_post
from learning.discussion.domain.threads import mark_helpful, pin_thread
from learning.discussion.models import Thread
from learning.domain.enrolments import withdraw
from learning.models import Enrolment
from tests.factories.discussion import (
    AT,
    MINUTE,
    QUESTION,
    make_answer,
    make_learner,
    make_teacher,
    make_thread,
    set_up,
)
from tests.factories.learning import lessons_of, make_course
from tests.factories.people import make_contact, make_holder_of, make_organisation, make_user

pytestmark = pytest.mark.django_db


def threads_url(course):
    return reverse("discussion:threads", args=[course.slug])


def thread_url(thread):
    return reverse("discussion:thread", args=[thread.course.slug, thread.pk])


def page_of(client, url, **query):
    answer = client.get(url, query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def titles(page):
    return [one.text for one in page.select(".thread-row__title")]


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


def test_a_learner_asks_and_reads_the_answer(client, learner, course):
    sent = client.post(
        reverse("discussion:new", args=[course.slug]),
        {"title": QUESTION, "text": "Vi har én satellittelefon.", "lesson": "", "form_key": uuid4()},
    )
    thread = Thread.objects.get()
    assert sent.url == thread_url(thread)
    make_answer(thread, by=make_teacher(course), text="Se https://www.dsb.no.")

    page = page_of(client, sent.url)

    assert page.h1.text == QUESTION
    assert posts(page) == ["Vi har én satellittelefon.", "Se https://www.dsb.no."]
    assert page.select(".post__text a")[0]["rel"] == ["noopener", "noreferrer", "nofollow", "ugc"]
    assert "Teacher" in page.select(".post__head")[1].text


def outsiders(course):
    left = make_learner(course, "Har trukket seg")
    withdraw(enrolment=Enrolment.objects.get(learner=left), by=left, at=AT)
    there = make_teacher(make_course())
    contact = make_contact(make_organisation())
    roles = [make_holder_of(role) for role in (AUDITOR, EDITOR)]
    return [make_user("Fremmed"), left, there, contact, *roles]


def test_nobody_else_finds_anything(client):
    thread = make_thread()
    post = thread.posts.get()
    addresses = [
        threads_url(thread.course),
        thread_url(thread),
        reverse("discussion:new", args=[thread.course.slug]),
        *(reverse(f"discussion:{name}", args=[thread.course.slug, post.pk]) for name in ("post", "edit", "report")),
    ]
    for person in outsiders(thread.course):
        client.force_login(person)
        assert [client.get(address).status_code for address in addresses] == [404] * len(addresses), person.name


def test_a_thread_is_found_in_its_own_course_alone(client, learner):
    thread = make_thread(make_course())
    own = Enrolment.objects.get(learner=learner).course

    assert client.get(reverse("discussion:thread", args=[own.slug, thread.pk])).status_code == 404
    assert client.get(reverse("discussion:post", args=[own.slug, thread.posts.get().pk])).status_code == 404
    sent = client.post(reverse("discussion:follow_thread", args=[own.slug, thread.pk]), {"follow": "1"})
    assert sent.status_code == 404


def test_coordinators_read_every_course(client):
    client.force_login(make_holder_of(COORDINATOR))

    assert titles(page_of(client, threads_url(make_thread().course))) == [QUESTION]


def test_switched_off_learners_are_told_so(client, learner, course):
    thread = make_thread(course)
    set_up(course, is_open=False)

    for address in (threads_url(course), thread_url(thread)):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "no discussion" in answer.text
        assert QUESTION not in answer.text
    client.force_login(make_teacher(course))
    assert titles(page_of(client, threads_url(course))) == [QUESTION]


def test_search_and_filters(client, learner, course):
    lesson = lessons_of(Enrolment.objects.get(learner=learner))[0]
    about = make_thread(course, title="Om satellitt", lesson_key=lesson.key)
    make_answer(make_thread(course, title="Om nødnett", text="Har dere prøvd?"), text="Ja, i Åsgårdstrand.")
    url = threads_url(course)

    assert titles(page_of(client, url, lesson=lesson.key)) == ["Om satellitt"]
    assert titles(page_of(client, url, q="åsgårdstrand")) == ["Om nødnett"]
    assert titles(page_of(client, url, q="NØDNETT")) == ["Om nødnett"]
    assert titles(page_of(client, url, unanswered="on")) == [about.title]
    assert titles(page_of(client, url, q="%")) == []
    assert len(titles(page_of(client, url, lesson="not-a-key", page="x"))) == 2
    assert "no longer in the course" in page_of(client, url, lesson=uuid4()).text


def test_pinned_ones_stand_on_top_then_the_newest(client, learner, course):
    teacher = make_teacher(course)
    first, second, third = (make_thread(course, title=f"Tråd {n}", at=AT + n * MINUTE) for n in range(3))
    make_answer(first, at=AT + 9 * MINUTE)
    pin_thread(thread=second, pinned=True, by=teacher, at=AT)

    assert titles(page_of(client, threads_url(course))) == ["Tråd 1", "Tråd 0", third.title]


def test_helpful_answers_stand_first_with_a_word(client, learner, course):
    thread = make_thread(course)
    make_answer(thread, text="Første")
    helps = make_answer(thread, text="Andre", at=AT + 2 * MINUTE)
    mark_helpful(post=helps, helpful=True, by=make_teacher(course), at=AT)

    page = page_of(client, thread_url(thread))

    assert posts(page) == ["Vi har bare én satellittelefon.", "Andre", "Første"]
    assert "Helpful answer" in page.select_one(".post--helpful").text
    assert "Helpful answer" in page_of(client, threads_url(course)).select_one(".thread-row").text


def test_what_is_new_is_said_in_words_and_once(client, learner, course):
    thread = make_thread(course)
    make_answer(thread)

    row = page_of(client, threads_url(course)).select_one(".thread-row__marks")
    assert "New" in row.text
    assert [one.text.strip() for one in page_of(client, thread_url(thread)).select(".post__head .badge")] == ["New"] * 2
    assert "New" not in page_of(client, threads_url(course)).select_one(".thread-row__marks").text
    assert page_of(client, thread_url(thread)).select(".post__head .badge") == []


def test_withdrawn_the_thread_keeps_its_shape(client, learner, course):
    thread = make_thread(course)
    gone = make_answer(thread, text="Angrer")
    make_answer(thread, answers_to=gone.pk, text="Godt sagt")
    withdraw_post(post=gone, by=gone.author, at=AT + 5 * MINUTE)

    page = page_of(client, thread_url(thread))

    assert [one.text.strip() for one in page.select(".post em")] == ["Withdrawn by its author."]
    assert "Angrer" not in page.text
    withdraw_post(post=thread.posts.get(is_first=True), by=thread.posts.get(is_first=True).author, at=AT + 6 * MINUTE)
    assert page_of(client, thread_url(thread)).h1.text == "A thread whose question was withdrawn"
    assert titles(page_of(client, threads_url(course))) == ["A thread whose question was withdrawn"]


def test_a_post_leads_to_its_page(client, learner, course):
    thread = make_thread(course)
    for number in range(26):
        last = make_answer(thread, at=AT + number * MINUTE, by=make_teacher(course) if number > 24 else None)

    way = client.get(reverse("discussion:post", args=[course.slug, last.pk])).url

    assert way == f"{thread_url(thread)}?page=2#post-{last.pk}"
    assert len(posts(page_of(client, thread_url(thread), page=2))) == 2


def test_names_are_names_and_never_addresses(client, learner, course):
    nameless = make_learner(course, "", email="hemmelig@example.org")
    thread = make_thread(course, by=nameless)

    for address in (threads_url(course), thread_url(thread)):
        assert "hemmelig" not in client.get(address).text


def test_a_lesson_leads_to_what_was_asked_about_it(client, learner, course):
    lesson = lessons_of(Enrolment.objects.get(learner=learner))[0]
    page = page_of(client, reverse("lesson", args=[course.slug, lesson.key]))

    way = page.find("a", href=f"{threads_url(course)}?lesson={lesson.key}")
    assert way is not None
    form = page_of(client, reverse("discussion:new", args=[course.slug]), lesson=lesson.key)
    assert form.select_one("option[selected]")["value"] == str(lesson.key)
