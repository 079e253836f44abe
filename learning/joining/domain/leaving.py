"""Ending somebody's enrolment by the hand of the staff. Learners withdraw themselves by `enrolments.withdraw`."""

from datetime import datetime

from django.db import transaction

from cms.people.models import User
from learning.domain.enrolments import withdraw
from learning.models import Enrolment

from ..mails import withdrawn_for_you


class ReasonMissing(Exception):
    """Whoever withdraws somebody else says why; the person reads it."""


@transaction.atomic
def withdraw_somebody(*, enrolment: Enrolment, reason: str, by: User, at: datetime) -> Enrolment:
    """Withdraw somebody from a course, and tell them why. What they did is kept, and they may come in again by the
    ways of the course. Raises ReasonMissing, and EnrolmentEnded when they have completed it or left it meanwhile.
    """
    if not reason.strip():
        raise ReasonMissing
    withdrawn = withdraw(enrolment=enrolment, by=by, at=at, reason=reason.strip())
    withdrawn_for_you(withdrawn, reason=reason.strip(), sender=by.name, at=at)
    return withdrawn
