"""The page for crisis pauses: who may, what it asks before, and what it says afterwards."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from cms.pause.models import Pause
from cms.pause.targets import Target
from cms.people import roles
from tests.factories.people import (
    make_admin,
    make_contact,
    make_holder_of,
    make_membership,
    make_organisation,
    make_user,
)
from tests.factories.places import make_county, make_municipality
from tests.queries import count_queries

from .domain.test_pauses import declare

pytestmark = pytest.mark.django_db

HERE = "/admin/crisis-pause/"
TYPED = {"scope": "sector", "sector": "health", "reason": "Flom i Skogdal"}


@pytest.fixture
def admin(client):
    admin = make_admin(language="en")
    client.force_login(admin)
    return admin


def test_first_answer_says_whom_it_covers_and_changes_nothing(client, admin):
    for name in ("Skogdal", "Elvestad"):
        make_membership(make_user(), make_organisation(name, sector="health"))

    html = client.post(HERE, TYPED).content.decode()

    assert "It covers 2 organisations, 2 people." in html
    assert "Flom i Skogdal" in html
    assert not Pause.objects.exists()


def test_second_answer_declares_it(client, admin):
    response = client.post(HERE, TYPED | {"confirmed": "yes"}, follow=True)

    pause = Pause.objects.get()
    assert (pause.target, pause.reason, pause.declared_by, pause.ends_at) == (
        "sector:health",
        "Flom i Skogdal",
        admin,
        None,
    )
    assert response.redirect_chain == [(HERE, 302)]
    assert "The timers stand still for the sector Health and care." in response.content.decode()


def test_what_is_confirmed_is_what_was_typed(client, admin):
    county = make_county()
    typed = {"scope": "county", "county": county.pk, "reason": "Flom", "ends_at": "2099-01-01T08:00"}

    form = client.post(HERE, typed).context["form"]
    again = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    client.post(HERE, again | {"confirmed": "yes"})

    pause = Pause.objects.get()
    assert (pause.county, pause.ends_at.isoformat()) == (county, "2099-01-01T07:00:00+00:00")


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"scope": ""}, {"scope"}),
        ({"sector": ""}, {"sector"}),
        ({"scope": "organisation"}, {"organisation"}),
        ({"scope": "county", "county": "999"}, {"county"}),
        ({"reason": ""}, {"reason"}),
        ({"reason": "x" * 501}, {"reason"}),
        ({"ends_at": "2020-01-01T08:00"}, {"ends_at"}),
        ({"ends_at": "i morgen"}, {"ends_at"}),
    ],
)
def test_bad_answer_says_what_is_wrong_and_keeps_what_was_typed(client, admin, values, wrong):
    response = client.post(HERE, TYPED | values | {"confirmed": "yes"})

    assert (response.status_code, set(response.context["form"].errors)) == (200, wrong)
    assert response.context["form"]["reason"].value() == (TYPED | values)["reason"]
    assert not Pause.objects.exists()


def test_pause_that_holds_already_is_said(client, admin):
    declare(Target("sector", sector="health"))

    response = client.post(HERE, TYPED | {"confirmed": "yes"})

    assert "A pause holds for the same already." in response.content.decode()
    assert Pause.objects.count() == 1


def test_pause_is_ended_with_a_question_before(client, admin):
    pause = declare(Target("sector", sector="health"))
    address = f"{HERE}{pause.pk}/end/"

    assert "Health and care" in client.get(address).content.decode()
    pause.refresh_from_db()
    assert pause.ends_at is None
    first, second = (client.post(address, follow=True).content.decode() for _ in range(2))

    pause.refresh_from_db()
    assert pause.ended_by == admin
    assert "run again" in first
    assert "over already" in second
    assert client.post(f"{HERE}999/end/").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [(roles.COORDINATOR, 200), (roles.TEACHER, 302), (roles.AUDITOR, 302), (roles.EDITOR, 302)]
)
def test_coordinator_may_and_other_staff_may_not(client, role, status):
    pause = declare()
    person = make_holder_of(role)
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(person)

    assert [client.get(address).status_code for address in (HERE, f"{HERE}{pause.pk}/end/")] == [status] * 2
    assert client.post(HERE, TYPED).status_code == status


def test_contact_person_and_stranger_are_led_away(client):
    pause = declare()
    for person in (None, make_contact(make_organisation())):
        if person:
            client.force_login(person)
        assert client.post(HERE, TYPED | {"confirmed": "yes"}).status_code == 302
        assert client.post(f"{HERE}{pause.pk}/end/").status_code == 302
    pause.refresh_from_db()
    assert (pause.ends_at, Pause.objects.count()) == (None, 1)


def test_page_costs_the_same_with_few_and_many(client, admin):
    counts = []
    for sector in ("health", "energy", "water"):
        declare(Target("sector", sector=sector))
        make_organisation(sector)
        client.get(HERE)
        with count_queries() as asked:
            client.get(HERE)
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2]


def test_menu_leads_to_it(client, admin):
    assert f'"url": "{reverse("pauses")}"' in client.get("/admin/").content.decode()


def test_two_municipalities_of_one_name_are_told_apart(client, admin):
    nordland = make_municipality("Herøy", county=make_county("Nordland"), number="1818")
    make_municipality("Herøy", county=make_county("Møre og Romsdal"), number="1515")

    page = client.get(HERE).content.decode()
    asked = client.post(
        HERE, {"scope": "municipality", "municipality": nordland.pk, "reason": "Storm"}
    ).content.decode()

    assert "Herøy (Nordland)" in page
    assert "Herøy (Møre og Romsdal)" in page
    assert "One municipality: <strong>Herøy (Nordland)</strong>" in asked


def test_each_list_belongs_to_its_scope_and_says_so_without_scripts(client, admin):
    page = client.get(HERE).content.decode()

    for scope in ("municipality", "county", "sector", "organisation"):
        assert f'data-depends-on="scope" data-when="{scope}"' in page
    assert "Only if you chose: Municipality" in page
    assert "theme/js/depends.js" in page
    assert "Choose…" in page
