"""Who sees what the answers add up to, and how much of it."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from cms.people.roles import COORDINATOR, EDITOR
from learning.domain.course_staff import give_course_role
from learning.surveys.domain.occasions import close_occasion
from learning.surveys.models import Question
from tests.factories.learning import make_course
from tests.factories.people import make_holder_of, make_organisation, make_user
from tests.factories.surveys import AT, DAY, answer, answer_all, make_occasion, make_people, make_question, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    person = make_holder_of(COORDINATOR)
    client.force_login(person)
    return person


def results(occasion, name="results"):
    return reverse(f"surveys:{name}", args=[occasion.uuid])


def page_of(client, occasion, **query):
    return BeautifulSoup(client.get(results(occasion), query).content, "html.parser")


def table(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_coordinator_sees_bars_and_the_table_behind_them(client, coordinator):
    occasion = make_occasion(make_question("yes_no", cannot_answer=True))
    answer_all(occasion, 4, "yes")
    answer_all(occasion, 1, "cannot")

    chart = page_of(client, occasion).select_one(".chart")

    assert [one.text for one in chart.select(".bars__value")] == ["4 (80 %)", "0 (0 %)", "1 (20 %)"]
    rows = [[cell.text for cell in row.select("th, td")] for row in chart.select("tbody tr")]
    assert [row[1:] for row in rows] == [["4", "80 %"], ["0", "0 %"], ["1", "20 %"]]
    assert all(bar["aria-hidden"] == "true" for bar in chart.select("svg"))


def test_four_answers_show_counts_only(client, coordinator):
    occasion = make_occasion(make_question("long_text"))
    answer_all(occasion, 4, "Hemmelig svar")

    text = client.get(results(occasion)).text
    assert "Hemmelig svar" not in text
    assert page_of(client, occasion).select(".chart") == []
    assert table(client.get(results(occasion, "sums_csv")))[1:] == []


def test_five_answers_show_their_words(client, coordinator):
    occasion = make_occasion(make_question("long_text"))
    answer_all(occasion, 5, "Mer om strømbrudd")

    assert len(page_of(client, occasion).select(".said li")) == 5


def test_words_of_people_are_no_html(client, coordinator):
    occasion = make_occasion(make_question("long_text"))
    answer_all(occasion, 5, "<script>alert(1)</script>")

    assert "<script>alert" not in client.get(results(occasion)).text


def test_owner_of_the_course_sees_its_results_and_no_other(client):
    course, other = make_course(), make_course(title="Et annet")
    owner = make_holder_of(EDITOR)
    give_course_role(course=course, user=owner, role="owner", by=None, at=AT)
    mine = make_occasion(kind="course", key=str(course.translation_key))
    theirs = make_occasion(kind="course", key=str(other.translation_key))
    sent = make_occasion(deadline=14)
    client.force_login(owner)

    assert client.get(results(mine)).status_code == 200
    assert [client.get(results(one)).status_code for one in (theirs, sent)] == [404, 404]
    assert results(mine) in client.get("/surveys/").text
    assert results(theirs) not in client.get("/surveys/").text


def test_learner_sees_no_results(client):
    occasion = make_occasion()
    client.force_login(make_user())

    addresses = [results(occasion, name) for name in ("results", "sums_csv", "answers_csv")] + ["/surveys/"]
    assert {client.get(one).status_code for one in addresses} == {404}


def test_answers_with_names_are_for_coordinators_where_it_was_said(client, coordinator):
    where = make_organisation("Skogdal kommune")
    named, anonymous = make_occasion(make_question("short_text"), privacy="named"), make_occasion()
    for words in ("Aggregat", "=1+1"):
        person = make_people(1)[0]
        answer(named, person, words, organisation=where)

    rows = table(client.get(results(named, "answers_csv")))

    assert {row[3] for row in rows[1:]} == {"Aggregat", "'=1+1"}
    assert all(row[0].startswith("Person") for row in rows[1:])
    assert client.get(results(anonymous, "answers_csv")).status_code == 404


def test_sums_are_exported_as_they_are_shown(client, coordinator):
    question = make_question("yes_no", "Bør senteret bli varig?", cannot_answer=True)
    occasion = make_occasion(question, deadline=14)
    answer_all(occasion, 11, "yes")
    answer_all(occasion, 1, "no")
    answer_all(occasion, 2, "cannot")
    occasion = close_occasion(occasion=occasion, by=None, at=AT + DAY)

    rows = table(client.get(results(occasion, "sums_csv")))

    assert [row[2:] for row in rows[1:]] == [[n, "14", "0", str(question.key)] for n in ("11", "1", "2")]


def test_hidden_part_is_not_exported_either(client, coordinator):
    occasion = make_occasion(deadline=14)
    for kind, number in (("municipality", 9), ("company", 3)):
        where = make_organisation(kind=kind)
        for person in make_people(number):
            answer(occasion, person, 4, organisation=where)
    occasion = close_occasion(occasion=occasion, by=None, at=AT + DAY)

    for part in ("kind:company", "kind:municipality"):
        rows = table(client.get(results(occasion, "sums_csv"), {"part": part}))
        assert {row[3] for row in rows[1:]} == {"12"}


def test_deadline_is_waited_for(client, coordinator):
    occasion = make_occasion(deadline=14)
    answer_all(occasion, 8, 4)

    assert page_of(client, occasion).select(".chart") == []
    close_occasion(occasion=occasion, by=None, at=AT)
    assert len(page_of(client, occasion).select(".chart")) == 1


@pytest.mark.parametrize("number", [5, 30])
def test_results_cost_the_same_however_many_answered(client, coordinator, number, django_assert_num_queries):
    occasion = make_occasion(make_question(), make_question("yes_no"), deadline=14)
    answer_all(occasion, number, 4, "yes")
    close_occasion(occasion=occasion, by=None, at=AT)
    client.get(results(occasion))

    with django_assert_num_queries(6):
        client.get(results(occasion))


def test_pair_is_shown_as_a_change_of_five_people(client, coordinator):
    occasion = make_occasion(privacy="confidential", timing="before_and_after")
    for number, person in enumerate(make_people(5)):
        assert page_of(client, occasion).select(".chart") == []
        answer(occasion, person, 2, moment="before")
        answer(occasion, person, 4, moment="after", instance="")
        assert number < 5

    chart = page_of(client, occasion).select_one(".chart")
    assert [one.text for one in chart.select(".bars__value")] in (["2.00", "4.00"], ["2,00", "4,00"])
    assert [cell.text for cell in chart.select("tbody td")][2:] == ["5", "0", "5"]


def test_changes_are_taken_along_as_they_are_shown(client, coordinator):
    occasion = make_occasion(privacy="confidential", timing="before_and_after")
    address = reverse("surveys:sums_csv", args=[occasion.uuid])

    def lines():
        return b"".join(client.get(address)).decode("utf-8-sig").splitlines()

    for person in make_people(5):
        assert len(lines()) == 1
        answer(occasion, person, 2, moment="before")
        answer(occasion, person, 4, moment="after", instance="")

    header, only = lines()
    separator = ";" if ";" in header else ","
    assert only.split(separator)[1:6] == ["2.00", "4.00", "5", "0", "5"]
    assert address in client.get(results(occasion)).content.decode()
    client.force_login(make_user())
    assert client.get(address).status_code == 404


# --- Over the years -----------------------------------------------------------------------------


def test_trend_follows_the_question_through_surveys_and_wordings(client, coordinator):
    question = make_question(text="Var kurset nyttig?")
    first = make_occasion(question)
    answer_all(first, 5, 3, at=AT)
    close_occasion(occasion=first, by=None, at=AT)
    Question.objects.filter(pk=question.pk).update(text={"nb": "Hvor nyttig var kurset?"})
    later = AT.replace(year=2027)
    second = make_occasion(Question.objects.get(pk=question.pk), at=later)
    answer_all(second, 5, 5, at=later)

    page = BeautifulSoup(client.get(reverse("surveys:trend", args=[question.key])).content, "html.parser")

    assert page.select_one("h1").text == "Hvor nyttig var kurset?"
    assert [one.text for one in page.select(".bars dt")] == ["2026", "2027"]
    assert [cell.text for cell in page.select("tbody tr")[-1].select("td")] in (["3.00", "5.00"], ["3,00", "5,00"])


def test_trend_shows_no_year_of_four(client, coordinator):
    question = make_question()
    occasion = make_occasion(question)
    answer_all(occasion, 4, 3)
    close_occasion(occasion=occasion, by=None, at=AT)

    page = BeautifulSoup(client.get(reverse("surveys:trend", args=[question.key])).content, "html.parser")
    assert page.select(".bars dt") == []


def test_trend_of_what_one_may_not_see_is_not_there(client):
    question = make_question()
    answer_all(make_occasion(question), 5, 3)
    client.force_login(make_user())

    assert client.get(reverse("surveys:trend", args=[question.key])).status_code == 404


def test_new_version_counts_together_with_the_old(client, coordinator):
    question = make_question()
    occasion = make_occasion(question)
    answer_all(occasion, 3, 3)
    Question.objects.filter(pk=question.pk).update(text={"nb": "Hvor nyttig?"})
    publish(occasion.survey)
    occasion.refresh_from_db()
    answer_all(occasion, 2, 5)

    charts = page_of(client, occasion).select(".chart")
    assert [one.select_one("h2").text for one in charts] == ["Hvor nyttig?"]
    assert "5" in charts[0].select_one(".quiet").text
