"""The year in numbers: who sees it, what it counts, and how many questions it costs."""

from datetime import UTC, datetime

import pytest
import time_machine

from cms.people import roles
from cms.places.models import County, Municipality
from learning.models import Course
from tests.factories.learning import complete, make_course, make_enrolment
from tests.factories.people import (
    make_admin,
    make_contact,
    make_holder_of,
    make_membership,
    make_organisation,
    make_user,
)
from tests.factories.teaching import make_teacher
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
URL = "/reports/centre/"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(datetime(2026, 11, 28, 12, tzinfo=UTC), tick=False):
        yield


def make_place(name, county="Innlandet", country="no"):
    county = County.objects.get_or_create(name=county, country=country)[0]
    municipality = Municipality.objects.create(name=name, county=county, country=country)
    return make_organisation(f"{name} kommune", municipality=municipality, country=country)


def enrol_for(place, *, course, done=False):
    learner = make_user()
    make_membership(learner, place)
    enrolment = make_enrolment(course=course, learner=learner)
    return complete(enrolment) if done else enrolment


def overview(client, asked=""):
    return client.get(URL + asked).context["overview"]


def test_who_sees_it():
    course = make_course()
    for one in (make_user(), make_contact(make_organisation()), make_teacher(course), make_holder_of(roles.EDITOR)):
        assert signed_in(one).get(URL).status_code == 404
    for role in (roles.COORDINATOR, roles.COURSE_OWNER, roles.AUDITOR):
        client = signed_in(make_holder_of(role))
        assert client.get(URL).status_code == 200
        assert URL in client.get("/admin/").content.decode()
    assert URL not in signed_in(make_teacher(course)).get("/admin/").content.decode()


def test_what_is_counted():
    course, (busy, idle, other) = make_course(), map(make_place, ("Skogdal", "Fjellvik", "Myrdal"))
    enrol_for(busy, course=course, done=True)
    enrol_for(busy, course=course)
    enrol_for(other, course=course)

    found = overview(signed_in(make_admin()))

    assert (found.totals.enrolments, found.totals.completions, found.totals.certificates) == (3, 1, 1)
    assert [month.enrolments for month in found.months] == [0] * 10 + [3, 0]
    assert [(row.enrolled, row.completed, row.percent) for row in found.courses] == [(3, 1, 33)]
    assert [row.organisation for row in found.most] == [busy, other]
    assert [row.organisation for row in found.least] == [idle]
    assert (found.organisations, found.idle) == (3, 1)
    assert [one.name for one in found.empty] == ["Fjellvik"]


def test_year_county_and_country_limit_it():
    course, here = make_course(), make_place("Skogdal")
    sweden = make_place("Lysvik", county="Värmland", country="se")
    for place in (here, sweden):
        enrol_for(place, course=course)
    enrol_for(here, course=course)
    client = signed_in(make_admin())

    assert overview(client, f"?year=2026&county={here.municipality.county_id}").totals.enrolments == 2
    assert overview(client, "?country=se").totals.enrolments == 1
    assert client.get(f"{URL}?year=2025").status_code == 422
    assert client.get(f"{URL}?county=999999&year=x").status_code == 422


def test_a_month_is_the_centres_own_month():
    # Half past midnight on 1 October where the centre is, still September in UTC.
    make_enrolment(at=datetime(2026, 9, 30, 22, 30, tzinfo=UTC))

    assert [month.enrolments for month in overview(signed_in(make_admin())).months] == [0] * 9 + [1, 0, 0]


def test_chart_has_a_title_and_its_table():
    make_enrolment()
    html = signed_in(make_admin(language="en")).get(URL).content.decode()

    assert '<title id="months-title">' in html
    assert "<title>November, Enrolments: 1</title>" in html
    assert html.index("months-title") < html.index("months-caption")


def test_the_same_questions_for_few_and_for_many():
    client, counts = signed_in(make_holder_of(roles.COORDINATOR)), []
    for size in (2, 8):
        for number in range(size):
            place = make_place(f"Nr {size} {number}", county=f"Fylke {size} {number}")
            enrol_for(place, course=Course.objects.first() if number % 2 else make_course(), done=True)
        client.get(URL)
        with count_queries() as asked:
            client.get(URL)
        counts.append(len(asked))

    assert counts == [12, 12]
