"""Writing a survey in the admin, publishing it, asking people: as an editor and a coordinator do it."""

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from cms.people.roles import COORDINATOR, EDITOR
from learning.surveys.models import Occasion, Question, Survey, SurveyVersion
from tests.factories.learning import make_course
from tests.factories.people import make_holder_of
from tests.factories.surveys import AT, DAY, make_occasion, make_people, make_question, make_survey, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(AT, tick=False), translation.override("en"):
        yield


@pytest.fixture
def editor(client):
    person = make_holder_of(EDITOR, language="en")
    client.force_login(person)
    return person


@pytest.fixture
def coordinator(client):
    person = make_holder_of(COORDINATOR, language="en")
    client.force_login(person)
    return person


def management(prefix, number):
    return {
        f"{prefix}-TOTAL_FORMS": number,
        f"{prefix}-INITIAL_FORMS": 0,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }


def test_question_is_written_in_several_languages_with_its_answers(client, editor):
    form = {
        "kind": "single_choice",
        "text_nb": "Hva trenger dere?",
        "text_sv": "Vad behöver ni?",
        "cannot_answer": "on",
    }
    form |= management("options", 2)
    for place, (nb, sv) in enumerate((("Kurs", "Kurs"), ("Øvelse", "Övning"))):
        form |= {f"options-{place}-label_nb": nb, f"options-{place}-label_sv": sv, f"options-{place}-ORDER": place + 1}

    response = client.post(reverse("question:add"), form)

    assert response.status_code == 302, response.context["form"].errors
    question = Question.objects.get()
    assert question.text == {"nb": "Hva trenger dere?", "sv": "Vad behöver ni?"}
    assert [option.label["sv"] for option in question.options.all()] == ["Kurs", "Övning"]
    assert question.cannot_answer


def test_question_without_words_is_refused_and_keeps_what_was_typed(client, editor):
    form = {"kind": "scale", "low_nb": "Ikke nyttig"} | management("options", 0)

    page = BeautifulSoup(client.post(reverse("question:add"), form).content, "html.parser")

    assert Question.objects.count() == 0
    assert page.select_one("[name=low_nb]")["value"] == "Ikke nyttig"
    assert "Write it in one language at least." in page.text


def test_survey_is_put_together_and_published(client, editor):
    question = make_question()
    form = {"title_nb": "Evaluering", "source_language": "nb", "privacy": "anonymous"} | management("questions", 1)
    form |= {"questions-0-question": question.pk, "questions-0-required": "on", "questions-0-ORDER": 1}
    client.post(reverse("survey:add"), form)
    survey = Survey.objects.get()
    url = reverse("surveys_admin:survey", args=[survey.pk])

    assert client.get(url).status_code == 200
    client.post(url)

    version = SurveyVersion.objects.get()
    assert (version.number, version.published_by) == (1, editor)
    assert version.content["questions"][0]["required"]


def test_what_is_missing_is_said_and_nothing_is_published(client, editor):
    survey = make_survey(make_question("single_choice", "Hva trenger dere?", options=["Kurs"]))
    url = reverse("surveys_admin:survey", args=[survey.pk])

    text = client.get(url).text
    client.post(url)

    assert "Hva trenger dere?" in text
    assert "There must be at least two answers to choose from" in text
    assert SurveyVersion.objects.count() == 0


def test_coordinator_sees_whom_it_asks_before_anybody_is_asked(client, coordinator):
    make_people(3)
    make_people(2, kind="company")
    survey = make_survey()
    publish(survey)
    url = reverse("surveys_admin:open_occasion", args=[survey.pk])
    form = {"about": "centre:", "timing": "once", "days": 30, "last_day": "2026-11-20", "kinds": ["municipality"]}

    asked = client.post(url, form)
    assert Occasion.objects.count() == 0
    assert "3 people, 3 organisations" in asked.text

    hidden = {
        field["name"]: field["value"]
        for field in BeautifulSoup(asked.content, "html.parser").select("form [type=hidden]")
    }
    client.post(url, hidden)

    occasion = Occasion.objects.get()
    assert occasion.respondents.count() == 3
    assert occasion.audience["kinds"] == ["municipality"]
    assert occasion.deadline_at.isoformat() == "2026-11-20T22:59:59+00:00"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"last_day": ""}, "Choose the last day to answer."),
        ({"last_day": "2026-11-01"}, "This day has passed."),
        ({"timing": "before_and_after", "last_day": "2026-11-20"}, "There is no before and after here."),
        ({"roles": ["log_keeper"], "last_day": "2026-11-20", "confirmed": "yes"}, "Nobody fits these choices."),
    ],
)
def test_mistakes_are_said_and_nobody_is_asked(client, coordinator, wrong, words):
    make_people(1)
    survey = make_survey()
    publish(survey)

    response = client.post(
        reverse("surveys_admin:open_occasion", args=[survey.pk]),
        {"about": "centre:", "timing": "once", "days": 30} | wrong,
    )

    assert response.status_code == 422
    assert words in response.text
    assert Occasion.objects.count() == 0


def test_anonymous_survey_is_not_asked_before_and_after(client, coordinator):
    course, survey = make_course(), make_survey()
    publish(survey)
    about = f"course:{course.translation_key}"

    response = client.post(
        reverse("surveys_admin:open_occasion", args=[survey.pk]),
        {"about": about, "timing": "before_and_after", "days": 30},
    )

    assert "must be one in confidence" in response.text


def test_editor_may_ask_nobody(client, editor):
    course, survey = make_course(), make_survey()
    publish(survey)
    url = reverse("surveys_admin:open_occasion", args=[survey.pk])

    response = client.post(url, {"about": f"course:{course.translation_key}", "timing": "once", "days": 30})

    assert response.status_code == 422
    assert Occasion.objects.count() == 0


def test_closing_asks_first(client, coordinator):
    occasion = make_occasion(deadline=14)
    url = reverse("surveys_admin:close_occasion", args=[occasion.pk])

    assert client.get(url).status_code == 200
    occasion.refresh_from_db()
    assert occasion.is_open
    with time_machine.travel(AT + DAY, tick=False):
        client.force_login(coordinator)
        client.post(url)
    occasion.refresh_from_db()
    assert not occasion.is_open


@pytest.mark.parametrize("number", [1, 5])
def test_list_of_surveys_costs_the_same_however_many(client, coordinator, number, django_assert_num_queries):
    for _one in range(number):
        publish(make_survey())
    client.get(reverse("survey:index"))

    with django_assert_num_queries(13):
        client.get(reverse("survey:index"))


def test_list_of_surveys_says_what_each_cell_is(client, coordinator):
    make_survey()

    page = BeautifulSoup(client.get(reverse("survey:index")).content, "html.parser")

    cells = page.select("table.listing--stack tbody td[data-label]")
    assert len(cells) == 2
    assert all(cell["data-label"] and cell.get_text(strip=True) for cell in cells)
