"""Accounts nobody uses: a warning by mail, and erasure when nobody signed in after it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from cms import audit
from cms.clock import timers_paused
from cms.people.models import User
from cms.people.queries import organisation_acted_for

from ..enums import ErasureReason
from ..mails import account_unused
from ..models import InactivityWarning
from .erasure import AlreadyErased, LastAdministrator, erase_person


def unused_since(before: datetime) -> QuerySet[User]:
    """People who have not signed in since then and were not told so yet. Administrators are looked after by hand."""
    quiet = Q(last_login__lt=before) | Q(last_login__isnull=True)
    return User.objects.filter(
        quiet, date_joined__lt=before, is_superuser=False, erasure__isnull=True, inactivity_warning__isnull=True
    )


def clock_runs_for(user: User, *, at: datetime) -> bool:
    """No deadline runs for somebody whose organisation is in the middle of a crisis."""
    organisation = organisation_acted_for(user, on=timezone.localdate(at))
    return not timers_paused(organisation_id=organisation.pk if organisation else None, at=at)


@transaction.atomic
def warn(*, user: User, at: datetime) -> bool:
    """Tell somebody when their account will be erased, once."""
    erase_at = at + timedelta(days=settings.RETENTION_DAYS["account.warned"])
    warning, is_new = InactivityWarning.objects.get_or_create(
        user=user, defaults={"warned_at": at, "erase_at": erase_at}
    )
    if is_new:
        audit.record(user, action="privacy.warn_unused", by=None, at=at)
        account_unused(user, erase_on=timezone.localdate(warning.erase_at), at=at)
    return is_new


def erase_unused(*, warning: InactivityWarning, at: datetime) -> bool:
    """Erase whoever was warned in time; who has signed in since then is in use again, and the warning goes."""
    if InactivityWarning.objects.filter(pk=warning.pk, user__last_login__gte=F("warned_at")).delete()[0]:
        return False
    try:
        erase_person(user=warning.user, by=None, at=at, reason=ErasureReason.INACTIVE)
    except (AlreadyErased, LastAdministrator):
        return False
    return True
