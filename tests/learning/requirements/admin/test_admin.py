"""Defining requirements and paths in the admin, and how all organisations stand."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import ModelLogEntry

from cms.people.models import Membership, Organisation, User
from cms.people.roles import AUDITOR, COORDINATOR, COURSE_OWNER, EDITOR
from learning.models import Course, Enrolment
from learning.requirements.models import LearningPath, Requirement
from tests.factories.learning import make_course
from tests.factories.people import make_holder_of, make_membership, make_organisation, make_user
from tests.factories.places import make_county
from tests.factories.requirements import make_done, make_path, make_requirement
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 28)
NOON = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)
ADVISER = "preparedness_adviser"
STANDINGS = "requirements_admin:standings"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def client():
    from cms.people.domain.roles import set_up_roles

    set_up_roles(at=NOON)
    return signed_in(make_holder_of(COORDINATOR, language="en"))


def filled(course, **changed):
    return {
        "name_nb": "ROS-kompetanse",
        "role": ADVISER,
        "target": f"course:{course.translation_key}",
        "cadence_months": "48",
        "grace_days": "90",
        "opens_days": "90",
        "organisation_kinds": ["municipality"],
        "valid_from": "2026-01-01",
        **changed,
    }


def test_requirement_is_defined_and_changed_by_a_form(client):
    course, county = make_course(), make_county()

    response = client.post(reverse("requirements_admin:new_requirement"), filled(course, counties=[county.pk]))
    assert response.status_code == 302, response.context["form"].errors
    requirement = Requirement.objects.get()
    assert (requirement.current.cadence_months, list(requirement.current.counties.all())) == (48, [county])

    url = reverse("requirements_admin:requirement", args=[requirement.pk])
    form = client.get(url).context["form"]
    assert form["target"].value() == f"course:{course.translation_key}"
    client.post(url, filled(course, cadence_months="24", seen="1"))
    requirement.refresh_from_db()
    assert (requirement.current.number, requirement.current.cadence_months) == (2, 24)
    assert requirement.versions.get(number=1).cadence_months == 48


def test_saving_without_a_change_writes_no_version(client):
    course = make_course()
    client.post(reverse("requirements_admin:new_requirement"), filled(course))
    url = reverse("requirements_admin:requirement", args=[Requirement.objects.get().pk])

    client.post(url, filled(course, seen="1"))

    assert Requirement.objects.get().versions.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name_nb": ""}, "name_nb"),
        ({"target": "course:nothing"}, "target"),
        ({"cadence_months": "-3"}, "cadence_months"),
        ({"valid_from": "1. mai"}, "valid_from"),
        ({"valid_to": "2025-01-01"}, "valid_to"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"counties": ["x"]}, "counties"),
    ],
)
def test_bad_input_is_named_and_nothing_typed_is_lost(client, wrong, field):
    response = client.post(
        reverse("requirements_admin:new_requirement"), filled(make_course(), source_text="Forskriften § 7", **wrong)
    )

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert 'value="Forskriften § 7"' in response.content.decode()
    assert not Requirement.objects.exists()


def test_change_of_what_somebody_else_has_changed_is_refused(client):
    course = make_course()
    client.post(reverse("requirements_admin:new_requirement"), filled(course))
    url = reverse("requirements_admin:requirement", args=[Requirement.objects.get().pk])
    client.post(url, filled(course, grace_days="1", seen="1"))

    response = client.post(url, filled(course, grace_days="2", seen="1"))

    assert response.status_code == 422
    assert "Somebody else has changed it meanwhile" in response.content.decode()


def steps(*of, ordered=None):
    fields = {"step-TOTAL_FORMS": str(len(of)), "step-INITIAL_FORMS": "0"}
    for number, (name, courses, needed) in enumerate(of):
        fields |= {
            f"step-{number}-name_nb": name,
            f"step-{number}-courses": [course.pk for course in courses],
            f"step-{number}-needed": needed,
            f"step-{number}-ORDER": str(ordered[number]) if ordered else "",
        }
    return fields


def test_path_is_opened_and_changed_by_a_form():
    from cms.people.domain.roles import set_up_roles

    set_up_roles(at=NOON)
    client = signed_in(make_holder_of(EDITOR, language="en"))
    one, two = make_course(title="Plikten"), make_course(title="ROS")
    same = {"name_nb": "Veien", "slug": "veien", "is_open": "on"}
    written = steps(("Valg", [one, two], "1"), ("", [], ""))

    response = client.post(reverse("requirements_admin:new_path"), same | written)
    assert response.status_code == 302, (response.context["form"].errors, response.context["steps"].errors)
    path = LearningPath.objects.get()
    assert [(step.name, step.needed) for step in path.current.steps.all()] == [("Valg", 1)]

    url = reverse("requirements_admin:path", args=[path.pk])
    assert client.get(url).status_code == 200
    client.post(url, same | {"slug": "annen", "seen": "1"} | steps(("B", [one], ""), ("A", [two], ""), ordered=[2, 1]))
    path.refresh_from_db()
    assert (path.slug, path.current.number) == ("veien", 2)
    assert [step.name for step in path.current.steps.all()] == ["A", "B"]


def test_path_that_cannot_be_taken_is_refused_in_words(client):
    course = make_course()
    same = {"name_nb": "Veien", "slug": "veien"}
    url = reverse("requirements_admin:new_path")
    wrong = {
        "A path needs at least one step with a course.": steps(("", [], "")),
        "Step 2: A course stands in two steps.": steps(("A", [course], ""), ("B", [course], "")),
        "Step 1: The step asks for more courses than it offers.": steps(("A", [course], "2")),
        "Give the step a name.": steps(("", [course], "")),
    }
    for words, fields in wrong.items():
        response = client.post(url, same | fields)
        assert (response.status_code, words in response.content.decode()) == (422, True), words
    assert not LearningPath.objects.exists()


def test_address_of_another_path_is_refused(client):
    course = make_course()
    make_path(([course], None))

    response = client.post(
        reverse("requirements_admin:new_path"), {"name_nb": "Ny", "slug": "veien"} | steps(("A", [course], ""))
    )

    assert response.context["form"].errors["slug"] == ["Another path has this address."]


# --- The centre ------------------------------------------------------------------------------------


def a_country(organisations):
    """Municipalities with an adviser each but every third, every other of whom has done the course."""
    course = Course.objects.first() or make_course()
    places = Organisation.objects.bulk_create(
        Organisation(name=f"Kommune {number:03}", kind="municipality") for number in range(organisations)
    )
    users = User.objects.bulk_create(
        User(email=f"p{number}@example.org", name=f"Nr {number}", password="!") for number in range(organisations)
    )
    taken = [(user, place) for number, (user, place) in enumerate(zip(users, places, strict=True)) if number % 3]
    Membership.objects.bulk_create(
        Membership(user=user, organisation=place, role=ADVISER, starts_on=date(2024, 1, 1)) for user, place in taken
    )
    done = {"course": course, "release": course.current_release, "state": "completed"}
    Enrolment.objects.bulk_create(
        Enrolment(learner=user, enrolled_at=NOON, ended_at=NOON, **done) for user, _ in taken[::2]
    )
    make_requirement(course, cadence_months=48)
    make_requirement(course, role="log_keeper", names={"nb": "Logg"})
    return places


@pytest.mark.parametrize("organisations", [3, 350])
def test_overview_and_table_ask_the_same_for_few_and_many(client, organisations):
    a_country(organisations)
    cache.clear()
    found = {}
    for query in ("", "?export=csv"):
        url = reverse(STANDINGS) + query
        b"".join(client.get(url))
        with count_queries() as asked:
            b"".join(client.get(url))
        found[query] = asked

    assert [len(asked) for asked in found.values()] == [19, 13], found


def test_numbers_add_up_and_the_chart_has_its_table(client):
    a_country(6)
    response = client.get(reverse(STANDINGS))
    soup = BeautifulSoup(response.content, "html.parser")
    overview = response.context["overview"]

    by_requirement = {row.demand.name: dict(row.tally.numbers) for row in overview.requirements}
    assert by_requirement == {
        "ROS-kompetanse": {"covered": 2, "due_soon": 0, "overdue": 2, "vacant": 2},
        "Logg": {"covered": 0, "due_soon": 0, "overdue": 0, "vacant": 6},
    }
    assert overview.altogether.total == sum(row.tally.total for row in overview.organisations) == 12
    assert soup.select_one("svg[role=img] title").text == "How many are covered, requirement by requirement"
    assert soup.select_one("table caption").text == "Requirement by requirement"
    drawn = {rect["fill"] for rect in soup.select("svg > rect")}
    assert drawn == {"#1f6f5c", "#8f2a22", "url(#vacant-dots)"}


def test_filters_choose_county_kind_and_requirement(client):
    course, county = make_course(), make_county()
    here = make_organisation("Her", county=county)
    make_organisation("Der")
    make_organisation("Firma", kind="company", county=county)
    requirement = make_requirement(course)
    make_requirement(course, role="log_keeper", names={"nb": "Logg"})
    query = {"county": county.pk, "kind": "municipality", "requirement": requirement.pk}

    overview = client.get(reverse(STANDINGS), query).context["overview"]

    assert [row.organisation for row in overview.organisations] == [here]
    assert [row.demand.requirement_id for row in overview.requirements] == [requirement.pk]


@pytest.mark.parametrize("query", [{"county": "x"}, {"kind": "castle"}, {"requirement": "1 OR 1=1"}, {"p": "zz"}])
def test_filter_that_makes_no_sense_breaks_nothing(client, query):
    a_country(3)

    assert client.get(reverse(STANDINGS), query).status_code == 200


def test_table_of_all_is_neutralised_and_leaves_a_line_in_the_log(client):
    course, place = make_course(), make_organisation("+Skogdal", number="310000019")
    person = make_user("=1+1")
    make_membership(person, place, role=ADVISER)
    make_requirement(course, cadence_months=48)
    make_done(person, course, on=TODAY - timedelta(days=1))

    answer = client.get(reverse(STANDINGS), {"export": "csv"})
    lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))

    assert lines[1] == [
        *("'+Skogdal", "310000019", "", "2026-11-28", "Preparedness adviser", "'=1+1", "ROS-kompetanse"),
        *("Covered", "2026-11-27", "2030-11-27", ""),
    ]
    assert ModelLogEntry.objects.filter(action="requirements.export_all").count() == 1


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (COORDINATOR, {"Who is covered", "Requirements", "Learning paths"}),
        (COURSE_OWNER, {"Who is covered", "Requirements", "Learning paths"}),
        (AUDITOR, {"Who is covered", "Requirements"}),
        (EDITOR, {"Learning paths"}),
    ],
)
def test_menu_shows_what_one_may_open(rf, role, shown):
    from learning.requirements.wagtail_hooks import menu_items

    request = rf.get("/")
    request.user = make_holder_of(role)

    with override("en"):
        assert {str(item.label) for item in menu_items().menu.menu_items_for_request(request)} == shown


def test_auditor_reads_the_list_without_ways_to_change_it():
    from cms.people.domain.roles import set_up_roles

    set_up_roles(at=NOON)
    requirement = make_requirement(make_course())
    client = signed_in(make_holder_of(AUDITOR))

    html = client.get(reverse("requirements_admin:requirements")).content.decode()

    assert "ROS-kompetanse" in html
    assert reverse("requirements_admin:requirement", args=[requirement.pk]) not in html
