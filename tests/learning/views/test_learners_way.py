"""A learner's whole way over HTTP, without JavaScript, in every language of the interface."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from learning.models import Attempt, Certificate, Enrolment, Reflection
from tests.factories import blocks
from tests.factories.learning import complete, make_course, make_enrolment, read_lesson
from tests.factories.people import make_user
from tests.queries import count_queries

from .desk import (
    SIX_BLOCKS,
    answers_url,
    course_url,
    lesson_url,
    read_url,
    reflection_url,
    right_form,
    signed_in,
    wrong_form,
)

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2020, 1, 10, 9, 0, tzinfo=UTC)
LESSONS = [[blocks.text(), blocks.reflection()], [blocks.quiz()]]
DONE = {"nb": "Fullført", "nn": "Fullført", "sv": "Slutförd", "en": "Completed"}


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_the_whole_way(language, django_capture_on_commit_callbacks):
    course = make_course(lessons=LESSONS, in_order=True)
    learner = make_user(language=language)
    client = signed_in(learner)
    page = client.get(reverse("course", args=[course.slug]))
    assert (page.status_code, page.templates[0].name) == (200, "learning/not_enrolled.html")

    page = client.post(reverse("enrol", args=[course.slug]), follow=True)
    assert f'<html lang="{language}"'.encode() in page.content
    enrolment = Enrolment.objects.get()
    assert client.get(lesson_url(enrolment)).status_code == 200
    client.post(reflection_url(enrolment), {f"r-{blocks.block_id('reflection')}": "Marit"})
    page = client.post(read_url(enrolment), follow=True)
    assert page.redirect_chain == [(lesson_url(enrolment, 2), 302)]
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(answers_url(enrolment, 2), right_form() | {"do": "submit"}, follow=True)

    assert (page.status_code, page.context["attempt"].passed) == (200, True)
    page = client.get(course_url(enrolment))
    assert page.context["completed"] is True
    certificate = Certificate.objects.get()
    assert certificate.language == language
    pdf = client.get(reverse("certificate_document", args=[certificate.pk]))
    assert (pdf["Content-Type"], pdf.getvalue()[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(reverse("verify", args=[certificate.code])).context["verdict"].status == "valid"
    assert client.get(reverse("my_day")).status_code == 200


def test_the_outline_says_what_is_locked_and_why():
    enrolment = make_enrolment(in_order=True)

    page = signed_in(enrolment.learner).get(course_url(enrolment))

    rows = page.context["modules"][0]["lessons"]
    assert [(row["state"], row["url"]) for row in rows] == [("current", lesson_url(enrolment)), ("locked", "")]
    assert "Leksjon 1" in rows[1]["reason"]
    assert page.content.decode().count(rows[1]["reason"]) == 1


def test_the_way_on_leads_to_the_bookmark_until_that_is_done():
    enrolment = make_enrolment()
    client, block = signed_in(enrolment.learner), blocks.block_id("second")

    answer = client.post(lesson_url(enrolment, 2) + "place/", {"block": block})
    resumes = [client.get(course_url(enrolment)).context["resume"]["url"]]
    read_lesson(enrolment, 2)
    resumes.append(client.get(course_url(enrolment)).context["resume"]["url"])

    assert (answer.status_code, answer.content) == (204, b"")
    assert resumes == [f"{lesson_url(enrolment, 2)}#b-{block}", lesson_url(enrolment, 1)]


def test_nothing_is_written_by_looking():
    enrolment = make_enrolment(lessons=[SIX_BLOCKS])
    client = signed_in(enrolment.learner)

    with count_queries() as asked:
        for url in (course_url(enrolment), lesson_url(enrolment)):
            client.get(url)

    assert [sql for sql in asked if not sql.startswith("SELECT")] == []


def test_answers_survive_a_reload():
    enrolment = make_enrolment(lessons=[SIX_BLOCKS])
    client, name = signed_in(enrolment.learner), f"q-{blocks.block_id('short')}"

    answer = client.post(answers_url(enrolment), {name: "<b>direktiv</b>", "do": "save"})

    assert (answer.status_code, answer.url) == (302, lesson_url(enrolment))
    page = client.get(lesson_url(enrolment)).content.decode()
    assert 'value="&lt;b&gt;direktiv&lt;/b&gt;"' in page
    assert "<b>direktiv" not in page


@pytest.mark.parametrize("what", ["answers", "reflection"])
def test_htmx_gets_a_line_and_no_page(what):
    enrolment = make_enrolment(lessons=[SIX_BLOCKS])
    url = answers_url(enrolment) if what == "answers" else reflection_url(enrolment)

    answer = signed_in(enrolment.learner).post(url, {}, headers={"HX-Request": "true"})

    assert (answer.status_code, answer.templates[0].name) == (200, "learning/partials/saved.html")
    assert b"<html" not in answer.content


def test_open_questions_are_pointed_out_once_and_nothing_is_lost():
    enrolment = make_enrolment(lessons=[[blocks.quiz(blocks.short_text(), blocks.numeric())]])
    client, given = signed_in(enrolment.learner), {f"q-{blocks.block_id('short')}": "direktiv"}

    first = client.post(answers_url(enrolment), given | {"do": "submit"})

    assert (first.status_code, first.context["blocks"][0]["missing"]) == (422, 1)
    attempt = Attempt.objects.get()
    assert (attempt.state, attempt.answers) == ("started", {blocks.block_id("short"): "direktiv"})
    second = client.post(answers_url(enrolment), given | {"do": "submit", "anyway": "1"})
    assert second.url.endswith("/attempts/1/")
    attempt.refresh_from_db()
    assert attempt.state == "submitted"


def test_a_lesson_gives_no_key_away():
    enrolment = make_enrolment(lessons=[[blocks.quiz(*blocks.every_question())]])

    page = signed_in(enrolment.learner).get(lesson_url(enrolment)).content.decode()

    for secret in ("Fordi.", "Riktig.", "Nei.", "Ja.", "Jo.", "3000", "øvingsdirektiv", "correct"):
        assert secret not in page


def test_an_attempt_tells_about_what_was_chosen():
    enrolment = make_enrolment(lessons=[[blocks.quiz(max_attempts=2)]])
    client = signed_in(enrolment.learner)

    page = client.post(answers_url(enrolment), wrong_form() | {"do": "submit"}, follow=True)

    question = page.context["questions"][0]
    assert [option["result"] for option in question["options"]] == [None, "wrong", None]
    assert page.content.decode().count("Fordi.") == 1


def test_withdrawing_leads_to_my_day_and_enrolling_again_is_possible():
    enrolment = make_enrolment()
    client = signed_in(enrolment.learner)

    answer = client.post(reverse("withdraw", args=[enrolment.course.slug]))

    assert answer.url == reverse("my_day")
    assert client.get(course_url(enrolment)).templates[0].name == "learning/not_enrolled.html"
    client.post(reverse("enrol", args=[enrolment.course.slug]))
    assert list(Enrolment.objects.order_by("number").values_list("state", flat=True)) == ["withdrawn", "active"]


def test_a_completed_course_cannot_be_withdrawn_from():
    enrolment = complete(make_enrolment())

    answer = signed_in(enrolment.learner).post(reverse("withdraw", args=[enrolment.course.slug]))

    assert answer.url == course_url(enrolment)
    enrolment.refresh_from_db()
    assert enrolment.state == "completed"


def test_enrolling_again_and_again_is_kindly_answered():
    enrolment = make_enrolment()

    answer = signed_in(enrolment.learner).post(reverse("enrol", args=[enrolment.course.slug]))

    assert answer.url == course_url(enrolment)
    assert Enrolment.objects.count() == 1


def test_script_in_a_reflection_is_shown_as_text():
    enrolment = make_enrolment(lessons=[[blocks.reflection()]])
    client, script = signed_in(enrolment.learner), "</textarea><script>alert('æ')</script>"

    client.post(reflection_url(enrolment), {f"r-{blocks.block_id('reflection')}": script})

    assert Reflection.objects.get().text == script
    page = client.get(lesson_url(enrolment)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;alert(&#x27;æ&#x27;)&lt;/script&gt;" in page


def test_a_certificate_in_the_making_asks_for_patience():
    enrolment = complete(make_enrolment())
    certificate = Certificate.objects.get()

    page = signed_in(enrolment.learner).get(reverse("certificate_document", args=[certificate.pk]))

    assert (page.status_code, page.templates[0].name) == (202, "learning/document_waiting.html")


def test_an_expired_certificate_leads_to_taking_the_course_again():
    enrolment = make_enrolment(valid_months=1, at=LONG_AGO)
    complete(enrolment, at=LONG_AGO)
    client = signed_in(enrolment.learner)

    page = client.get(course_url(enrolment)).content.decode()
    client.post(reverse("enrol", args=[enrolment.course.slug]))

    assert f'action="{reverse("enrol", args=[enrolment.course.slug])}"' in page
    assert list(Enrolment.objects.order_by("number").values_list("number", "state")) == [
        (1, "completed"),
        (2, "active"),
    ]


def test_a_question_without_an_answer_says_so_afterwards():
    enrolment = make_enrolment(lessons=[[blocks.quiz()]], learner=make_user(language="en"))
    client = signed_in(enrolment.learner)

    page = client.post(answers_url(enrolment), {"do": "submit", "anyway": "1"}, follow=True)

    assert "You gave no answer." in page.content.decode()
