"""What the page of signing up says of its fields."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from events.enums import Retention
from events.models import Place
from tests.events.views.sending import typed, url
from tests.factories.events import make_category, make_place, make_question
from tests.factories.people import make_user
from tests.learning.views.desk import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "in_english")]


@pytest.fixture
def category():
    return make_category(size=9)


def page(category, client=None, **sent):
    client = client or Client()
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    path = url(category.occurrence)
    response = client.post(path, typed(category, **sent)) if sent else client.get(path)
    return BeautifulSoup(response.content, "html.parser")


def test_question_that_must_be_answered_is_not_called_optional(category):
    must = make_question(category.occurrence, text="Role", required=True)
    may = make_question(category.occurrence, text="Wishes")

    soup = page(category)

    assert "optional" not in soup.find("label", attrs={"for": f"id_own-q-{must.key}"}).text
    assert "optional" in soup.find("label", attrs={"for": f"id_own-q-{may.key}"}).text


def test_what_is_kept_apart_need_not_be_answered(category):
    needs = make_question(category.occurrence, text="Needs", required=True, retention=Retention.SENSITIVE)

    assert "optional" in page(category).find("label", attrs={"for": f"id_own-q-{needs.key}"}).text
    page(category, name="Ingrid Moen")
    assert Place.objects.get().name == "Ingrid Moen"


def test_what_is_wrong_stands_in_one_list(category):
    make_question(category.occurrence, text="Role", required=True)

    (summary,) = page(category, name="").find_all(class_="error-summary")

    assert [line.text.partition(":")[0] for line in summary.find_all("a")] == ["Your name", "Role"]


def test_each_person_has_the_ticket_they_get_where_there_are_several(category):
    student = make_category(category.occurrence, name="Student")

    soup = page(category, number=2, names="now", **{f"number-{student.pk}": "1"})

    legends = [one.text for one in soup.find_all("legend")]
    assert [words for words in legends if words.startswith("Person ")] == [
        f"Person 1: {category.name}",
        "Person 2: Student",
    ]


def test_one_kind_of_ticket_is_not_said_of_everybody(category):
    assert "Person 1" in [one.text for one in page(category, number=2, names="now").find_all("legend")]


@pytest.mark.parametrize("there", [True, False])
def test_who_has_a_place_signs_up_others(category, there):
    user = make_user()
    if there:
        make_place(category, user=user)

    assert page(category, signed_in(user)).find(id="id_comes").has_attr("checked") is not there
