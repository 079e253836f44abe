"""Lists about people in the admin say what people call things."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import translation

from cms.people.forms import AdminUserEditForm
from cms.people.roles import group_in_words
from tests.factories.people import make_admin, make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    admin = make_admin(language="en")
    client.force_login(admin)
    return admin


def test_memberships_name_person_and_organisation(client, admin):
    make_membership(make_user(), make_organisation())

    table = client.get("/admin/memberships/").context["table"]

    assert [str(column.label).lower() for column in table.columns.values()][-5:] == [
        "person",
        "organisation",
        "role",
        "from",
        "to",
    ]


@pytest.mark.parametrize(
    ("name", "words"), [("Course owners", "Course owner"), ("Moderators", "Those who approve pages"), ("Øst", "Øst")]
)
def test_group_is_called_by_its_role(client, admin, name, words):
    group, _new = Group.objects.get_or_create(name=name)

    with translation.override("en"):
        assert group_in_words(name) == words
    assert words in client.get(reverse("wagtailusers_groups:index")).content.decode()
    assert words in client.get(reverse("wagtailusers_groups:edit", args=[group.pk])).content.decode()


def test_groups_to_tick_are_in_words(admin):
    Group.objects.get_or_create(name="Moderators")
    form = AdminUserEditForm(instance=make_user(), by=admin)

    with translation.override("en"):
        labels = [label for _value, label in form.fields["groups"].choices]
    assert "Those who approve pages" in labels
