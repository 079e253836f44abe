"""Writing messages into the outbox and getting them out of it."""

from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet

from cms.people.models import User

from ..enums import MessageState
from ..models import OutboxMessage

MAX_ATTEMPTS = 8
# A worker that died while sending has had this long; then the message is picked up again.
CLAIM_LASTS = timedelta(minutes=10)


def post_message(
    *,
    kind: str,
    to_address: str,
    to_user: User | None = None,
    language: str,
    subject: str,
    text: str,
    html: str = "",
    at: datetime,
    idempotency_key: str | None = None,
) -> OutboxMessage:
    """Write one message, to be sent once the surrounding transaction is committed.

    With an idempotency key the message is written once; later calls return the first one.
    """
    values = {
        "kind": kind,
        "to_address": to_address,
        "to_user": to_user,
        "language": language,
        "subject": " ".join(subject.split())[:255],
        "text": text,
        "html": html,
        "due_at": at,
        "created_at": at,
    }
    message = _write_once(OutboxMessage(idempotency_key=idempotency_key, **values))
    from ..tasks import send_message

    transaction.on_commit(lambda: send_message.delay(message.pk), robust=True)
    return message


def _write_once(message: OutboxMessage) -> OutboxMessage:
    """Write the message, or find the one that has its key: written first and looked up after, one query as a rule."""
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        if message.idempotency_key is None:
            raise
        return OutboxMessage.objects.get(idempotency_key=message.idempotency_key)
    return message


def send(*, message_id: int, at: datetime) -> bool:
    """Send one due message; say whether it left. Claimed by a conditional update, so two workers send one mail.

    A mail server's refusal, or an address or text that cannot be written as mail, is written down and tried again
    later, each time after a longer wait.
    """
    if not _claim(message_id, at=at):
        return False
    message = OutboxMessage.objects.get(pk=message_id)
    try:
        _as_email(message).send()
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors, unwritable headers ValueErrors
        _retry_later(message, error=str(error), at=at)
        return False
    OutboxMessage.objects.filter(pk=message_id).update(state=MessageState.SENT, sent_at=at, last_error="")
    return True


def _claim(message_id: int, *, at: datetime) -> bool:
    """Take the message for this worker. The attempt counts from here: a mail that kills its worker is given up too."""
    due = _due(at).filter(pk=message_id)
    if due.filter(attempts__gte=MAX_ATTEMPTS).update(state=MessageState.FAILED):
        return False
    taken = due.update(state=MessageState.SENDING, due_at=at + CLAIM_LASTS, attempts=F("attempts") + 1)
    return bool(taken)


def due_message_ids(*, at: datetime, limit: int = 200) -> list[int]:
    """Ids of messages to send now, oldest first."""
    return list(_due(at).order_by("due_at").values_list("pk", flat=True)[:limit])


def _due(at: datetime) -> QuerySet[OutboxMessage]:
    states = [MessageState.DUE, MessageState.SENDING]
    return OutboxMessage.objects.filter(Q(state__in=states), due_at__lte=at)


def _retry_later(message: OutboxMessage, *, error: str, at: datetime) -> None:
    state = MessageState.FAILED if message.attempts >= MAX_ATTEMPTS else MessageState.DUE
    wait = timedelta(minutes=2**message.attempts)
    OutboxMessage.objects.filter(pk=message.pk).update(state=state, last_error=error[:2000], due_at=at + wait)


def _as_email(message: OutboxMessage) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(message.subject, message.text, to=[message.to_address])
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail
