"""Sensitive answers: kept only with consent and an end, and never read without a line that says who and why."""

from datetime import datetime

from django.db import transaction

from cms import audit
from cms.people.models import User

from ..consents import SPECIAL_NEEDS
from ..models import AccessLogEntry, SensitiveAnswer
from ..queries import has_consent


class ConsentMissing(Exception):
    """The person has not said that this may be kept."""


class AnswerGone(Exception):
    """The day on which the answer had to be deleted has come, or the person took it back."""


class ReasonMissing(Exception):
    """Whoever reads must say why."""


@transaction.atomic
def keep_sensitive(
    *, user: User, about: str, kind: str, text: str, delete_at: datetime, by: User | None, at: datetime
) -> SensitiveAnswer | None:
    """Keep what somebody told for one thing (`about`: "occurrence:42"); an empty text deletes what stood there.

    Raises ConsentMissing.
    """
    held = SensitiveAnswer.objects.filter(user=user, about=about, kind=kind)
    if not text.strip():
        held.delete()
        return None
    if not has_consent(user, SPECIAL_NEEDS):
        raise ConsentMissing(user.pk)
    answer, _is_new = SensitiveAnswer.objects.update_or_create(
        user=user, about=about, kind=kind, defaults={"text": text.strip(), "kept_at": at, "delete_at": delete_at}
    )
    audit.record(answer, action="privacy.keep_sensitive", by=by, at=at, about=about, kind=str(kind))
    return answer


@transaction.atomic
def read_sensitive(*, answer: SensitiveAnswer, by: User, reason: str, at: datetime) -> str:
    """Return what somebody told, and take down who read it and why. Reading one's own leaves no line.

    The caller has asked its own rules whether `by` may read. Raises ReasonMissing and AnswerGone.
    """
    if not reason.strip():
        raise ReasonMissing
    current = SensitiveAnswer.objects.filter(pk=answer.pk, delete_at__gt=at).first()
    if current is None:
        raise AnswerGone(answer.pk)
    if by.pk != current.user_id:
        AccessLogEntry.objects.create(
            reader=by,
            subject_id=current.user_id,
            about=current.about,
            kind=current.kind,
            reason=reason.strip()[:200],
            at=at,
        )
    return current.text
