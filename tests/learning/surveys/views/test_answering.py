"""Answering as a person does it: with and without scripts, in several sittings, once."""

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse

from learning.surveys.content import content_of
from learning.surveys.models import Question, Respondent, Response, SealedDraft
from learning.surveys.sealing import unseal
from tests.cms.privacy.database_text import places_of
from tests.factories.people import make_user
from tests.factories.surveys import AT, DAY, answer, make_occasion, make_question, publish, respondent_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def person():
    return make_user()


def address(occasion, person, name="answer", moment="once"):
    return reverse(f"surveys:{name}", args=[respondent_of(occasion, person, moment).pk])


def field(occasion, place=1):
    return f"q-{content_of(occasion.version).questions[place - 1].key}"


def shown(client, url):
    return BeautifulSoup(client.get(url).content, "html.parser")


def test_survey_is_answered_and_thanked_for(client, person):
    occasion = make_occasion(make_question(), make_question("long_text"), people=[person])
    client.force_login(person)
    url = address(occasion, person)

    sent = client.post(url, {"do": "send", "version": "1", field(occasion): "4", field(occasion, 2): "Fint"})

    assert (sent.status_code, sent.url) == (302, address(occasion, person, "thanks"))
    assert list(unseal(Response.objects.get().sealed)["answers"].values()) == [4, "Fint"]
    assert client.get(sent.url).status_code == 200
    assert client.get(url).url == address(occasion, person, "thanks")


def test_promise_stands_above_the_questions(client):
    person = make_user(language="en")
    for privacy, words in (("anonymous", "leads to you"), ("confidential", "five people"), ("named", "your name")):
        occasion = make_occasion(privacy=privacy, people=[person])
        client.force_login(person)

        assert words in shown(client, address(occasion, person)).select_one("form .alert").text


def test_error_keeps_everything_that_was_typed(client, person):
    questions = [(make_question(), {"required": True}), make_question("number"), make_question("long_text")]
    occasion = make_occasion(*questions, people=[person])
    client.force_login(person)
    typed = {"do": "send", "version": "1", field(occasion, 2): "mange", field(occasion, 3): "Et langt svar"}

    response = client.post(address(occasion, person), typed)

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    assert len(page.select(".error-summary li")) == 2
    assert page.select_one(f"[name='{field(occasion, 2)}']")["value"] == "mange"
    assert page.select_one(f"[name='{field(occasion, 3)}']").text.strip() == "Et langt svar"
    assert Response.objects.count() == 0


def test_nobody_reaches_what_another_is_asked(client, person):
    occasion = make_occasion(people=[person])
    client.force_login(make_user())

    for name in ("answer", "thanks", "change"):
        assert client.get(address(occasion, person, name)).status_code == 404
    assert client.post(address(occasion, person), {"do": "send"}).status_code == 404


def test_closed_survey_says_so_and_takes_nothing(client, person):
    occasion = make_occasion(deadline=14, people=[person])
    client.force_login(person)
    with time_machine.travel(AT + 14 * DAY, tick=False):
        client.force_login(person)
        assert client.get(address(occasion, person)).status_code == 410
        assert client.post(address(occasion, person), {"do": "send", field(occasion): "4"}).status_code == 410
    assert Response.objects.count() == 0


@pytest.mark.parametrize(("privacy", "shown_again"), [("anonymous", False), ("confidential", True), ("named", True)])
def test_who_may_see_their_own_answers_does(client, person, privacy, shown_again):
    occasion = make_occasion(make_question("long_text"), privacy=privacy, people=[person])
    answer(occasion, person, "Vi mangler aggregat")
    client.force_login(person)

    assert ("Vi mangler aggregat" in client.get(address(occasion, person, "thanks")).text) is shown_again


def test_sending_twice_thanks_twice_and_keeps_one(client, person):
    occasion = make_occasion(people=[person])
    client.force_login(person)
    for _time in range(2):
        assert client.post(address(occasion, person), {"do": "send", "version": "1"}).status_code == 302

    assert Response.objects.count() == 1


def test_form_of_an_older_version_is_read_as_what_it_was(client, person):
    question = make_question("yes_no")
    occasion = make_occasion(question, privacy="named", people=[person])
    client.force_login(person)
    client.get(address(occasion, person))
    Question.objects.filter(pk=question.pk).update(kind="scale")
    publish(occasion.survey)

    client.post(address(occasion, person), {"do": "send", "version": "1", f"q-{question.key}": "yes"})

    response = Response.objects.get()
    assert (response.version.number, list(response.answers.values())) == (1, ["yes"])


def test_question_that_hangs_on_another_says_so_without_scripts(client, person):
    first = make_question("yes_no", "Har dere øvd?")
    occasion = make_occasion(
        first, (make_question("long_text"), {"show_if": first, "show_if_answer": "yes"}), people=[person]
    )
    client.force_login(person)

    part = shown(client, address(occasion, person)).select_one("[data-depends-on]")
    assert (part["data-depends-on"], part["data-when"]) == (field(occasion), "yes")
    assert "Har dere øvd?" in part.select_one(".survey__only-if").text


@pytest.mark.parametrize("number", [1, 12])
def test_form_costs_the_same_however_many_questions(client, person, number, django_assert_num_queries):
    occasion = make_occasion(*(make_question() for _one in range(number)), people=[person])
    client.force_login(person)
    client.get(address(occasion, person))

    with django_assert_num_queries(5):
        client.get(address(occasion, person))


# --- Saved on the way ---------------------------------------------------------------------------


@pytest.mark.parametrize("privacy", ["anonymous", "confidential"])
def test_begun_answers_are_there_again(client, person, privacy):
    occasion = make_occasion(make_question("number"), make_question("long_text"), privacy=privacy, people=[person])
    client.force_login(person)
    typed = {"version": "1", field(occasion): "mange", field(occasion, 2): "Halvveis"}

    saved = client.post(address(occasion, person), typed | {"do": "save"})

    page = shown(client, address(occasion, person))
    assert saved.status_code == 302
    assert page.select_one(f"[name='{field(occasion)}']")["value"] == "mange"
    assert page.select_one(f"[name='{field(occasion, 2)}']").text.strip() == "Halvveis"
    assert not page.select(".error-summary")


def test_script_saves_without_turning_the_page(client, person):
    occasion = make_occasion(privacy="confidential", people=[person])
    client.force_login(person)

    saved = client.post(
        address(occasion, person), {"version": "1", field(occasion): "4"}, headers={"X-Requested-With": "autosave"}
    )

    assert saved.status_code == 204
    assert respondent_of(occasion, person).draft == {field(occasion): ["4"]}


def test_begun_anonymous_answers_are_nowhere_in_the_clear_nor_with_their_person(client, person):
    occasion = make_occasion(make_question("long_text"), people=[person])
    client.force_login(person)
    client.post(address(occasion, person), {"do": "save", "version": "1", field(occasion): "Vi mangler aggregat"})

    draft = SealedDraft.objects.get()
    assert places_of(["mangler aggregat"]) == set()
    assert {column.name for column in SealedDraft._meta.fields} == {"id", "lookup", "sealed", "saved_on"}
    assert respondent_of(occasion, person).draft == {}
    assert client.cookies["survey_draft"]["httponly"]
    assert client.cookies["survey_draft"].value not in draft.sealed + draft.lookup


def test_begun_anonymous_answers_stay_in_their_browser(client, person):
    occasion = make_occasion(make_question("long_text"), people=[person])
    client.force_login(person)
    client.post(address(occasion, person), {"do": "save", "version": "1", field(occasion): "Halvveis"})

    del client.cookies["survey_draft"]
    assert "Halvveis" not in client.get(address(occasion, person)).text


def test_next_person_at_the_same_machine_does_not_see_them(client, person):
    other = make_user()
    occasion = make_occasion(make_question("long_text"), people=[person, other])
    client.force_login(person)
    client.post(address(occasion, person), {"do": "save", "version": "1", field(occasion): "Halvveis"})
    secret = client.cookies["survey_draft"].value
    client.force_login(other)

    client.cookies["survey_draft"] = secret
    assert "Halvveis" not in client.get(address(occasion, other)).text


def test_sending_lets_go_of_what_was_begun(client, person):
    occasion = make_occasion(people=[person])
    client.force_login(person)
    client.post(address(occasion, person), {"do": "save", "version": "1", field(occasion): "4"})
    client.post(address(occasion, person), {"do": "send", "version": "1", field(occasion): "4"})

    assert SealedDraft.objects.count() == 0


# --- My day, and what has changed ---------------------------------------------------------------


def test_my_day_shows_what_waits_and_no_more_once_it_is_answered(client, person):
    occasion = make_occasion(deadline=14, people=[person])
    client.force_login(person)
    assert address(occasion, person) in client.get("/me/").text

    client.post(address(occasion, person), {"do": "send", "version": "1", field(occasion): "4"})

    assert address(occasion, person) not in client.get("/me/").text


def test_learner_sees_their_own_change(client, person):
    occasion = make_occasion(
        make_question(), make_question("yes_no"), privacy="confidential", timing="before_and_after"
    )
    answer(occasion, person, 2, "no", moment="before")
    Respondent.objects.filter(user=person).update(instance="")
    answer(occasion, person, 4, "yes", moment="after")
    client.force_login(person)
    url = address(occasion, person, "change", "after")

    page = shown(client, url)

    assert [value.text for value in page.select(".bars__value")] == ["2", "4"]
    assert url in client.get("/me/").text


def test_change_is_not_there_before_both_are_answered(client, person):
    occasion = make_occasion(privacy="confidential", timing="before_and_after")
    answer(occasion, person, 2, moment="after")
    client.force_login(person)

    assert client.get(address(occasion, person, "change", "after")).status_code == 404
