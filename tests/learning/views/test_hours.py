"""Continuing hours: what counts, whose one sees, and what the table says."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from wagtail.models import ModelLogEntry

from learning.domain.certificates import Basis, revoke_certificate
from learning.domain.renewals import renew_certificate
from learning.hours import by_person, by_year, hours_for, hours_of
from tests.factories.learning import AT, make_certificate
from tests.factories.people import make_admin, make_contact, make_organisation, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def sums(holder):
    return [
        (year.of, year.total, [(kind.key, hours) for kind, hours in year.by_kind]) for year in by_year(hours_of(holder))
    ]


def table(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_hours_are_summed_by_year_and_by_what_they_were_earned_by():
    holder = make_user()
    make_certificate(holder, key="1", hours=Decimal("2.5"), at=AT - timedelta(days=365))
    make_certificate(holder, key="2", hours=Decimal(6))
    make_certificate(holder, key="3", hours=Decimal(3))
    make_certificate(holder, key="4", kind="mentorship", hours=Decimal(10))
    make_certificate(holder, key="5")
    make_certificate(make_user(), key="6", hours=Decimal(99))

    assert sums(holder) == [
        (2026, 19, [("mentorship", 10), ("attendance", 9)]),
        (2025, Decimal("2.5"), [("attendance", Decimal("2.5"))]),
    ]


def test_year_is_the_one_on_the_clock_here():
    holder = make_user()
    make_certificate(holder, hours=Decimal(1), at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))

    assert [year for year, *_rest in sums(holder)] == [2027]


def test_hours_stay_earned_when_a_certificate_runs_out_or_is_renewed_but_not_when_it_is_revoked():
    holder = make_user()
    over = make_certificate(holder, key="1", hours=Decimal(1), valid_until=date(2026, 11, 3))
    renew_certificate(
        certificate=over, basis=Basis("enrolment", "9", "x"), valid_until=None, by=None, at=AT + timedelta(days=1)
    )
    wrong = make_certificate(holder, key="2", hours=Decimal(50))
    revoke_certificate(certificate=wrong, reason="Feil", by=make_admin(), at=AT)

    assert [year[1] for year in sums(holder)] == [2]


def test_own_page_shows_ones_own(client):
    holder = make_user("Ingrid Moen", language="en")
    certificate = make_certificate(holder, title="Varsling", hours=Decimal("6.5"))
    other = make_certificate(make_user(), key="2", title="Hemmelig", hours=Decimal(3))
    client.force_login(holder)

    page = client.get("/me/hours/").content.decode()

    assert "2026: 6 h 30 min" in page
    assert certificate.number in page
    assert other.number not in page
    assert "Hemmelig" not in page


def test_own_table_is_what_the_page_says(client):
    holder = make_user(language="en")
    certificate = make_certificate(holder, title="=Varsling", hours=Decimal("6.5"))
    client.force_login(holder)

    header, row = table(client.get("/me/hours.csv"))

    assert header[:3] == ["Year", "Date", "What"]
    assert row[:6] == ["2026", "2026-11-02", "'=Varsling", "Attendance", "6.50", certificate.number]
    assert row[6].endswith(f"/verify/{certificate.code}/")


def test_contact_sees_what_was_earned_for_the_organisation_and_nothing_else(client):
    here, there = make_organisation("Skogdal kommune"), make_organisation("Elvestad kommune")
    kari = make_user("Kari Nordmann")
    make_certificate(kari, key="1", title="Her", hours=Decimal(6), organisation=here)
    make_certificate(kari, key="2", title="Der", hours=Decimal(3), organisation=there)
    make_certificate(kari, key="3", title="For seg selv", hours=Decimal(2))
    client.force_login(make_contact(here, language="en"))

    page = client.get(f"/organisation/{here.key}/hours/").content.decode()
    rows = table(client.get(f"/organisation/{here.key}/hours.csv"))

    assert "Kari Nordmann" in page
    assert ("Her, " in page, "Der, " in page, "For seg selv" in page) == (True, False, False)
    assert [(row[0], row[3]) for row in rows[1:]] == [("Kari Nordmann", "Her")]
    assert ModelLogEntry.objects.filter(action="people.export_evidence", data__form="hours").count() == 1


def test_year_can_be_chosen_and_a_strange_one_is_the_newest(client):
    here = make_organisation()
    make_certificate(key="1", title="I år", hours=Decimal(6), organisation=here)
    make_certificate(key="2", title="I fjor", hours=Decimal(3), organisation=here, at=AT - timedelta(days=365))
    client.force_login(make_contact(here, language="en"))

    pages = {
        year: client.get(f"/organisation/{here.key}/hours/", {"year": year}).content.decode()
        for year in ("2025", "2026", "x", "1")
    }

    assert {year: ("I år" in page, "I fjor" in page) for year, page in pages.items()} == {
        "2025": (False, True),
        "2026": (True, False),
        "x": (True, False),
        "1": (True, False),
    }


@pytest.mark.parametrize("what", ["hours/", "hours.csv"])
def test_hours_of_another_organisation_are_not_found(client, what):
    client.force_login(make_contact(make_organisation("Elvestad kommune")))

    assert client.get(f"/organisation/{make_organisation().key}/{what}").status_code == 404


def test_people_stand_by_name():
    here = make_organisation()
    for key, name in enumerate(("Øyvind", "Anne", "Åse")):
        make_certificate(make_user(name), key=str(key), hours=Decimal(1), organisation=here)

    assert [person.of for person in by_person(hours_for(here))] == ["Anne", "Øyvind", "Åse"]


@pytest.mark.parametrize("number", [1, 12])
def test_page_costs_the_same_for_few_and_many(client, number):
    holder = make_user()
    for key in range(number):
        make_certificate(holder, key=str(key), hours=Decimal(1))
    client.force_login(holder)
    client.get("/me/hours/")

    with count_queries() as asked:
        client.get("/me/hours/")

    assert len(asked) == 3, asked
