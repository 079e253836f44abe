"""Writing messages into the outbox and getting them out of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.urls import reverse

from cms import audit
from cms.addresses import site_url
from cms.people.models import User

from ..calendar_part import CalendarPart
from ..email import as_email, hand_in
from ..enums import ESSENTIAL, WAITING_STATES, MessageState
from ..links import unsubscribe_url
from ..messages import kind_of
from ..models import OutboxMessage, RefusedAddress
from ..refusals import permanent_refusal
from ..render import Rendered, html_of, with_way_out
from .timing import decide

MAX_ATTEMPTS = 8
# A worker that died while sending has had this long; then the message is picked up again.
CLAIM_LASTS = timedelta(minutes=10)
_SENT_HERE: ContextVar[bool] = ContextVar("sent_here", default=False)


class NeedsPerson(ValueError):
    """A message that is not essential goes to a person of ours, who can say that they do not want it."""


class NotFailed(Exception):
    """Only a message that was given up can be tried again by hand."""


class NotWaiting(Exception):
    """The message has left, or will not: there is nothing to cancel."""


def post_message(  # noqa: PLR0913  keyword-only, a column each
    *,
    kind: str,
    to_address: str,
    to_user: User | None = None,
    language: str,
    subject: str,
    text: str,
    html: str = "",
    link: str = "",
    calendar: CalendarPart | None = None,
    at: datetime,
    idempotency_key: str | None = None,
) -> OutboxMessage:
    """Write one message, to be sent once the surrounding transaction is committed, or later if the reader wants so.

    The kind says whether it is essential. With an idempotency key the message is written once; later calls return the
    first one. `link` is the address a digest leads to. `calendar` is for the reader's calendar program. Raises
    NeedsPerson.
    """
    category = kind_of(kind).category
    one_line = " ".join(subject.split())[:255]
    words = Rendered(one_line, text, html or html_of(text, subject=one_line, language=language))
    if category != ESSENTIAL:
        words = _with_way_out(words, to_user, category, language)
    decision = decide(category=category, user=to_user, address=to_address, at=at)
    message = OutboxMessage(
        kind=kind,
        category=category,
        to_address=to_address,
        to_user=to_user,
        language=language,
        subject=words.subject,
        text=words.text,
        html=words.html,
        link=link,
        calendar=calendar.text if calendar else "",
        calendar_method=calendar.method if calendar else "",
        state=decision.state,
        why=decision.why,
        due_at=decision.due_at,
        created_at=at,
        idempotency_key=idempotency_key,
    )
    return _write_and_send(message, at=at)


def _with_way_out(words: Rendered, user: User | None, category: str, language: str) -> Rendered:
    if user is None:
        raise NeedsPerson
    preferences_url = site_url(reverse("mail_preferences"))
    return with_way_out(words, url=unsubscribe_url(user, category), preferences_url=preferences_url, language=language)


@contextmanager
def sent_here() -> Iterator[None]:
    """Let what is written inside leave in this very process after its commit: for background work that writes a mail or
    two, where a task for each would cost more than the mail. What does not get through is found by the tick.
    """
    token = _SENT_HERE.set(True)
    try:
        yield
    finally:
        _SENT_HERE.reset(token)


def _write_and_send(message: OutboxMessage, *, at: datetime) -> OutboxMessage:
    """In the background a mail is written as taken already, and leaves from here."""
    leaves_here = _SENT_HERE.get() and _leaves_now(message, at=at)
    if leaves_here:
        _take(message, at=at)
    written = _write_once(message)
    if not leaves_here or written is not message:
        return _send_after_commit(written, at=at)
    transaction.on_commit(lambda: _send_taken(message.pk, at=at), robust=True)
    return message


def _send_after_commit(message: OutboxMessage, *, at: datetime) -> OutboxMessage:
    """What may leave now leaves after the commit; what is due later is found by the tick."""
    from ..tasks import send_message

    if _leaves_now(message, at=at):
        transaction.on_commit(lambda: send_message.delay(message.pk), robust=True)
    return message


def _leaves_now(message: OutboxMessage, *, at: datetime) -> bool:
    return message.state == MessageState.DUE and message.due_at <= at


def _take(message: OutboxMessage, *, at: datetime) -> None:
    """As `_claim`, for a message nobody else has seen yet: written as taken, so that it need not be claimed."""
    message.state, message.due_at, message.attempts = MessageState.SENDING, at + CLAIM_LASTS, 1


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


# --- Sending ------------------------------------------------------------------------------------


def send(*, message_id: int, at: datetime) -> bool:
    """Send one due message; say whether it left. Claimed by a conditional update, so two workers send one mail.

    What the reader wants, their quiet hours and crisis pauses are asked again: it may have waited. A mail server's
    refusal, or an address or text that cannot be written as mail, is written down and tried again later, each time
    after a longer wait; a refusal for good is not tried again.
    """
    return _claim(message_id, at=at) and _send_taken(message_id, at=at)


def _send_taken(message_id: int, *, at: datetime) -> bool:
    """`send`, once the message is taken for this worker."""
    refused = RefusedAddress.objects.filter(address=Lower(OuterRef("to_address")))
    rows = OutboxMessage.objects.select_related("to_user").annotate(was_refused=Exists(refused))
    message = rows.get(pk=message_id)
    if not message.is_essential and _has_to_wait(message, at=at):
        return False
    try:
        hand_in(as_email(message, at=at))
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors, unwritable headers ValueErrors
        _refused(message, error=error, at=at)
        return False
    OutboxMessage.objects.filter(pk=message_id).update(state=MessageState.SENT, sent_at=at, last_error="", why="")
    if message.was_refused:
        RefusedAddress.objects.filter(address=message.to_address.lower()).delete()
    return True


def _claim(message_id: int, *, at: datetime) -> bool:
    """Take the message for this worker. The attempt counts from here: a mail that kills its worker is given up too."""
    due = _due(at).filter(pk=message_id)
    tried = {"state": MessageState.SENDING, "due_at": at + CLAIM_LASTS, "attempts": F("attempts") + 1}
    if due.filter(attempts__lt=MAX_ATTEMPTS).update(**tried):
        return True
    due.filter(attempts__gte=MAX_ATTEMPTS).update(state=MessageState.FAILED)
    return False


def _has_to_wait(message: OutboxMessage, *, at: datetime) -> bool:
    """Put the message back if it may not leave now; that was no attempt."""
    decision = decide(category=message.category, user=message.to_user, address=message.to_address, at=at)
    if decision.is_now(at):
        return False
    OutboxMessage.objects.filter(pk=message.pk).update(
        state=decision.state, due_at=decision.due_at, why=decision.why, attempts=F("attempts") - 1
    )
    return True


def due_message_ids(*, at: datetime, limit: int = 200) -> list[int]:
    """Ids of messages to send now, oldest first."""
    return list(_due(at).order_by("due_at").values_list("pk", flat=True)[:limit])


def _due(at: datetime) -> QuerySet[OutboxMessage]:
    states = [MessageState.DUE, MessageState.SENDING]
    return OutboxMessage.objects.filter(Q(state__in=states), due_at__lte=at)


@transaction.atomic
def _refused(message: OutboxMessage, *, error: Exception, at: datetime) -> None:
    refusal = permanent_refusal(error)
    if refusal is None:
        _retry_later(message, error=str(error), at=at)
        return
    OutboxMessage.objects.filter(pk=message.pk).update(state=MessageState.FAILED, last_error=refusal.reason[:2000])
    if refusal.of_address:
        values = {"reason": refusal.reason[:2000], "refused_at": at}
        RefusedAddress.objects.update_or_create(address=message.to_address.lower(), defaults=values)


def _retry_later(message: OutboxMessage, *, error: str, at: datetime) -> None:
    state = MessageState.FAILED if message.attempts >= MAX_ATTEMPTS else MessageState.DUE
    wait = timedelta(minutes=2**message.attempts)
    OutboxMessage.objects.filter(pk=message.pk).update(state=state, last_error=error[:2000], due_at=at + wait)


def let_waiting_mail_go(*, key_prefix: str, to_user: User | None = None) -> int:
    """Let mail that still waits, and whose idempotency key begins so, never leave: what it tells of is so no more, or
    the reader (`to_user`) does not want it. Call it in the transaction of that change; returns how many there were.
    """
    waiting = OutboxMessage.objects.filter(idempotency_key__startswith=key_prefix, state__in=WAITING_STATES)
    if to_user:
        waiting = waiting.filter(to_user=to_user)
    return waiting.update(state=MessageState.CANCELLED)


def take_words_out(*, key_prefix: str) -> int:
    """Empty the mail whose key begins so, and let it go where it waits: what it quotes is to be kept nowhere."""
    let_waiting_mail_go(key_prefix=key_prefix)
    written = OutboxMessage.objects.filter(idempotency_key__startswith=key_prefix)
    return written.update(subject="", text="", html="", calendar="")


# --- By hand ------------------------------------------------------------------------------------


@transaction.atomic
def retry_message(*, message: OutboxMessage, by: User | None, at: datetime) -> OutboxMessage:
    """Try a message that was given up once more, from the first attempt. Raises NotFailed."""
    failed = OutboxMessage.objects.filter(pk=message.pk, state=MessageState.FAILED)
    if not failed.update(state=MessageState.DUE, due_at=at, attempts=0, why=""):
        raise NotFailed
    audit.record(message, action="mail.retry", by=by, at=at)
    message.refresh_from_db()
    return _send_after_commit(message, at=at)


@transaction.atomic
def cancel_message(*, message: OutboxMessage, by: User | None, at: datetime) -> OutboxMessage:
    """Let a message that waits never leave. Raises NotWaiting: also when a worker has just taken it."""
    waiting = OutboxMessage.objects.filter(pk=message.pk, state__in=WAITING_STATES)
    if not waiting.update(state=MessageState.CANCELLED):
        raise NotWaiting
    audit.record(message, action="mail.cancel", by=by, at=at)
    message.refresh_from_db()
    return message


@transaction.atomic
def trust_address(*, refused: RefusedAddress, by: User | None, at: datetime) -> None:
    """Take the mark off an address: somebody knows that it works again."""
    audit.record(refused, action="mail.trust", by=by, at=at)
    refused.delete()
