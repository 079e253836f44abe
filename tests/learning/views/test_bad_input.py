"""Wrong, late, repeated and forged requests: a clear answer, and nothing changed."""

import pytest
from django.urls import reverse

from learning.models import ActivityFact, Attempt, CourseState, Enrolment, ItemState, Reflection
from tests.factories import blocks
from tests.factories.learning import (
    complete,
    lessons_of,
    make_certificate,
    make_course,
    make_enrolment,
    no_answers,
    submit,
)
from tests.factories.people import make_user

from .desk import answers_url, course_url, lesson_url, read_url, reflection_url, right_form, signed_in

pytestmark = pytest.mark.django_db

LESSON = [blocks.reflection(), blocks.quiz(max_attempts=1)]
UNKNOWN = "5b0c5a0e-27f1-4f0e-9d3e-6f2f6a0c1d11"
TWO_MEGABYTES = "æ" * 1_048_576


def everything():
    tables = (Enrolment, ActivityFact, ItemState, CourseState, Attempt, Reflection)
    return [list(table.objects.order_by("pk").values()) for table in tables]


@pytest.fixture
def enrolment():
    return make_enrolment(lessons=[LESSON])


@pytest.fixture
def client(enrolment):
    return signed_in(enrolment.learner)


@pytest.fixture(autouse=True)
def nothing_changed(request):
    """Every test here ends with the database as it was when its request went out."""
    request.node.before = None
    yield
    assert request.node.before is None or request.node.before == everything()


@pytest.fixture
def refused(request):
    """Take down what the database holds, then send."""

    def send(client, url, data=None, **how):
        request.node.before = everything()
        return client.post(url, data, **how)

    return send


def test_a_quiz_of_a_course_one_does_not_take(enrolment, refused):
    answer = refused(signed_in(make_user()), answers_url(enrolment), right_form() | {"do": "submit"})

    assert (answer.status_code, answer.templates[0].name) == (403, "learning/not_enrolled.html")


def test_answers_after_the_last_attempt(enrolment, client, refused):
    submit(enrolment, answers=no_answers)

    answer = refused(client, answers_url(enrolment), right_form() | {"do": "submit"})

    assert (answer.status_code, answer.templates[0].name) == (409, "learning/refused.html")
    assert answer.context["reason"]


@pytest.mark.parametrize("kind", ["answers", "reflection"])
@pytest.mark.parametrize("block", [UNKNOWN, "x", "%00", "%F0%9F%98%80", "..", "' OR 1=1 --", "a:b"])
def test_a_block_that_is_not_there(enrolment, client, refused, kind, block):
    answer = refused(client, f"{lesson_url(enrolment)}{block}/{kind}/", {"do": "submit"})

    assert answer.status_code == 404


def test_a_reflection_sent_to_a_quiz_and_the_other_way_round(enrolment, client, refused):
    assert refused(client, reflection_url(enrolment, block="quiz"), {}).status_code == 404
    assert refused(client, answers_url(enrolment, block="reflection"), {}).status_code == 404


def test_a_lesson_that_is_not_there(enrolment, client, refused):
    url = reverse("lesson", args=[enrolment.course.slug, UNKNOWN])

    assert client.get(url).status_code == 404
    assert refused(client, f"{url}read/").status_code == 404


def test_reading_a_lesson_that_has_a_quiz(enrolment, client, refused):
    assert refused(client, read_url(enrolment)).status_code == 404


def test_a_locked_lesson_says_what_it_waits_for(refused):
    enrolment = make_enrolment(in_order=True)
    client = signed_in(enrolment.learner)

    answers = [client.get(lesson_url(enrolment, 2)), refused(client, read_url(enrolment, 2))]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert ["Leksjon 1" in answer.content.decode() for answer in answers] == [True, True]


def test_whoever_withdrew_has_left(enrolment, client, refused):
    client.post(reverse("withdraw", args=[enrolment.course.slug]))

    answer = refused(client, answers_url(enrolment), right_form())

    assert (answer.status_code, answer.templates[0].name) == (403, "learning/not_enrolled.html")


@pytest.mark.parametrize(("language", "words"), [("nb", "Vi forsto ikke"), ("en", "We did not understand")])
@pytest.mark.parametrize("csrf", [True, False])
def test_two_megabytes_are_too_much(enrolment, refused, language, words, csrf):
    enrolment.learner.language = language
    enrolment.learner.save()
    client = signed_in(enrolment.learner, enforce_csrf_checks=csrf)

    page = client.get(lesson_url(enrolment))
    token = {"csrfmiddlewaretoken": page.context["csrf_token"]} if csrf else {}

    answer = refused(client, reflection_url(enrolment), {f"r-{blocks.block_id('reflection')}": TWO_MEGABYTES} | token)

    assert answer.status_code in (400, 413)
    assert f'lang="{language}"' in answer.content.decode()


def test_a_reflection_longer_than_is_kept(enrolment, client, refused):
    answer = refused(client, reflection_url(enrolment), {f"r-{blocks.block_id('reflection')}": "x" * 20_001})

    assert (answer.status_code, answer.templates[0].name) == (413, "learning/refused.html")


@pytest.mark.parametrize("path", ["learn/%C3%28/", "learn/%ff/", "learn/%00/", "verify/%C3%28/", "verify/%00/"])
def test_broken_utf8_in_the_path(client, path):
    assert client.get(f"/{path}").status_code == 404


def test_broken_utf8_in_query_and_form(enrolment, client):
    form = "application/x-www-form-urlencoded"

    assert client.get("/verify/?code=%C3%28").status_code == 302
    assert client.get("/verify/?code=%00").status_code == 302
    assert client.get(f"{course_url(enrolment)}?x=%ff%fe").status_code == 200
    saved = client.post(reflection_url(enrolment), f"r-{blocks.block_id('reflection')}=%ff%00x", content_type=form)
    assert saved.status_code == 302
    assert Reflection.objects.get().text.endswith("x")


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"--x\r\nnot a form", b"{" * 1000])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json", "text/plain; charset=no"])
def test_a_body_that_is_no_form(enrolment, client, body, kind):
    answer = client.generic("POST", reflection_url(enrolment), body, content_type=kind)

    assert answer.status_code in (302, 400)


def test_a_place_that_is_none(enrolment, client):
    answer = client.post(lesson_url(enrolment) + "place/", {"block": "\x00" * 5000})

    assert answer.status_code == 204


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999"])
def test_an_attempt_that_is_not_there(enrolment, client, number):
    submit(enrolment)

    url = answers_url(enrolment).replace("answers/", f"attempts/{number}/")
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("block", ["%00", "x", UNKNOWN])
def test_an_attempt_at_a_block_that_is_not_there(enrolment, client, block):
    assert client.get(f"{lesson_url(enrolment)}{block}/attempts/1/").status_code == 404


def test_an_attempt_under_way_has_no_result_yet(enrolment, client):
    client.post(answers_url(enrolment), {"do": "save"})

    assert client.get(answers_url(enrolment).replace("answers/", "attempts/1/")).status_code == 404


def test_another_persons_certificate():
    certificate = make_certificate()
    url = reverse("certificate_document", args=[certificate.pk])

    answers = [signed_in(make_user()).get(address) for address in (url, "/me/certificates/99999999999999999999/")]

    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize("verb", ["enrol", "withdraw"])
def test_looking_at_the_address_of_a_form_leads_to_the_course(enrolment, client, verb):
    before = everything()

    answer = client.get(reverse(verb, args=[enrolment.course.slug]))

    assert (answer.status_code, answer.url) == (302, course_url(enrolment))
    assert everything() == before


@pytest.mark.parametrize("verb", ["course", "enrol", "withdraw"])
def test_a_course_that_is_not_there(client, refused, verb):
    assert refused(client, reverse(verb, args=["no-such-course"])).status_code == 404


def test_a_forged_form_is_refused(enrolment, refused):
    client = signed_in(enrolment.learner, enforce_csrf_checks=True)

    answer = refused(client, read_url(enrolment))

    assert answer.status_code == 403


def test_a_completed_quiz_can_be_tried_again_without_losing_anything():
    enrolment = complete(make_enrolment(lessons=[[blocks.quiz()]]))

    signed_in(enrolment.learner).post(answers_url(enrolment), {"do": "submit", "anyway": "1"})

    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.course_state.done) == ("completed", 1)


def test_a_lesson_of_another_course_is_not_this_ones(client, refused):
    other = make_course()
    mine = make_enrolment(course=other, learner=make_user())
    enrolment = Enrolment.objects.exclude(pk=mine.pk).get()

    url = reverse("lesson_read", args=[enrolment.course.slug, lessons_of(mine)[0].key])
    assert refused(client, url).status_code == 404
