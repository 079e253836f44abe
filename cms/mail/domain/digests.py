"""Several messages in one mail, for those who want it so."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from cms import clock
from cms.people.models import User

from ..enums import Frequency, MessageState, Why
from ..models import OutboxMessage
from ..queries import choices_of, is_refused
from ..quiet import next_digest_at
from .timing import PAUSE_RECHECK, is_paused


def people_with_due_digests(*, at: datetime, limit: int = 200) -> list[int]:
    """Ids of people for whom messages wait whose digest time has come."""
    held = _held(at).order_by("to_user_id").values_list("to_user_id", flat=True).distinct()
    return [user_id for user_id in held[:limit] if user_id is not None]


@transaction.atomic
def send_digest(*, user_id: int, at: datetime) -> OutboxMessage | None:
    """Tell a person in one mail of everything that waits for their digest; None when there is none to send.

    Safe to run twice: the messages are locked, and a day has one digest (its key). What comes after it that day waits
    for the next one; in a crisis pause everything waits. What they want no longer is skipped.
    """
    waiting = list(_held(at).filter(to_user_id=user_id).select_for_update().order_by("pk"))
    if not waiting:
        return None
    user = User.objects.get(pk=user_id)
    wanted = _still_wanted(user, waiting)
    if not wanted:
        return None
    if is_paused(user, at=at):
        _rows(wanted).update(due_at=at + PAUSE_RECHECK, why=Why.PAUSE)
        return None
    return _told(user, wanted, at=at)


def _still_wanted(user: User, waiting: list[OutboxMessage]) -> list[OutboxMessage]:
    """Mark what the person does not want any more, or cannot get, as skipped; return the rest."""
    if not user.is_active or is_refused(user.email):
        _rows(waiting).update(state=MessageState.SKIPPED, why=Why.REFUSED if user.is_active else Why.INACTIVE)
        return []
    choices = choices_of(user)
    unwanted = [message for message in waiting if choices.get(message.category) == Frequency.NEVER]
    if unwanted:
        _rows(unwanted).update(state=MessageState.SKIPPED, why=Why.NEVER)
    return [message for message in waiting if message not in unwanted]


def _told(user: User, messages: list[OutboxMessage], *, at: datetime) -> OutboxMessage | None:
    from ..mails import digest

    key = digest_key(user, at=at)
    if OutboxMessage.objects.filter(idempotency_key=key).exists():
        _rows(messages).update(due_at=next_digest_at(Frequency.DAILY, after=at), why=Why.DIGEST)
        return None
    mail = digest(messages, to=user, at=at, key=key)
    _rows(messages).update(state=MessageState.IN_DIGEST, digest=mail, why=Why.DIGEST)
    return mail


def digest_key(user: User, *, at: datetime) -> str:
    """One digest a person and day."""
    return f"cms/mail/digest:{user.pk}:{clock.local_date(at):%Y-%m-%d}"


def _held(at: datetime) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(state=MessageState.HELD, due_at__lte=at)


def _rows(messages: list[OutboxMessage]) -> QuerySet[OutboxMessage]:
    """Only those that still wait: nobody may be told twice."""
    ids = [message.pk for message in messages]
    return OutboxMessage.objects.filter(pk__in=ids, state=MessageState.HELD)
