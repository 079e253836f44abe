"""A certificate that runs out is told of in time, once, and to its holder only."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from cms.mail.models import OutboxMessage
from learning.domain.certificates import revoke_certificate
from learning.domain.expiry_reminders import certificates_to_remind_of, remind_of_expiry
from learning.tasks import remind_of_expiring_certificates
from tests.factories.learning import make_certificate
from tests.factories.people import make_admin, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 2)
TEXTS = Path(__file__).parent.parent / "texts"


def certificate(days, key="1", holder=None):
    return make_certificate(
        holder or make_user("Ingrid Moen"),
        key=key,
        valid_until=TODAY + timedelta(days=days),
        at=AT - timedelta(days=300),
    )


def reminders():
    return OutboxMessage.objects.filter(kind="learning/mail/certificate_expires")


@pytest.mark.parametrize(("days", "told"), [(46, False), (47, True), (60, True), (61, False), (-1, False)])
def test_certificate_is_told_of_two_months_before(days, told):
    made = certificate(days)

    assert certificates_to_remind_of(at=AT) == ([made.pk] if told else [])


def test_certificate_without_end_is_never_told_of():
    made = make_certificate()

    assert certificates_to_remind_of(at=AT) == []
    assert not remind_of_expiry(certificate_id=made.pk, at=AT)


def test_certificate_that_was_revoked_is_not_told_of():
    made = certificate(50)
    revoke_certificate(certificate=made, reason="Feil", by=make_admin(), at=AT)

    assert certificates_to_remind_of(at=AT) == []
    assert not remind_of_expiry(certificate_id=made.pk, at=AT)


def test_closed_account_is_left_alone():
    certificate(50, holder=make_user(is_active=False))

    assert certificates_to_remind_of(at=AT) == []


def test_holder_is_told_once_however_often_it_runs():
    made = certificate(50)
    with time_machine.travel(AT, tick=False):
        assert [remind_of_expiring_certificates() for _ in range(2)] == [1, 0]
        assert remind_of_expiry(certificate_id=made.pk, at=AT)

    assert [(one.to_user, one.category, one.state) for one in reminders()] == [(made.holder, "reminders", "due")]


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_reminder_reads_as_it_should(language):
    made = certificate(50, holder=make_user("Ingrid Moen", language=language))

    remind_of_expiry(certificate_id=made.pk, at=AT)

    mail = reminders().get()
    words = f"{mail.subject}\n\n{mail.text}\n".replace(made.number, "NUMBER")
    assert re.sub(r"unsubscribe/[^/]+/", "unsubscribe/TOKEN/", words) == (
        TEXTS / f"certificate_expires.{language}.txt"
    ).read_text(encoding="utf-8")
    assert mail.link == "http://localhost:8000/me/"


def test_looking_costs_the_same_for_few_and_many():
    counts = []
    for number in (1, 3):
        for one in range(number):
            certificate(50, key=f"{number}-{one}")
        with count_queries() as asked:
            certificates_to_remind_of(at=AT)
        counts.append(len(asked))

    assert counts == [2, 2]
