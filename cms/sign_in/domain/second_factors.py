"""Helping somebody who has lost what they show as a second step."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from cms.audit import record
from cms.people.models import User

from ..mails import second_step_removed
from .sessions import end_other_sessions


class NoSecondFactor(Exception):
    """The person has nothing that could be removed."""


@transaction.atomic
def remove_second_factors(*, user: User, by: User | None, at: datetime) -> int:
    """Take app, passkeys and recovery codes away, sign the person out everywhere and write to them; say how many.

    Raises NoSecondFactor.
    """
    removed, _ = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise NoSecondFactor
    record(user, action="sign_in.remove_factors", by=by, at=at, count=removed)
    end_other_sessions(user=user, this_key=None, by=by, at=at)
    second_step_removed(user, at=at)
    return removed
