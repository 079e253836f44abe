"""The outbox: each message is written once, leaves once, and is neither lost nor sent for ever."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction

from cms.mail.domain import outbox
from cms.mail.domain.outbox import CLAIM_LASTS, MAX_ATTEMPTS, due_message_ids, post_message, send, sent_here
from cms.mail.enums import MessageState
from cms.mail.models import OutboxMessage
from cms.mail.tasks import send_due_mail, send_message
from tests.factories.people import make_user
from tests.races import at_once

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def post(**values):
    words = {"kind": "test", "to_address": "ingrid@example.org", "language": "nb", "subject": "Hei", "text": "Hei!"}
    return post_message(**(words | {"at": AT} | values))


class RefusingServer(BaseEmailBackend):
    """A mail server that is down."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("421 try again later")


class UnwritableServer(BaseEmailBackend):
    """A mail server that cannot take this very message."""

    def send_messages(self, messages):
        raise UnicodeEncodeError("ascii", "å", 0, 1, "ordinal not in range")


@pytest.fixture
def refusing(settings):
    settings.EMAIL_BACKEND = f"{__name__}.RefusingServer"


# --- Writing ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_message_is_written_as_due():
    person = make_user()

    message = post(to_user=person, html="<p>Hei!</p>")

    message.refresh_from_db()
    assert (message.state, message.attempts, message.due_at, message.created_at) == ("due", 0, AT, AT)
    assert (message.to_user, message.sent_at, message.last_error) == (person, None, "")


@pytest.mark.django_db
def test_same_key_writes_one_message():
    first = post(idempotency_key="certificate:1", text="Først")
    second = post(idempotency_key="certificate:1", text="Siden")
    other = post(idempotency_key="certificate:2")

    assert (first, first.text) == (second, second.text)
    assert set(OutboxMessage.objects.all()) == {first, other}


@pytest.mark.django_db
def test_messages_without_key_are_all_written():
    assert post() != post()


@pytest.mark.django_db(transaction=True)
def test_same_key_at_once_writes_one_message():
    def write():
        with transaction.atomic():
            return post(idempotency_key="certificate:1")

    first, second = at_once(write, write, meet_before='INSERT INTO "mail_outboxmessage"')

    assert first == second
    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db
def test_message_leaves_when_its_transaction_is_committed(mailoutbox, django_capture_on_commit_callbacks):
    with time_machine.travel(AT), django_capture_on_commit_callbacks(execute=True):
        post()
        assert mailoutbox == []

    assert [message.subject for message in mailoutbox] == ["Hei"]


@pytest.mark.django_db(transaction=True)
def test_message_of_a_change_that_failed_is_never_written(mailoutbox):
    def change():
        post()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        change()

    assert (OutboxMessage.objects.count(), mailoutbox) == (0, [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("subject", "kept"),
    [
        ("Hei\nBcc: alle@example.org", "Hei Bcc: alle@example.org"),
        ("Hei\r\n\r\nBody", "Hei Body"),
        ("x" * 300, "x" * 255),
    ],
)
def test_subject_is_one_line_that_fits(subject, kept, mailoutbox):
    send(message_id=post(subject=subject).pk, at=AT)

    (sent,) = mailoutbox
    assert sent.message()["Subject"].replace("\n", "") == kept
    assert (sent.to, sent.bcc, sent.message()["Bcc"]) == (["ingrid@example.org"], [], None)


@pytest.mark.django_db
def test_database_refuses_a_sent_message_without_its_moment():
    message = post()

    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMessage.objects.filter(pk=message.pk).update(state=MessageState.SENT)
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMessage.objects.filter(pk=message.pk).update(sent_at=AT)


# --- Sending ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_message_is_sent_once_as_text_and_html(mailoutbox):
    message = post(html="<p>Hei!</p>")

    assert send(message_id=message.pk, at=AT)
    assert not send(message_id=message.pk, at=AT + timedelta(days=1))

    (sent,) = mailoutbox
    assert (sent.to, sent.body, sent.alternatives[0].content) == (["ingrid@example.org"], "Hei!", "<p>Hei!</p>")
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.attempts) == ("sent", AT, 1)


@pytest.mark.django_db
def test_message_that_is_not_due_or_not_there_is_left_alone(mailoutbox):
    message = post(at=AT + MINUTE)

    assert not send(message_id=message.pk, at=AT)
    assert not send(message_id=message.pk + 999, at=AT)
    assert mailoutbox == []


def lying():
    """A message that is due and that nobody has been told of."""
    values = {"kind": "test", "to_address": "ingrid@example.org", "language": "nb", "subject": "Hei", "text": "Hei!"}
    return OutboxMessage.objects.create(**values, due_at=AT, created_at=AT)


def send_twice_at_once(message):
    def work():
        return send(message_id=message.pk, at=AT)

    return at_once(work, work, meet_before="UPDATE")


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_mail():
    message = lying()

    outcomes = send_twice_at_once(message)

    assert sorted(outcomes) == [False, True]
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_would_send_two_mails_if_the_claim_were_not_conditional(monkeypatch):
    """The negative control: who looks first and writes afterwards sends twice."""
    message = lying()
    monkeypatch.setattr(outbox, "_due", looked_at_first(outbox._due))

    outcomes = send_twice_at_once(message)

    assert outcomes == [True, True]
    assert len(mail.outbox) == 2


def looked_at_first(due):
    """Due messages as they were when this worker looked, however they are now."""
    return lambda at: OutboxMessage.objects.filter(pk__in=list(due(at).values_list("pk", flat=True)))


# --- Trying again -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_refused_message_waits_longer_each_time_and_is_given_up(refusing):
    message = post()
    waits, at = [], AT

    while message.state != MessageState.FAILED:
        assert not send(message_id=message.pk, at=at)
        message.refresh_from_db()
        waits.append((message.due_at - at) // MINUTE)
        at = message.due_at

    assert waits == [2, 4, 8, 16, 32, 64, 128, 256]
    assert (message.attempts, message.last_error) == (MAX_ATTEMPTS, "421 try again later")
    assert due_message_ids(at=at + timedelta(days=365)) == []


@pytest.mark.django_db
def test_refused_message_is_sent_when_the_server_is_back(settings, mailoutbox):
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.RefusingServer"
    message = post()
    send(message_id=message.pk, at=AT)
    settings.EMAIL_BACKEND = working

    assert not send(message_id=message.pk, at=AT + MINUTE)
    assert send(message_id=message.pk, at=AT + 2 * MINUTE)

    message.refresh_from_db()
    assert (message.state, message.attempts, message.last_error, len(mailoutbox)) == ("sent", 2, "", 1)


@pytest.mark.django_db
def test_message_that_cannot_be_written_as_mail_is_tried_and_given_up_like_any_other(settings):
    settings.EMAIL_BACKEND = f"{__name__}.UnwritableServer"
    message = post()

    assert not send(message_id=message.pk, at=AT)

    message.refresh_from_db()
    assert (message.state, message.attempts) == ("due", 1)


@pytest.mark.django_db
def test_message_of_a_worker_that_died_is_picked_up_again(mailoutbox):
    message = post()
    OutboxMessage.objects.update(state=MessageState.SENDING, due_at=AT + CLAIM_LASTS)

    assert due_message_ids(at=AT + CLAIM_LASTS - MINUTE) == []
    assert due_message_ids(at=AT + CLAIM_LASTS) == [message.pk]
    assert send(message_id=message.pk, at=AT + CLAIM_LASTS)
    assert len(mailoutbox) == 1


# --- The tick ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_tick_sends_what_is_due_and_nothing_else(mailoutbox):
    post(subject="Nå")
    post(subject="Senere", at=AT + MINUTE)
    for number, state in enumerate((MessageState.FAILED, MessageState.SENT)):
        done = post(subject=state, idempotency_key=str(number))
        sent_at = AT if state == MessageState.SENT else None
        OutboxMessage.objects.filter(pk=done.pk).update(state=state, sent_at=sent_at)

    with time_machine.travel(AT, tick=False):
        assert send_due_mail() == 1

    assert [message.subject for message in mailoutbox] == ["Nå"]


@pytest.mark.django_db
def test_tick_takes_the_oldest_first_and_only_so_many():
    newest, middle, oldest = (post(at=AT - number * MINUTE) for number in range(3))

    assert due_message_ids(at=AT) == [oldest.pk, middle.pk, newest.pk]
    assert due_message_ids(at=AT, limit=2) == [oldest.pk, middle.pk]


@pytest.mark.django_db
def test_task_that_runs_twice_or_too_late_does_no_harm(mailoutbox):
    message = post()
    with time_machine.travel(AT, tick=False):
        assert [send_message(message.pk), send_message(message.pk), send_message(0)] == [True, False, False]

    assert len(mailoutbox) == 1


@pytest.mark.django_db
def test_background_work_sends_a_mail_or_two_itself(mailoutbox, monkeypatch, django_capture_on_commit_callbacks):
    asked_for = []
    monkeypatch.setattr(send_message, "delay", asked_for.append)

    with time_machine.travel(AT, tick=False), django_capture_on_commit_callbacks(execute=True):
        with sent_here():
            here = post(subject="Her")
        there = post(subject="Der")

    assert [message.subject for message in mailoutbox] == ["Her"]
    assert asked_for == [there.pk]
    here.refresh_from_db()
    assert here.state == "sent"


@pytest.mark.django_db
def test_mail_whose_worker_died_before_it_left_is_found_by_the_tick():
    with sent_here():
        message = post()

    assert due_message_ids(at=AT + CLAIM_LASTS - MINUTE) == []
    assert due_message_ids(at=AT + CLAIM_LASTS) == [message.pk]


@pytest.mark.django_db
def test_mail_that_is_written_already_does_not_leave_twice(mailoutbox, django_capture_on_commit_callbacks):
    for _ in range(2):
        with time_machine.travel(AT, tick=False), django_capture_on_commit_callbacks(execute=True), sent_here():
            post(idempotency_key="once")

    assert len(mailoutbox) == OutboxMessage.objects.count() == 1


@pytest.mark.django_db
def test_mail_to_a_person_goes_with_the_person():
    person = make_user()
    post(to_user=person)
    post()

    person.delete()

    assert OutboxMessage.objects.count() == 1
