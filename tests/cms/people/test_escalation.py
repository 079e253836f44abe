"""Nobody climbs: forms of the admin give no role, and who has one is changed by administrators alone."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import ModelLogEntry

from cms.people import roles
from cms.people.domain.roles import give_role
from cms.people.models import User
from tests.cms.people.domain.test_roles import AT
from tests.factories.people import make_admin, make_user

pytestmark = pytest.mark.django_db


def make_staff(role, name="Kari Brekke"):
    person = make_user(name, language="en")
    give_role(user=person, role=role, by=None, at=AT)
    return person


def form_of(person, **words):
    return {"email": person.email, "name": person.name, "language": "en", "is_active": "on", **words}


CLIMBING = {"is_superuser": "on", "is_staff": "on", "password1": "granfrost-2028", "password2": "granfrost-2028"}


def climbing():
    return CLIMBING | {"groups": [str(pk) for pk in Group.objects.values_list("pk", flat=True)]}


def standing(person):
    fresh = User.objects.get(pk=person.pk)
    return (fresh.is_superuser, fresh.is_staff, set(fresh.group_names), fresh.password, fresh.email)


@pytest.mark.parametrize("role", roles.STAFF_ROLES, ids=lambda role: role.key)
def test_nobody_climbs_through_the_form_about_themselves(client, role):
    person = make_staff(role)
    before = standing(person)
    client.force_login(person)

    client.post(f"/admin/users/edit/{person.pk}/", form_of(person, **climbing()))
    client.post("/admin/users/new/", form_of(person, **climbing()) | {"email": "ny@example.org"})
    client.post("/admin/account/", climbing() | {"name_email-email": "ny@example.org"})

    assert standing(person) == before
    assert not User.objects.filter(is_superuser=True).exists()
    assert set(Group.objects.filter(user__isnull=False).values_list("name", flat=True)) == {role.group}


def test_coordinator_cannot_change_anybody_with_a_role(client):
    client.force_login(make_staff(roles.COORDINATOR))

    for person in (make_admin(), make_staff(roles.AUDITOR), make_staff(roles.COORDINATOR)):
        before = standing(person)
        client.post(f"/admin/users/edit/{person.pk}/", form_of(person, **climbing()) | {"email": "min@example.org"})
        client.post(f"/admin/users/delete/{person.pk}/")
        for action in ("assign_role", "delete", "set_active_state"):
            words = {"role": Group.objects.first().pk, "mark_as_active": "False"}
            client.post(f"/admin/bulk/people/user/{action}/?id={person.pk}", words)

        assert standing(person) == before
        assert User.objects.get(pk=person.pk).is_active


def test_coordinator_changes_a_learners_details_but_neither_password_nor_groups(client):
    learner = make_user("Kari Nordman")
    password = learner.password
    client.force_login(make_staff(roles.COORDINATOR))

    form = client.get(f"/admin/users/edit/{learner.pk}/").context["form"]
    client.post(f"/admin/users/edit/{learner.pk}/", form_of(learner, **climbing()) | {"name": "Kari Nordmann"})

    assert set(form.fields) == {"email", "name", "language", "is_active"}
    assert User.objects.get(pk=learner.pk).name == "Kari Nordmann"
    assert standing(learner)[:4] == (False, False, set(), password)


def test_coordinator_registers_somebody_who_has_no_password_yet(client):
    client.force_login(make_staff(roles.COORDINATOR))

    client.post("/admin/users/new/", {"email": "Ny@example.org", "name": "Ny Person", "language": "nn"} | climbing())

    person = User.objects.get(email="ny@example.org")
    assert (person.has_usable_password(), person.is_superuser, person.group_names) == (False, False, frozenset())


def test_administrator_gives_other_groups_and_takes_no_role_with_the_form(client):
    person = make_staff(roles.TEACHER)
    moderators = Group.objects.get(name="Moderators")
    client.force_login(make_admin(language="en"))

    form = client.get(f"/admin/users/edit/{person.pk}/").context["form"]
    client.post(f"/admin/users/edit/{person.pk}/", form_of(person, groups=[moderators.pk], is_superuser="on"))

    assert list(form.fields["groups"].queryset) == [moderators]
    assert standing(person)[:3] == (False, True, {"Teachers", "Moderators"})


def test_administrator_changes_several_people_and_each_leaves_a_line(client):
    admin, people = make_admin(), [make_user(), make_user()]
    client.force_login(admin)
    ids = "&".join(f"id={person.pk}" for person in [*people, admin])

    client.post(f"/admin/bulk/people/user/set_active_state/?{ids}", {"mark_as_active": "False"})

    lines = ModelLogEntry.objects.filter(action="people.change_many").values_list("data__what", flat=True)
    assert list(lines) == ["set_active_state", "set_active_state"]


def test_nobody_is_deleted_past_erasure(client):
    person = make_user()
    client.force_login(make_admin())

    answer = client.post(f"/admin/users/delete/{person.pk}/")
    client.post(f"/admin/bulk/people/user/delete/?id={person.pk}")

    assert answer.url == f"/admin/privacy/erase/{person.pk}/"
    assert User.objects.filter(pk=person.pk).exists()


def test_what_wagtail_writes_about_people_names_nobody(client):
    person = make_user("Kari Nordmann", email="kari.nordmann@example.org")
    client.force_login(make_admin(language="en"))

    client.post(f"/admin/users/edit/{person.pk}/", form_of(person))

    lines = ModelLogEntry.objects.filter(object_id=str(person.pk), action__startswith="wagtail.")
    assert {(line.action, line.label) for line in lines} == {("wagtail.edit", f"person {person.pk}")}
    assert not ModelLogEntry.objects.filter(label__icontains="nordmann").exists()
