"""The retention table in the admin: in words, counted on demand, and nothing deleted by looking."""

from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from cms import clock
from cms.mail.models import OutboxMessage
from cms.people import roles
from cms.privacy.domain.retention import apply_retention
from cms.privacy.models import RetentionRun
from cms.privacy.queries import retention_table
from cms.privacy.retention import all_rules
from tests.factories.people import make_admin, make_holder_of
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

RETENTION = "/admin/privacy/retention/"


def enter(client, role):
    person = make_admin(language="en") if role == roles.ADMINISTRATOR else make_holder_of(role, language="en")
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(person)


def make_old_message():
    return OutboxMessage.objects.create(
        kind="people.invitation",
        to_address="kari@example.org",
        subject="s",
        text="t",
        state="sent",
        sent_at=clock.now().replace(year=2020),
        created_at=clock.now().replace(year=2020),
        due_at=clock.now().replace(year=2020),
        idempotency_key="gammel",
    )


def test_every_rule_says_by_which_right():
    assert [line.rule.key for line in retention_table() if not line.basis] == []


@pytest.mark.parametrize("role", [roles.ADMINISTRATOR, roles.COORDINATOR, roles.AUDITOR], ids=lambda role: role.key)
def test_table_is_shown_in_words(client, role):
    enter(client, role)

    html = unescape(client.get(RETENTION).content.decode())

    assert [str(rule.what) for rule in all_rules() if str(rule.what) not in html] == []
    assert "mail.text" not in html
    assert ("Show what would be deleted" in html) is (role != roles.AUDITOR)


def test_counting_shows_numbers_and_deletes_nothing(client):
    enter(client, roles.COORDINATOR)
    make_old_message()

    response = client.post(RETENTION, follow=True)

    numbers = {line.rule.key: line.number for line in response.context["table"]}
    assert (numbers["mail.text"], numbers["mail.sent"], numbers["people.invitations"]) == (1, 1, 0)
    assert "Nothing was deleted." in response.content.decode()
    assert RetentionRun.objects.get().dry_run is True
    assert OutboxMessage.objects.get().text == "t"


def test_auditor_looks_and_does_not_count(client):
    enter(client, roles.AUDITOR)

    client.post(RETENTION)

    assert not RetentionRun.objects.exists()


@pytest.mark.parametrize("role", [roles.EDITOR, roles.TEACHER], ids=lambda role: role.key)
def test_others_do_not_see_it(client, role):
    enter(client, role)

    assert client.get(RETENTION).status_code == 302


@pytest.mark.parametrize("wanted", ["0", "999999", "x", "9" * 30])
def test_run_that_is_not_there(client, wanted):
    enter(client, roles.AUDITOR)

    assert client.get(RETENTION, {"run": wanted}).status_code in {200, 404}


def test_empty_list_says_what_it_is_and_the_runs_are_in_words(client):
    enter(client, roles.AUDITOR)
    empty = client.get(reverse("retentionrun:index")).content.decode()
    run = apply_retention(by=None, at=clock.now(), dry_run=True)
    RetentionRun.objects.filter(pk=run.pk).update(counts={"mail.text": 3, "old.rule": 1})
    listed = client.get(reverse("retentionrun:index")).content.decode()
    inspected = client.get(reverse("retentionrun:inspect", args=[run.pk])).content.decode()

    assert "It has not run yet" in empty
    assert f'href="{RETENTION}"' in empty
    assert ("True" in listed, "Yes" in listed) == (False, True)
    assert "The text of mail that was sent or given up: 3" in inspected
    assert "Old.rule: 1" in inspected


def test_page_asks_the_same_for_many_runs(client):
    enter(client, roles.AUDITOR)
    counts = []
    for _ in range(2):
        for _ in range(4):
            apply_retention(by=make_admin(), at=clock.now(), dry_run=True)
        client.get(RETENTION)
        with count_queries() as asked:
            client.get(RETENTION)
        counts.append(len(asked))

    assert counts[0] == counts[1]
