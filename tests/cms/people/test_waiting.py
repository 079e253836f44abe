import pytest
from django.utils import translation

from cms.people.domain.roles import give_role
from cms.people.roles import COORDINATOR, EDITOR
from tests.factories.people import make_admin, make_organisation, make_user

pytestmark = pytest.mark.django_db


def page_of(client, role):
    user = make_user()
    give_role(user=user, role=role, by=make_admin(), at=user.date_joined)
    client.force_login(user)
    with translation.override("en"):
        return client.get("/admin/", headers={"Accept-Language": "en"}).content.decode()


def test_coordinator_is_shown_organisations_that_have_registered(client):
    make_organisation("Elvestad Vannverk", state="pending")
    make_organisation("Skogdal kommune")

    page = page_of(client, COORDINATOR)

    assert "/admin/organisations/?state=pending" in page


def test_nothing_is_shown_where_none_waits(client):
    make_organisation("Skogdal kommune")

    assert "state=pending" not in page_of(client, COORDINATOR)


def test_others_are_not_told(client):
    make_organisation("Elvestad Vannverk", state="pending")

    assert "state=pending" not in page_of(client, EDITOR)
