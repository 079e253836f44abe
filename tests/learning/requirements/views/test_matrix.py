"""The matrix of one organisation: what it says, who sees it, what leaves the site."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.people.models import Membership, User
from cms.people.roles import AUDITOR, COORDINATOR, COURSE_OWNER, EDITOR
from learning.models import Enrolment
from tests.factories.learning import make_course
from tests.factories.people import make_contact, make_holder_of, make_membership, make_organisation, make_user
from tests.factories.requirements import make_done, make_requirement
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 28)
NOON = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)
ADVISER = "preparedness_adviser"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def place():
    return make_organisation("Skogdal kommune")


@pytest.fixture
def all_four(place):
    """One covered, one due soon, one overdue and one vacant."""
    course = make_course(title="Helhetlig ROS i praksis")
    source = {"source_text": "Forskriften § 7", "source_url": "https://lovdata.no/x"}
    make_requirement(course, cadence_months=48, names={"nb": "ROS-kompetanse"}, **source)
    make_requirement(course, role="log_keeper", names={"nb": "Stab og logg"})
    covered, soon, late = make_user("Covered"), make_user("Soon"), make_user("Late")
    make_membership(covered, place, role=ADVISER)
    make_membership(soon, place, role=ADVISER, starts_on=TODAY - timedelta(days=30))
    make_membership(late, place, role=ADVISER)
    make_done(covered, course, on=TODAY - timedelta(days=100))
    return course


def page(client, place, **query):
    response = client.get(reverse("requirements", kwargs={"key": place.key}), query)
    return response, BeautifulSoup(response.content, "html.parser")


def cells(soup):
    rows = soup.select(".standings tbody tr")
    return {(row.th.text, row.td.text.strip()): [one.text.split()[0] for one in row.select(".badge")] for row in rows}


def test_every_seat_stands_in_words_and_shapes(place, all_four):
    contact = make_contact(place, language="en")
    _, soup = page(signed_in(contact), place)

    assert cells(soup) == {
        ("Preparedness adviser", "Covered"): ["Covered"],
        ("Preparedness adviser", "Late"): ["Overdue"],
        ("Preparedness adviser", "Soon"): ["Due"],
        ("Log keeper", "Nobody"): ["Vacant"],
    }
    shapes = {use["href"].split("#")[1] for use in soup.select(".standings .badge use")}
    assert shapes == {"check", "cross", "clock", "dash"}
    assert "1 of 4 are covered." in soup.text
    assert soup.select_one("a[href='https://lovdata.no/x']").text == "Forskriften § 7"


def test_seat_that_is_not_asked_is_said_to_be_so(place, all_four):
    _, soup = page(signed_in(make_contact(place, language="en")), place)

    assert soup.select_one(".standings td.is-none .visually-hidden").text == "Not asked of this role"


def test_another_day_is_told_as_it_was(place, all_four):
    client = signed_in(make_contact(place, language="en"))
    _, soup = page(client, place, on="2026-06-01")

    assert "As it stands on" in soup.text
    assert cells(soup)["Preparedness adviser", "Covered"] == ["Overdue"]
    assert ("Preparedness adviser", "Soon") not in cells(soup)


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "0001-01-01", "9999-12-31", "2026-01-01' OR 1=1"])
def test_day_that_cannot_be_read_is_said_and_today_shown(place, all_four, day):
    response, soup = page(signed_in(make_contact(place, language="en")), place, on=day)

    assert response.status_code == 422
    assert soup.select_one("[name=on]")["value"] == day
    assert "As it stands today" in soup.text


def test_organisation_that_nothing_is_asked_of_is_told_so(place):
    response, soup = page(signed_in(make_contact(place, language="en")), place)

    assert (response.status_code, "Nothing is asked" in soup.text) == (200, True)


# --- Who sees it -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "status"), [(COORDINATOR, 200), (COURSE_OWNER, 200), (AUDITOR, 200), (EDITOR, 404), (None, 404)]
)
def test_those_who_see_all_see_one_and_others_find_nothing(place, all_four, role, status):
    client = signed_in(make_holder_of(role) if role else make_user())
    for name in ("requirements", "requirements_table"):
        assert client.get(reverse(name, kwargs={"key": place.key})).status_code == status


def test_contact_of_another_organisation_finds_nothing(place, all_four):
    client = signed_in(make_contact(make_organisation("Elvestad kommune")))

    assert page(client, place)[0].status_code == 404


def test_auditor_is_led_to_no_page_they_may_not_see(place, all_four):
    _, soup = page(signed_in(make_holder_of(AUDITOR)), place)

    assert not soup.select(f"a[href='{reverse('organisation', kwargs={'key': place.key})}']")


# --- The table -------------------------------------------------------------------------------------


def test_table_names_organisation_and_day_and_runs_in_no_spreadsheet(place, all_four):
    make_membership(make_user("=cmd|' /C calc'!A0"), place, role=ADVISER)
    contact = make_contact(place, language="en")
    response = signed_in(contact).get(reverse("requirements_table", kwargs={"key": place.key}))
    lines = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig")), delimiter=";"))

    assert lines[0][:5] == ["Organisation", "Organisation number", "As of", "Role", "Name"]
    by_name = {line[4]: line for line in lines[1:]}
    assert by_name["Covered"] == [
        *("Skogdal kommune", "", "2026-11-28", "Preparedness adviser", "Covered", "ROS-kompetanse"),
        *("Helhetlig ROS i praksis", "Forskriften § 7", "Covered", "2026-08-20", "2030-08-20", ""),
    ]
    assert by_name[""][8] == "Vacant"
    assert "'=cmd|' /C calc'!A0" in by_name
    line = ModelLogEntry.objects.get(action="requirements.export")
    assert (line.user, line.data) == (contact, {"on": "2026-11-28", "form": "csv"})


# --- On other pages --------------------------------------------------------------------------------


def test_organisations_page_names_the_gaps_first_and_leads_on(place, all_four):
    response = signed_in(make_contact(place, language="en")).get(reverse("organisation", kwargs={"key": place.key}))
    panel = BeautifulSoup(response.content, "html.parser").select_one("[aria-labelledby=requirements]")

    assert [badge.text.strip() for badge in panel.select(".badge")] == ["Overdue", "Vacant", "Due soon"]
    assert panel.select_one(f"a[href='{reverse('requirements', kwargs={'key': place.key})}']")


def test_evidence_shows_the_matrix_as_it_stands_today(place, all_four):
    response = signed_in(make_contact(place, language="en")).get(reverse("evidence", kwargs={"key": place.key}))
    soup = BeautifulSoup(response.content, "html.parser")

    assert cells(soup)["Log keeper", "Nobody"] == ["Vacant"]
    assert "Forskriften § 7" in soup.text


def test_who_leaves_is_gone_from_every_page_the_day_after(place):
    course, person = make_course(), make_user("Ingrid Moen")
    make_requirement(course)
    held = make_membership(person, place, role=ADVISER)
    make_done(person, course, on=TODAY)
    client = signed_in(make_contact(place, language="en"))
    before = cells(page(client, place)[1])
    Membership.objects.filter(pk=held.pk).update(ends_on=TODAY)

    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        after = cells(page(client, place)[1])

    assert before == {("Preparedness adviser", "Ingrid Moen"): ["Covered"]}
    assert after == {("Preparedness adviser", "Nobody"): ["Vacant"]}


# --- Size ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("people", [3, 300])
def test_page_and_table_ask_the_same_for_few_and_many(place, people):
    course = make_course()
    users = User.objects.bulk_create(
        User(email=f"p{number}@example.org", name=f"Nr {number}", password="!") for number in range(people)
    )
    Membership.objects.bulk_create(
        Membership(user=user, organisation=place, role=ADVISER, starts_on=date(2024, 1, 1)) for user in users
    )
    done = {"course": course, "release": course.current_release, "state": "completed"}
    Enrolment.objects.bulk_create(Enrolment(learner=user, enrolled_at=NOON, ended_at=NOON, **done) for user in users)
    make_requirement(course, cadence_months=48)
    make_requirement(course, role="log_keeper", names={"nb": "Logg"})
    cache.clear()
    client = signed_in(make_contact(place))
    found = {}
    for name in ("requirements", "requirements_table"):
        url = reverse(name, kwargs={"key": place.key})
        client.get(url)
        with count_queries() as asked:
            response = client.get(url)
            assert b"".join(response) if response.streaming else response.content
        found[name] = asked

    # Session, person, organisation, may they; roles, completed courses, certificates, pauses, vacancies, titles.
    assert [len(asked) for asked in found.values()] == [11, 11], found
