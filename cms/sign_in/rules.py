"""Who must show more than a password."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings

from cms.people.models import User
from cms.people.rules import is_administrator


def is_staff_person(user: User) -> bool:
    """May open the admin: one stolen password would open what many people trust us with."""
    return user.is_active and user.has_perm("wagtailadmin.access_admin")


def has_second_factor(user: User) -> bool:
    """Recovery codes alone are none: they are for the day the phone is lost."""
    types = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user=user, type__in=types).exists()


def may_remove_second_factors(user: Any, person: User) -> bool:
    """Administrators, of others. Their own they remove as everybody does, showing who they are first."""
    return bool(is_administrator(user) and user.pk != person.pk)


def must_set_up_second_factor(user: User) -> bool:
    return settings.STAFF_NEED_SECOND_FACTOR and is_staff_person(user) and not has_second_factor(user)
