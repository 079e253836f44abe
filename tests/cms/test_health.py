"""What whoever runs it can ask, and what it never tells."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms import clock, health
from cms.mail.enums import MessageState
from cms.mail.models import OutboxMessage
from cms.tasks import tick


def mail(**values: object) -> OutboxMessage:
    now = clock.now()
    plain = {"kind": "test", "to_address": "alice@example.org", "language": "nb", "due_at": now, "created_at": now}
    return OutboxMessage.objects.create(**(plain | values))


def test_process_answers_without_asking_the_database(client: Client) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_readiness_is_unknown_before_the_first_tick() -> None:
    assert health.readiness(at=clock.now()) == {
        "database": "ok",
        "background": "unknown",
        "last_tick_seconds_ago": None,
        "oldest_due_mail_seconds": 0,
        "failed_mails": 0,
    }


@pytest.mark.django_db
def test_tick_makes_background_well_until_it_stays_away() -> None:
    tick()
    now = clock.now()

    assert health.readiness(at=now)["background"] == "ok"
    assert health.readiness(at=now + timedelta(minutes=3))["background"] == "late"
    assert health.readiness(at=now + timedelta(minutes=3))["last_tick_seconds_ago"] == 180


@pytest.mark.django_db
def test_mail_left_lying_is_late_and_failed_mail_is_counted() -> None:
    now = clock.now()
    mail(due_at=now - timedelta(minutes=5))
    mail(due_at=now + timedelta(minutes=5))
    mail(due_at=now - timedelta(days=2), state=MessageState.FAILED)
    tick()

    facts = health.readiness(at=now)

    assert (facts["background"], facts["oldest_due_mail_seconds"], facts["failed_mails"]) == ("late", 300, 1)


@pytest.mark.django_db
def test_mail_that_waits_for_its_time_or_will_not_be_sent_is_not_late() -> None:
    now = clock.now()
    mail(due_at=now + timedelta(hours=9), state=MessageState.HELD, why="digest")
    mail(due_at=now + timedelta(hours=9), why="quiet")
    for state in (MessageState.SKIPPED, MessageState.CANCELLED, MessageState.IN_DIGEST):
        mail(due_at=now - timedelta(days=2), state=state)
    tick()

    assert health.readiness(at=now)["oldest_due_mail_seconds"] == 0


@pytest.mark.django_db
def test_digest_that_nobody_makes_is_late() -> None:
    now = clock.now()
    mail(due_at=now - timedelta(minutes=5), state=MessageState.HELD)
    tick()

    assert health.readiness(at=now)["background"] == "late"


@pytest.mark.django_db
def test_readiness_speaks_json_when_asked_and_names_nobody(client: Client) -> None:
    mail(due_at=clock.now() - timedelta(minutes=5), subject="Secret subject")

    as_json = client.get("/readyz", headers={"accept": "application/json"})
    as_text = client.get("/readyz")

    assert as_json.json()["database"] == "ok"
    assert as_text.content.startswith(b"database: ok\nbackground: late\n")
    for response in (as_json, as_text):
        assert b"alice" not in response.content
        assert b"Secret" not in response.content


@pytest.mark.django_db
def test_silent_database_is_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_answer() -> None:
        raise DatabaseError("server at 10.0.0.1 said no")

    monkeypatch.setattr(connection, "cursor", no_answer)

    response = client.get("/readyz", headers={"accept": "application/json"})

    assert (response.status_code, response.json()) == (503, {"database": "no answer"})


@pytest.mark.django_db
def test_readiness_costs_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):  # "SELECT 1" and the outbox
        health.readiness(at=clock.now())
