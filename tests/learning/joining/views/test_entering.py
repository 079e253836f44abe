"""What a course's page says about getting in, and what comes of each form; forged ones too."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cms import clock
from cms.models import CoursePage
from learning.joining.domain.requests import refuse
from learning.joining.models import EnrolmentRequest
from learning.models import Enrolment
from tests.factories.joining import course_with, make_group, make_key, make_place, make_request
from tests.factories.learning import complete, make_course, make_enrolment
from tests.factories.people import make_membership, make_organisation, make_user
from tests.learning.views.desk import course_url, lesson_url, read_url, signed_in

pytestmark = pytest.mark.django_db


def url(name, course):
    return reverse(name, args=[course.slug])


def english(**fields):
    return make_user(language="en", **fields)


def as_learner(user=None):
    return signed_in(user or english(), headers={"accept-language": "en"})


def page_of(client, course):
    return client.get(url("course", course)).content.decode()


WAYS = [
    ({"is_open": True}, {"enrol"}, "At your own pace."),
    ({"is_open": True, "by_key": True}, {"enrol", "enter_with_key"}, "I have a key, to a group"),
    ({"by_key": True}, {"enter_with_key"}, "You start with a key. Whoever runs"),
    ({"on_request": True}, {"ask_to_enrol"}, "You ask to take the course."),
    ({"by_key": True, "on_request": True}, {"enter_with_key", "ask_to_enrol"}, "If not, ask to take the course."),
    ({}, set(), "The course is by invitation."),
    ({"is_open": True, "is_closed": True}, set(), "takes nobody new just now"),
]


@pytest.mark.parametrize(("terms", "forms", "words"), WAYS)
def test_page_and_presentation_show_what_one_can_do(terms, forms, words):
    course = course_with(make_course(), **terms)
    client = as_learner()
    presentation = CoursePage.objects.get(translation_key=course.translation_key).url

    shown = page_of(client, course)
    presented = client.get(presentation).content.decode()

    names = {"enrol", "enter_with_key", "ask_to_enrol"}
    for page in (shown, presented):
        assert {name for name in names if f'action="{url(name, course)}"' in page} == forms
    assert words in shown


@pytest.mark.parametrize(("terms", "forms", "words"), WAYS[2:])
def test_forged_form_enrols_nobody(terms, forms, words):
    course = course_with(**terms)

    answer = as_learner().post(url("enrol", course))

    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert Enrolment.objects.count() == 0


def test_visitor_is_told_how_one_gets_in():
    course = course_with(make_course(), on_request=True)
    presentation = CoursePage.objects.get(translation_key=course.translation_key).url

    shown = Client().get(presentation).content.decode()

    assert f'href="{reverse("account_login")}?next={presentation}"' in shown
    assert url("ask_to_enrol", course) not in shown


def test_key_enrols_for_the_organisation_that_is_chosen():
    key, user = make_key(), english()
    places = [make_organisation("Skogdal"), make_organisation("Elvestad")]
    for one in places:
        make_membership(user, one)
    client = as_learner(user)

    unanswered = client.post(url("enter_with_key", key.course), {"key": key.code})
    assert unanswered.status_code == 422
    assert f'value="{key.code}"' in unanswered.content.decode()
    client.post(url("enter_with_key", key.course), {"key": key.code, "acts_for": str(places[1].key)})

    assert Enrolment.objects.get().organisation == places[1]


def test_wrong_key_is_said_so_and_nothing_typed_is_lost():
    key = make_key()

    answer = as_learner().post(url("enter_with_key", key.course), {"key": "ABCDE-FGHJK"})

    assert answer.status_code == 422
    assert "This key does not open the course." in answer.content.decode()
    assert 'value="ABCDE-FGHJK"' in answer.content.decode()


def test_guessing_stops_for_the_guesser_alone():
    key = make_key()
    client = as_learner()

    answers = [client.post(url("enter_with_key", key.course), {"key": "ABCDE"}).status_code for _ in range(11)]
    right = client.post(url("enter_with_key", key.course), {"key": key.code})

    assert answers == [422] * 10 + [429]
    assert right.status_code == 429
    assert as_learner().post(url("enter_with_key", key.course), {"key": key.code}).status_code == 302


def test_way_from_asking_to_taking_it_back():
    course, user = course_with(on_request=True), english()
    client = as_learner(user)

    assert client.post(url("ask_to_enrol", course), {"reason": ""}).status_code == 422
    client.post(url("ask_to_enrol", course), {"reason": "Ny i staben"}, follow=True)
    waiting = page_of(client, course)
    assert "You asked to take the course on" in waiting
    assert url("ask_to_enrol", course) + '"' not in waiting
    assert course.title in client.get(reverse("my_day")).content.decode()
    client.post(url("take_back_enrolment_request", course))

    assert EnrolmentRequest.objects.get().state == "withdrawn"
    assert f'action="{url("ask_to_enrol", course)}"' in page_of(client, course)


def test_refused_request_shows_why_and_one_may_ask_again():
    request = make_request(learner=english())
    refuse(request=request, answer="Ta grunnkurset først.", by=make_user(), at=clock.now())
    client = as_learner(request.learner)

    shown = page_of(client, request.course)

    assert "Ta grunnkurset først." in shown
    assert f'action="{url("ask_to_enrol", request.course)}"' in shown
    assert "Ta grunnkurset først." in client.get(reverse("my_day")).content.decode()


def test_nobody_takes_back_what_somebody_else_asked():
    request = make_request()

    as_learner().post(url("take_back_enrolment_request", request.course))

    assert EnrolmentRequest.objects.get().state == "waiting"


def test_taking_it_again_is_offered_with_what_it_means():
    first = complete(make_enrolment(learner=english()))
    course_with(first.course)
    client = as_learner(first.learner)

    shown = page_of(client, first.course)
    assert "the certificate you have stays" in shown
    client.post(url("enrol", first.course))

    assert list(Enrolment.objects.order_by("number").values_list("number", "state")) == [
        (1, "completed"),
        (2, "active"),
    ]


def test_before_the_group_starts_the_page_says_when_and_the_server_refuses():
    group = make_group(make_course(), starts_on=date(2099, 1, 11))
    enrolment = make_place(group, learner=english()).enrolment
    client = as_learner(enrolment.learner)

    shown = client.get(course_url(enrolment)).content.decode()
    assert "Your group starts on" in shown
    assert lesson_url(enrolment) not in shown
    for answer in (client.get(lesson_url(enrolment)), client.post(read_url(enrolment))):
        assert answer.status_code == 409
        assert "The lessons open then" in answer.content.decode()
    assert "Your group starts on" in client.get(reverse("my_day")).content.decode()


def test_bad_signs_make_no_error_page():
    course = course_with(by_key=True, on_request=True)
    client = as_learner()

    assert client.post(url("enter_with_key", course), {"key": "\x00"}).status_code == 422
    assert client.post(url("ask_to_enrol", course), {"reason": "x" * 501}).status_code == 422
    assert client.post("/learn/finnes-ikke/key/", {"key": "x"}).status_code == 404


def test_request_shows_on_a_day_that_was_looked_at_before(django_capture_on_commit_callbacks):
    course, user = course_with(on_request=True), english()
    client = as_learner(user)
    client.get(reverse("my_day"))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("ask_to_enrol", course), {"reason": "Ny i staben"})

    assert course.title in client.get(reverse("my_day")).content.decode()
