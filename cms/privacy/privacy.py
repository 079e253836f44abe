"""What the privacy app itself holds of a person: consents, copies, sensitive answers, who read them."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cms.mail.enums import MessageState
from cms.mail.models import OutboxMessage
from cms.people.models import User

from .answers import Answer, Rows, Subject, delete_rows, forget_file, register, stays
from .consents import purpose_in_words
from .enums import ExportState
from .models import (
    AccessLogEntry,
    Consent,
    Erasure,
    ExportRequest,
    InactivityWarning,
    RetentionRun,
    SensitiveAnswer,
)
from .retention import DELETED, WARNED, Rule, drop, retain

RECEIPT = "privacy.erased"


def delete_copies(rows: Rows, subject: Subject, at: datetime) -> int:
    for name in rows.exclude(file_name="").values_list("file_name", flat=True):
        forget_file("private", name)
    return delete_rows(rows, subject, at)


def expire_copies(rows: Rows, at: datetime) -> int:
    """Delete the files; that a copy was asked for stays a while."""
    for name in rows.values_list("file_name", flat=True):
        forget_file("private", name)
    return rows.update(state=ExportState.DELETED, file_name="")


def end_consents(rows: Rows, subject: Subject, at: datetime) -> int:
    return rows.filter(withdrawn_at__isnull=True).update(withdrawn_at=at)


register(
    Answer(
        Consent,
        purpose="privacy",
        by=("user",),
        columns=("purpose", "recipient__name", "scope", "version", "wording", "given_at", "withdrawn_at", "how"),
        codes={"purpose": purpose_in_words},
        erase=delete_rows,
    ),
    # What others allowed somebody who is gone.
    Answer(
        Consent,
        purpose="privacy",
        by=("recipient",),
        columns=("purpose", "scope", "given_at", "withdrawn_at"),
        codes={"purpose": purpose_in_words},
        erase=end_consents,
        theirs=False,
    ),
    Answer(
        ExportRequest,
        purpose="privacy",
        by=("user",),
        also=("file_name",),
        columns=("state", "asked_at", "ready_at", "expires_at"),
        erase=delete_copies,
    ),
    Answer(
        SensitiveAnswer,
        purpose="sensitive",
        by=("user",),
        columns=("about", "kind", "text", "kept_at", "delete_at"),
        erase=delete_rows,
    ),
    Answer(
        AccessLogEntry,
        purpose="sensitive",
        by=("subject",),
        columns=("reader__name", "about", "kind", "reason", "at"),
        erase=delete_rows,
    ),
    Answer(
        AccessLogEntry,
        purpose="log",
        by=("reader",),
        columns=("about", "kind", "reason", "at"),
        erase=stays,
        theirs=False,
    ),
    Answer(InactivityWarning, purpose="account", by=("user",), columns=("warned_at", "erase_at"), erase=delete_rows),
    Answer(Erasure, purpose="log", by=("user", "by"), columns=("reason", "at"), erase=stays, theirs=False),
    Answer(RetentionRun, purpose="log", by=("by",), columns=("started_at", "dry_run"), erase=stays, theirs=False),
)


def _warn(rows: Rows, at: datetime) -> int:
    from .domain.inactivity import warn

    return sum(warn(user=user, at=at) for user in rows)


def _erase(rows: Rows, at: datetime) -> int:
    from .domain.inactivity import erase_unused

    return sum(erase_unused(warning=warning, at=at) for warning in rows.select_related("user"))


def _clock_runs_for(user: User, at: datetime) -> bool:
    from .domain.inactivity import clock_runs_for

    return clock_runs_for(user, at=at)


def _unused_since(before: datetime) -> Rows:
    from .domain.inactivity import unused_since

    return unused_since(before)


retain(
    Rule(
        "privacy.copies",
        ExportRequest,
        _("Copies of one's own data"),
        DELETED,
        due=lambda before: ExportRequest.objects.filter(state=ExportState.READY, ready_at__lt=before),
        act=expire_copies,
    ),
    Rule(
        "privacy.copy_requests",
        ExportRequest,
        _("That a copy was asked for"),
        DELETED,
        due=lambda before: ExportRequest.objects.filter(asked_at__lt=before).exclude(
            state__in=[ExportState.WAITING, ExportState.READY]
        ),
        act=drop,
    ),
    Rule(
        "privacy.sensitive",
        SensitiveAnswer,
        _("Sensitive answers whose day has come"),
        DELETED,
        due=lambda before: SensitiveAnswer.objects.filter(delete_at__lte=before),
        act=drop,
    ),
    Rule(
        "privacy.access_log",
        AccessLogEntry,
        _("Who has read sensitive answers"),
        DELETED,
        due=lambda before: AccessLogEntry.objects.filter(at__lt=before),
        act=drop,
    ),
    Rule(
        "privacy.receipts",
        OutboxMessage,
        _("The last mail to somebody who was erased, once it is sent or given up"),
        DELETED,
        due=lambda before: OutboxMessage.objects.filter(
            kind=RECEIPT, state__in=[MessageState.SENT, MessageState.FAILED], created_at__lte=before
        ),
        act=drop,
    ),
    Rule(
        "privacy.runs",
        RetentionRun,
        _("Reports of this nightly work"),
        DELETED,
        due=lambda before: RetentionRun.objects.filter(started_at__lt=before),
        act=drop,
    ),
    Rule(
        "account.unused",
        User,
        _("Accounts that nobody has signed in to"),
        WARNED,
        due=_unused_since,
        act=_warn,
        may=_clock_runs_for,
        order=200,
    ),
    Rule(
        "account.warned",
        InactivityWarning,
        _("Accounts whose person was warned and did not sign in"),
        DELETED,
        # The days were counted when the warning was written, and are promised in it.
        due=lambda _before: InactivityWarning.objects.select_related("user"),
        act=_erase,
        may=lambda warning, at: warning.erase_at <= at and _clock_runs_for(warning.user, at),
        order=210,
    ),
)
