"""Erasing a person: every app lets go of its rows, in one transaction, and a nameless account stays behind."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from cms import audit
from cms.people.models import User

from ..answers import Subject, all_answers
from ..enums import ErasureReason
from ..mails import person_erased
from ..models import Erasure

logger = logging.getLogger(__name__)


class AlreadyErased(Exception):
    """There is nobody left behind this account."""


class LastAdministrator(Exception):
    """Nobody would be left to run the site."""


@transaction.atomic
def erase_person(*, user: User, by: User | None, at: datetime, reason: str = ErasureReason.ASKED_HERE) -> Erasure:
    """Erase a person everywhere, and tell them so at the address that was theirs.

    Counts stay: enrolments, facts and completions point at the account that is left, which names nobody. What else
    stays is in `kept` of each answer, with its legal basis. Files go after commit. Raises AlreadyErased and
    LastAdministrator.
    """
    locked = _lock(user)
    subject = Subject.of(locked)
    counts: dict[str, int] = {}
    for answer in all_answers():
        let_go = answer.erase(answer.rows(subject), subject, at)
        counts[answer.label] = counts.get(answer.label, 0) + let_go
    erasure = Erasure.objects.create(
        user=locked, reason=reason, at=at, by=by, counts={label: count for label, count in counts.items() if count}
    )
    audit.record(locked, action="privacy.erase", by=by, at=at, erasure=erasure.pk, reason=str(reason))
    # Outside the database as well: a backup that is restored knows nothing of it (docs/privacy.md).
    transaction.on_commit(lambda: logger.warning("Erased account %s", erasure.user_id), robust=True)
    person_erased(address=subject.user.email, language=subject.user.language, erasure=erasure, at=at)
    return erasure


def is_last_administrator(user: User) -> bool:
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return user.is_superuser and user.is_active and not others.exists()


def _lock(user: User) -> User:
    """Lock the account, and with an administrator all of them: two who leave at once must not leave nobody."""
    rows = User.objects.select_for_update().filter(Q(is_superuser=True) | Q(pk=user.pk)).order_by("pk")
    locked = next(row for row in rows if row.pk == user.pk)
    if Erasure.objects.filter(user=locked).exists():
        raise AlreadyErased(locked.pk)
    if is_last_administrator(locked):
        raise LastAdministrator(locked.pk)
    return locked
