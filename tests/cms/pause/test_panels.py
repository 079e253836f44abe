"""Whom a pause covers sees it first of all; whom it does not cover sees nothing and pays nothing."""

import pytest
from django.test import Client

from cms.pause.domain.pauses import declare_pause
from cms.pause.targets import Target
from tests.factories.people import make_contact, make_membership, make_organisation, make_user
from tests.queries import count_queries

from .domain.test_pauses import AT, declare

pytestmark = pytest.mark.django_db

TITLE = "Reminders and deadlines stand still"


def shown(client, person, address="/me/"):
    client.force_login(person)
    return client.get(address, follow=True).content.decode()


def member_of(*organisations, **fields):
    person = make_user(language="en", **fields)
    for organisation in organisations:
        make_membership(person, organisation)
    return person


def test_person_who_is_covered_reads_it_on_their_day():
    health, energy = make_organisation("A", sector="health"), make_organisation("B", sector="energy")
    declare(Target("sector", sector="health"))

    html = shown(Client(), member_of(health, energy))

    assert html.count(TITLE) == 1
    assert "for the sector Health and care since" in html
    assert TITLE not in shown(Client(), member_of(energy))
    assert TITLE not in shown(Client(), member_of())


def test_pause_for_everybody_reaches_people_without_organisation(client):
    declare()

    assert TITLE in shown(client, member_of())


def test_membership_that_has_ended_counts_no_more(client):
    organisation = make_organisation(sector="health")
    person = make_user(language="en")
    make_membership(person, organisation, ends_on=AT.date().replace(year=2025))
    declare(Target("sector", sector="health"))

    assert TITLE not in shown(client, person)


def test_contact_reads_it_on_the_organisations_page(client):
    paused, other = make_organisation("A", sector="health"), make_organisation("B")
    person = make_contact(paused, language="en")
    make_membership(person, other, role="contact")
    declare(Target("sector", sector="health"))

    pages = [shown(client, person, f"/organisation/{one.key}/") for one in (paused, other)]

    assert [page.count(TITLE) for page in pages] == [1, 0]


def test_reason_is_text(client):
    declare_pause(target=Target("all"), reason="<script>1</script>", by=None, at=AT)

    assert "<script>1" not in shown(client, member_of())


def test_nobody_pays_while_nothing_is_paused(client):
    person = member_of(make_organisation())
    shown(client, person)
    with count_queries() as without:
        shown(client, person)

    assert not [sql for sql in without if "pause_pause" in sql]
