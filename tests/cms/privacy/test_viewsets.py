"""The privacy section of the admin: read by auditors, coordinators and administrators, written by nobody."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from cms.people import roles
from cms.privacy.domain.consents import give_consent
from cms.privacy.domain.erasure import erase_person
from cms.privacy.domain.exports import ask_for_copy
from cms.privacy.domain.retention import apply_retention
from cms.privacy.models import AccessLogEntry, Consent, Erasure, ExportRequest, RetentionRun
from tests.factories.learning import AT
from tests.factories.people import make_admin, make_holder_of, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

LISTS = {"erasure": Erasure, "exportrequest": ExportRequest, "retentionrun": RetentionRun, "consent": Consent}
LISTS["accesslogentry"] = AccessLogEntry


def make_rows(times=1):
    for number in range(times):
        person, reader = make_user(), make_user("Kokken Kristian")
        give_consent(user=person, purpose="participant_list", by=person, at=AT)
        ask_for_copy(user=person, by=person, at=AT)
        AccessLogEntry.objects.create(
            reader=reader, subject=person, about=f"a:{number}", kind="diet", reason="Mat", at=AT
        )
        erase_person(user=make_user(), by=person, at=AT + timedelta(seconds=number))
        apply_retention(by=person, at=AT, dry_run=True)


def enter(client, role):
    user = make_admin() if role == roles.ADMINISTRATOR else make_holder_of(role)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)


@pytest.mark.parametrize("role", [roles.ADMINISTRATOR, roles.AUDITOR, roles.COORDINATOR], ids=lambda role: role.key)
@pytest.mark.parametrize("name", LISTS)
def test_those_who_answer_for_it_look(client, role, name):
    make_rows()
    enter(client, role)

    assert client.get(reverse(f"{name}:index")).status_code == 200
    assert client.get(reverse(f"{name}:inspect", args=[LISTS[name].objects.first().pk])).status_code == 200


@pytest.mark.parametrize("role", [roles.EDITOR, roles.TEACHER, roles.DOOR_STAFF], ids=lambda role: role.key)
@pytest.mark.parametrize("name", LISTS)
def test_others_do_not(client, role, name):
    make_rows()
    enter(client, role)

    response = client.get(reverse(f"{name}:index"))

    assert (response.status_code, response.url) == (302, "/admin/")


@pytest.mark.parametrize("name", LISTS)
def test_nobody_writes(client, name):
    make_rows()
    enter(client, roles.ADMINISTRATOR)
    row = LISTS[name].objects.first()

    for verb in ("edit", "delete"):
        client.post(reverse(f"{name}:{verb}", args=[row.pk]), {"reason": "x"})

    assert LISTS[name].objects.filter(pk=row.pk).count() == 1


@pytest.mark.sampled
@pytest.mark.parametrize("name", LISTS)
def test_list_stays_at_one_number_of_queries(client, name):
    enter(client, roles.AUDITOR)
    make_rows(1)
    client.get(reverse(f"{name}:index"))
    with count_queries() as few:
        client.get(reverse(f"{name}:index"))
    make_rows(3)

    with count_queries() as many:
        client.get(reverse(f"{name}:index"))

    assert len(many) == len(few), sorted(set(many) - set(few))
