"""The log by person, and what stands beside its lines in words."""

import csv
import io

import pytest
from django.utils import translation
from wagtail.models import ModelLogEntry

from cms import audit
from cms.audit_words import data_in_words
from cms.people import roles
from cms.people.domain.memberships import give_membership
from tests.factories.learning import AT
from tests.factories.people import make_admin, make_holder_of, make_organisation, make_user

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/audit-log/"


@pytest.fixture
def auditor(client):
    auditor = make_holder_of(roles.AUDITOR, language="en")
    client.force_login(auditor)
    ModelLogEntry.objects.all().delete()
    return auditor


def things(client, **wanted):
    return {(row["line"].action, row["line"].thing) for row in client.get(ADDRESS, wanted).context["rows"]}


@pytest.mark.parametrize("text", ["Nordmann", "kari nor", "kari@example.org", "KARI@example"])
def test_lines_by_a_person_about_them_and_of_their_roles_are_found(client, auditor, text):
    kari, other = make_user("Kari Nordmann", email="kari@example.org"), make_user("Per Persen")
    audit.record(other, action="people.register", by=kari, at=AT)
    audit.record(kari, action="people.register", by=None, at=AT)
    audit.record(other, action="people.give_role", by=None, at=AT, role="teacher")
    role = give_membership(
        user=kari, organisation=make_organisation(), role="contact", starts_on=AT.date(), by=None, at=AT
    )

    assert things(client, person=text) == {
        ("people.register", str(other.pk)),
        ("people.register", str(kari.pk)),
        ("people.join", str(role.pk)),
    }


@pytest.mark.parametrize("text", ["Nobody There", "x" * 254, "%", "'; drop"])
def test_name_nobody_has_finds_nothing(client, auditor, text):
    audit.record(make_user("Kari Nordmann"), action="people.register", by=None, at=AT)

    assert things(client, person=text) == set()


def test_what_stands_beside_is_in_words_with_names_on_the_page_and_none_in_the_export(client, auditor):
    kari, place = make_user("Kari Nordmann"), make_organisation()
    give_membership(user=kari, organisation=place, role="log_keeper", starts_on=AT.date(), by=make_admin(), at=AT)

    page = client.get(ADDRESS, {"person": "Nordmann"}).content.decode()
    text = b"".join(client.get(ADDRESS, {"person": "Nordmann", "export": "csv"}).streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")

    for words in (
        f"Person: {kari.pk} (Kari Nordmann)",
        f"Organisation: {place.pk} (Skogdal kommune)",
        "Role: Log keeper",
    ):
        assert words in page
    assert row["Action"] == "Join organisation"
    assert set(row["More"].split(", ")) == {f"Person: {kari.pk}", f"Organisation: {place.pk}", "Role: Log keeper"}


def test_export_keeps_the_language_it_was_asked_in(client, auditor):
    audit.record(make_user(), action="privacy.retain", by=None, at=AT, dry_run=True)
    answer = client.get(ADDRESS, {"export": "csv"})

    with translation.override("nb"):
        text = b"".join(answer.streaming_content).decode("utf-8-sig")

    assert "Only counted: Yes" in text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, ""),
        (None, ""),
        ({"dry_run": False, "rows": 3}, "Only counted: No, Rows: 3"),
        ({"before": "nb", "after": "nn"}, "Before: Bokmål, After: Nynorsk"),
        ({"roles": ["contact", "log_keeper"]}, "Roles: Contact person, Log keeper"),
        ({"never_heard_of": "x"}, "Never_heard_of: x"),
        ({"changed": {"before": "contact"}}, "Changed: Before: Contact person"),
    ],
)
def test_data_in_words(data, words):
    with translation.override("en"):
        assert data_in_words(data) == words
