"""The admin's page *Roles*."""

import pytest
from wagtail.models import ModelLogEntry

from cms.people import roles
from cms.people.models import User
from tests.cms.people.test_escalation import make_staff
from tests.factories.people import make_admin, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    admin = make_admin(language="en")
    client.force_login(admin)
    return admin


def test_page_says_every_role_in_words_and_who_has_it(client, admin):
    make_staff(roles.COORDINATOR, "Kari Brekke")

    page = client.get("/admin/roles/").content.decode()

    for role in roles.ROLES:
        assert f"<p>{role.sentence}</p>" in page
    assert "Kari Brekke" in page


def test_page_asks_as_much_for_many_as_for_few(client, admin):
    counts = []
    for _ in range(2):
        for role in roles.STAFF_ROLES:
            make_staff(role)
        client.get("/admin/roles/")
        with count_queries() as asked:
            client.get("/admin/roles/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_role_is_given_by_address_and_taken_with_a_button(client, admin):
    person = make_user("Kari Nordmann", email="kari@example.org")

    given = client.post("/admin/roles/auditor/", {"email": "KARI@example.org"}, follow=True)
    assert User.objects.get(pk=person.pk).group_names == {"Auditors"}
    client.post(f"/admin/roles/auditor/take/{person.pk}/")

    page = given.content.decode()
    assert "Kari Nordmann now has the role Auditor." in page
    assert "Take away the role" in page
    assert "Give the role" in page
    assert User.objects.get(pk=person.pk).group_names == frozenset()
    assert ModelLogEntry.objects.filter(object_id=str(person.pk), user=admin).count() == 2


@pytest.mark.parametrize(
    ("email", "says"),
    [("ingen@example.org", "Nobody is registered"), ("nothing", "valid email"), ("admin@example.org", "themselves")],
)
def test_what_cannot_be_given_is_said_and_kept(client, admin, email, says):
    User.objects.filter(pk=admin.pk).update(email="admin@example.org")

    answer = client.post("/admin/roles/auditor/", {"email": email})

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert f'value="{email}"' in answer.content.decode()


def test_last_administrator_is_told_to_find_another(client, admin):
    answer = client.post(f"/admin/roles/administrator/take/{admin.pk}/", follow=True)

    assert "is the last administrator" in answer.content.decode()
    assert User.objects.get(pk=admin.pk).is_superuser


@pytest.mark.parametrize("key", ["learner", "contact", "mentor", "nothing"])
def test_roles_that_are_not_given_have_no_page(client, admin, key):
    assert client.get(f"/admin/roles/{key}/").status_code == 404


@pytest.mark.parametrize("role", roles.STAFF_ROLES, ids=lambda role: role.key)
def test_others_cannot_reach_it(client, role):
    person = make_staff(role)
    client.force_login(person)

    answers = [client.get("/admin/roles/"), client.post("/admin/roles/auditor/", {"email": person.email})]
    answers.append(client.post(f"/admin/roles/{role.key}/take/{person.pk}/"))

    assert {answer.status_code for answer in answers} == {302}
    assert {answer.url.split("?")[0] for answer in answers} <= {"/admin/", "/admin/login/"}
    assert User.objects.get(pk=person.pk).group_names == {role.group}
