"""Roles of the staff: set up once, given and taken by administrators alone, with a line in the log."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupApprovalTask, GroupPagePermission, ModelLogEntry, Workflow, WorkflowPage

from cms.people import roles
from cms.people.domain.roles import (
    LastAdministrator,
    NotGivenByHand,
    NotToYourself,
    OnlyAdministrators,
    give_role,
    set_up_roles,
    take_role,
)
from cms.people.models import User
from cms.people.rules import is_auditor, is_coordinator
from tests.factories.people import make_admin, make_holder_of, make_user
from tests.queries import count_queries
from tests.races import at_once, take_away_locks

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def permissions_of(role):
    held = Permission.objects.filter(group__name=role.group).select_related("content_type")
    return {f"{one.content_type.app_label}.{one.codename}" for one in held}


# --- Setting up ------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("role", roles.STAFF_ROLES, ids=lambda role: role.key)
def test_prepared_database_has_the_groups_with_what_they_may(role):
    assert set(roles.MODEL_PERMISSIONS[role.key]) <= permissions_of(role)
    on_pages = GroupPagePermission.objects.filter(group__name=role.group, page__depth=1)
    assert set(on_pages.values_list("permission__codename", flat=True)) == set(roles.PAGE_PERMISSIONS.get(role.key, ()))


@pytest.mark.django_db
def test_auditors_and_door_staff_are_set_up_with_nothing_but_the_door():
    assert permissions_of(roles.AUDITOR) == {"wagtailadmin.access_admin"}
    assert permissions_of(roles.DOOR_STAFF) == set()


@pytest.mark.django_db
def test_course_owners_approve_beside_the_moderators():
    groups = GroupApprovalTask.objects.get().groups.values_list("name", flat=True)

    assert set(groups) == {"Moderators", "Course owners"}


@pytest.mark.django_db
def test_setting_up_again_gives_nothing_and_asks_few_questions():
    set_up_roles(at=AT)

    with count_queries() as asked:
        given = set_up_roles(at=AT)

    assert set(map(tuple, given.values())) == {()}
    assert len(asked) == 7, asked


@pytest.mark.django_db
def test_what_an_operator_took_away_stays_away():
    coordinators = Group.objects.get(name="Coordinators")
    coordinators.permissions.remove(Permission.objects.get(codename="view_outboxmessage"))
    GroupPagePermission.objects.filter(group__name="Course owners").delete()
    GroupApprovalTask.objects.get().groups.remove(Group.objects.get(name="Course owners"))

    set_up_roles(at=AT)

    assert "mail.view_outboxmessage" not in permissions_of(roles.COORDINATOR)
    assert not GroupPagePermission.objects.filter(group__name="Course owners").exists()
    assert GroupApprovalTask.objects.get().groups.count() == 1


@pytest.mark.django_db
def test_what_a_later_version_adds_is_given_to_groups_that_are_there(monkeypatch):
    more = [*roles.MODEL_PERMISSIONS["coordinator"], "cms.view_catalogueterm", "cms.view_nothing_yet"]
    monkeypatch.setitem(roles.MODEL_PERMISSIONS, "coordinator", more)

    given = set_up_roles(at=AT)

    assert given["coordinator"] == ["cms.view_catalogueterm"]
    assert "cms.view_catalogueterm" in permissions_of(roles.COORDINATOR)


@pytest.mark.django_db
def test_without_a_workflow_one_is_made():
    ModelLogEntry.objects.all().delete()
    WorkflowPage.objects.all().delete()
    Workflow.objects.all().delete()

    set_up_roles(at=AT)

    attached = WorkflowPage.objects.get()
    task = attached.workflow.workflow_tasks.get().task.specific
    assert attached.page.depth == 1
    assert set(task.groups.values_list("name", flat=True)) == {"Moderators", "Course owners"}


# --- Giving and taking -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_given_role_is_held_at_once_and_logged_by_number():
    person, admin = make_user("Kari Nordmann"), make_admin()
    assert not is_coordinator(person)

    assert give_role(user=person, role=roles.COORDINATOR, by=admin, at=AT)

    assert is_coordinator(person)
    assert person.is_staff
    assert person.has_perm("people.change_organisation")
    entry = ModelLogEntry.objects.get(action="people.give_role")
    assert (entry.user, entry.object_id, entry.data) == (admin, str(person.pk), {"role": "coordinator"})


@pytest.mark.django_db
def test_giving_what_is_held_changes_nothing():
    person, admin = make_user(), make_admin()
    give_role(user=person, role=roles.AUDITOR, by=admin, at=AT)

    assert not give_role(user=person, role=roles.AUDITOR, by=admin, at=AT)
    assert ModelLogEntry.objects.filter(action="people.give_role").count() == 1


@pytest.mark.django_db
def test_taken_role_is_gone_and_staff_is_who_has_another():
    person, admin = make_user(), make_admin()
    for role in (roles.AUDITOR, roles.TEACHER):
        give_role(user=person, role=role, by=admin, at=AT)

    assert take_role(user=person, role=roles.AUDITOR, by=admin, at=AT)
    assert not is_auditor(person)
    assert User.objects.get(pk=person.pk).is_staff
    assert take_role(user=person, role=roles.TEACHER, by=admin, at=AT)
    assert not take_role(user=person, role=roles.TEACHER, by=admin, at=AT)

    assert not User.objects.get(pk=person.pk).is_staff
    assert ModelLogEntry.objects.filter(action="people.take_role").count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("giver", roles.STAFF_ROLES, ids=lambda role: role.key)
@pytest.mark.parametrize("verb", [give_role, take_role])
def test_only_administrators_give_and_take(verb, giver):
    person = make_holder_of(roles.TEACHER)

    with pytest.raises(OnlyAdministrators):
        verb(user=person, role=roles.ADMINISTRATOR, by=make_holder_of(giver), at=AT)

    assert not User.objects.get(pk=person.pk).is_superuser


@pytest.mark.django_db
def test_nobody_gives_a_role_to_themselves():
    admin = make_admin()

    with pytest.raises(NotToYourself):
        give_role(user=admin, role=roles.AUDITOR, by=admin, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [roles.CONTACT, roles.LEARNER, roles.MENTOR, roles.MENTEE], ids=lambda role: role.key)
def test_roles_that_follow_from_what_one_does_are_not_given(role):
    with pytest.raises(NotGivenByHand):
        give_role(user=make_user(), role=role, by=make_admin(), at=AT)


@pytest.mark.django_db
def test_last_administrator_stays():
    admin, inactive = make_admin(), make_admin(is_active=False)
    take = {"role": roles.ADMINISTRATOR, "at": AT}

    with pytest.raises(LastAdministrator):
        take_role(user=admin, by=admin, **take)
    take_role(user=inactive, by=admin, **take)

    assert set(User.objects.filter(is_superuser=True)) == {admin}


def take_each_others_role():
    first, second = make_admin(), make_admin()

    def take(user, by):
        return lambda: take_role(user=user, role=roles.ADMINISTRATOR, by=by, at=AT)

    return at_once(take(first, second), take(second, first), meet_before="UPDATE")


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_take_each_others_role_leave_one():
    outcomes = take_each_others_role()

    assert User.objects.filter(is_superuser=True).count() == 1
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["LastAdministrator", "bool"]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_nobody_would_be_left(monkeypatch):
    take_away_locks(monkeypatch)

    take_each_others_role()

    assert not User.objects.filter(is_superuser=True).exists()


@pytest.mark.django_db
def test_room_above_answers_for_mentors(monkeypatch):
    monkeypatch.setattr(roles, "_holders", {})
    person, other = make_user(), make_user()
    assert not roles.holds(person, roles.MENTOR)

    roles.register_role_holder(roles.MENTOR, lambda user: user.pk == person.pk)

    assert roles.holds(person, roles.MENTOR)
    assert not roles.holds(other, roles.MENTOR)
    assert not roles.holds(person, roles.MENTEE)
