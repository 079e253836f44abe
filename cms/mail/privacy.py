"""What the outbox holds of a person: what was sent to them, and what was sent to others about them."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.privacy.answers import Answer, Rows, Subject, delete_rows, register
from cms.privacy.mentions import mentioning
from cms.privacy.retention import ANONYMISED, DELETED, Rule, drop, empty, retain

from .enums import WAITING_STATES, MessageState
from .messages import name_of_kind
from .models import MailPreference, OutboxMessage, QuietHours, RefusedAddress

OVER = tuple(set(MessageState) - WAITING_STATES - {MessageState.SENDING})
NO_WORDS = {"subject": "", "text": "", "html": "", "calendar": "", "last_error": ""}


def messages_about(subject: Subject) -> Rows:
    """Messages to others that name the person. Somebody of the same name keeps theirs."""
    others = OutboxMessage.objects.exclude(to_user=subject.user)
    if subject.user.name:
        others = others.exclude(to_user__name=subject.user.name)
    return mentioning(others, subject, "subject", "text", "html", "calendar", "last_error")


def take_the_words(rows: Rows, subject: Subject, at: datetime) -> int:
    """What was sent stays as a line without words; what still waits is not sent any more."""
    waiting: int = rows.exclude(state__in=OVER).delete()[0]
    return waiting + rows.filter(state__in=OVER).update(**NO_WORDS)


register(
    Answer(
        OutboxMessage,
        purpose="mail",
        by=("to_user",),
        by_address=("to_address",),
        columns=("kind", "to_address", "subject", "text", "state", "created_at", "sent_at"),
        codes={"kind": name_of_kind},
        erase=delete_rows,
    ),
    Answer(
        OutboxMessage,
        purpose="mail",
        find=messages_about,
        erase=take_the_words,
        theirs=False,
        counted=False,
        order=150,
    ),
    Answer(MailPreference, purpose="mail", by=("user",), columns=("topic", "choice"), erase=delete_rows),
    Answer(
        QuietHours,
        purpose="mail",
        by=("user",),
        columns=("nights", "starts_at", "ends_at", "weekends"),
        erase=delete_rows,
    ),
    Answer(
        RefusedAddress,
        purpose="mail",
        by_address=("address",),
        columns=("address", "reason", "refused_at"),
        erase=delete_rows,
    ),
)

retain(
    Rule(
        "mail.text",
        OutboxMessage,
        _("The text of mail that was sent or given up"),
        ANONYMISED,
        due=lambda before: OutboxMessage.objects.filter(state__in=OVER, created_at__lt=before).exclude(
            Q(text="") & Q(subject="")
        ),
        act=empty(**NO_WORDS),
    ),
    Rule(
        "mail.sent",
        OutboxMessage,
        _("That mail was sent, and to which address"),
        DELETED,
        due=lambda before: OutboxMessage.objects.filter(state__in=OVER, created_at__lt=before),
        act=drop,
    ),
)
