"""What an organisation can show: certificates and roles, by page and by table."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms import clock
from cms.evidence import evidence_of
from learning.domain.certificates import revoke_certificate
from learning.evidence import Issued, certificates_issued, coverage_of, people_here
from learning.models import Certificate, Enrolment
from tests.factories.learning import AT, make_certificate, make_course, make_enrolment
from tests.factories.people import make_admin, make_contact, make_membership, make_organisation, make_user
from tests.factories.requirements import make_done, make_requirement

from .views.desk import signed_in

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
TODAY = date(2026, 11, 2)


@pytest.fixture
def place():
    return make_organisation("Skogdal kommune", number="310000019")


def somebody(place, name, *, key, until=None, role="log_keeper", ended=None):
    person = make_user(name)
    make_membership(person, place, role=role, ends_on=ended)
    make_certificate(person, key=key, organisation=place, valid_until=until, title="Øvelsesdagen")
    return person


def table_of(client, place, query=""):
    response = client.get(reverse("evidence_table", kwargs={"key": place.key}) + query)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return response, list(csv.reader(io.StringIO(text), delimiter=";"))


def test_today_shows_what_holds_of_those_who_are_here(place):
    today = clock.today()
    somebody(place, "Åse Lie", key="1")
    somebody(place, "Berit Dahl", key="2", until=today)
    somebody(place, "Cato Expired", key="3", until=today - DAY)
    somebody(place, "Dag Left", key="4", ended=today - DAY)
    make_certificate(make_user("Else Elsewhere"), key="5", organisation=make_organisation("Elvestad"))

    now = evidence_of(place, everything=False, on=today)
    everything = evidence_of(place, everything=True, on=today)

    def shown(found):
        return [(one.row.person, bool(one.row.number)) for one in found]

    assert shown(now) == [
        ("Berit Dahl", False),
        ("Berit Dahl", True),
        ("Cato Expired", False),
        ("Åse Lie", False),
        ("Åse Lie", True),
    ]
    assert {one.row.person for one in everything} == {"Åse Lie", "Berit Dahl", "Cato Expired", "Dag Left"}
    assert [one.roles for one in everything if one.row.person == "Dag Left"] == [(), ()]


def test_revoked_certificate_is_no_evidence_today(place):
    somebody(place, "Åse Lie", key="1")
    revoke_certificate(certificate=Certificate.objects.get(), reason="Feil", by=make_admin(), at=AT)

    assert not [one for one in evidence_of(place, everything=False, on=clock.today()) if one.row.number]
    states = {one.row.state for one in evidence_of(place, everything=True, on=clock.today()) if one.row.number}
    assert states == {"revoked"}


def test_certificate_issued_to_a_merged_record_is_the_kept_ones(place):
    merged = make_organisation("Skogdal kommune (gammel)", state="merged", merged_into=place)
    person = make_user("Åse Lie")
    make_membership(person, place)
    make_certificate(person, organisation=merged)

    assert [one.row.person for one in evidence_of(place, everything=False, on=clock.today()) if one.row.number] == [
        "Åse Lie"
    ]


def test_table_stands_alone_and_runs_nothing(place):
    somebody(place, '=HYPERLINK("x")', key="1", until=clock.today() + DAY)
    contact = make_contact(place)
    client = signed_in(contact)
    client.cookies["django_language"] = "en"

    response, (header, *rows) = table_of(client, place)

    code = Certificate.objects.get().code
    assert response["Content-Disposition"].startswith('attachment; filename="skogdal-kommune-')
    assert len({len(row) for row in [header, *rows]}) == 1
    proof = next(row for row in rows if row[8])
    assert proof[:4] == ["Skogdal kommune", "310000019", clock.today().isoformat(), '\'=HYPERLINK("x")']
    assert (proof[6], proof[10]) == ("Øvelsesdagen", (clock.today() + DAY).isoformat())
    assert proof[-1] == f"http://testserver/verify/{code}/"


def test_every_export_leaves_a_line_without_names(place):
    contact = make_contact(place)
    client = signed_in(contact)

    client.get(reverse("evidence", kwargs={"key": place.key}) + "?all")
    table_of(client, place)

    lines = ModelLogEntry.objects.filter(action="people.export_evidence").order_by("pk")
    assert [(line.user, line.data) for line in lines] == [
        (contact, {"everything": True, "form": "page"}),
        (contact, {"everything": False, "form": "csv"}),
    ]
    assert lines[0].object_id == str(place.pk)


def test_page_to_print_names_day_organisation_and_where_to_check(place):
    somebody(place, "Åse Lie", key="1")

    html = signed_in(make_contact(place)).get(reverse("evidence", kwargs={"key": place.key})).content.decode()

    for shown in ("Skogdal kommune", "310 000 019", "Åse Lie", f"/verify/{Certificate.objects.get().code}/"):
        assert shown in html


@pytest.mark.parametrize(
    ("days", "numbers"),
    [(None, (1, 0, 0)), (61, (1, 0, 0)), (60, (0, 1, 0)), (0, (0, 1, 0)), (-1, (0, 0, 1))],
)
def test_coverage_tells_valid_expiring_and_expired_apart(place, days, numbers):
    person = somebody(place, "Åse Lie", key="1", until=None if days is None else TODAY + days * DAY)
    make_membership(make_user(), place)
    here = people_here(place, on=TODAY)

    altogether, course = coverage_of(certificates_issued(place, on=TODAY), {}, here)

    assert (altogether.valid, altogether.expiring, altogether.expired) == numbers
    assert (course.title, course.people, course.none) == ("Øvelsesdagen", 2, 1)
    assert person.pk in here


def test_the_better_of_two_certificates_counts_and_bars_fill_the_whole():
    issued = [Issued("Kurs", 1, None, "1", "c", None, state) for state in ("expired", "valid", "revoked")]
    issued += [Issued("Kurs", 2, None, "1", "c", None, "expiring"), Issued("Kurs", 9, None, "1", "c", None, "valid")]

    _altogether, course = coverage_of(issued, {}, {1, 2, 3})

    assert (course.valid, course.expiring, course.expired, course.none) == (1, 1, 0, 1)
    assert [(bar.state, bar.start, bar.length) for bar in course.bars] == [
        ("valid", 0, 33.33),
        ("expiring", 33.33, 33.33),
        ("none", 66.67, 33.33),
    ]


def test_bars_of_the_organisation_page_have_a_key(place):
    enrolment = make_enrolment(learner=make_user())
    make_membership(enrolment.learner, place)
    Enrolment.objects.filter(pk=enrolment.pk).update(organisation=place)
    make_certificate(enrolment.learner, kind="course", key=str(enrolment.pk), organisation=place)

    page = signed_in(make_contact(place)).get(f"/organisation/{place.key}/").content.decode()

    for state in ("valid", "expiring", "expired", "none"):
        assert f'<rect class="coverage-bar__{state}" width="10" height="10">' in page


def test_table_says_how_the_organisation_stands_with_what_is_asked(place):
    course = make_course()
    make_requirement(course)
    covered, late = make_user("Åse Lie"), make_user("Berit Dahl")
    for one in (covered, late):
        make_membership(one, place, role="preparedness_adviser", starts_on=date(2025, 1, 1))
    make_done(covered, course, on=clock.today() - DAY)
    make_requirement(course, role="chief_executive")
    client = signed_in(make_contact(place))
    client.cookies["django_language"] = "en"

    _response, (_header, *rows) = table_of(client, place)

    asked = sorted((row[3], row[11]) for row in rows if row[5] == "Requirement")
    assert asked == [("", "Vacant"), ("Berit Dahl", "Overdue"), ("Åse Lie", "Covered")]
    assert next(row[9] for row in rows if row[11] == "Covered") == (clock.today() - DAY).isoformat()
    page = client.get(reverse("evidence", kwargs={"key": place.key}))
    assert not [row for row in page.context["roles"] if str(row["kind"]) == "Requirement"]
