"""Who may. Small facts about a person and a thing; whether something is possible right now is the verb's to say."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress

from .enums import MembershipRole
from .models import Organisation, User
from .queries import current_memberships
from .roles import AUDITOR, COORDINATOR, holds, roles_of


def is_administrator(user: Any) -> bool:
    return bool(user.is_active and user.is_superuser)


def is_coordinator(user: Any) -> bool:
    return is_administrator(user) or holds(user, COORDINATOR)


def is_auditor(user: Any) -> bool:
    return is_administrator(user) or holds(user, AUDITOR)


def may_give_roles(user: Any) -> bool:
    return is_administrator(user)


def may_read_log(user: Any) -> bool:
    return is_auditor(user)


def may_change_person(user: Any, person: User) -> bool:
    """Name, address and whether somebody may sign in. Who has a staff role, or Wagtail's admin open to them by some
    other group, is changed by administrators alone."""
    if is_administrator(user):
        return True
    has_more = person.is_superuser or person.is_staff or bool(roles_of(person))
    return not has_more and not person.has_perm("wagtailadmin.access_admin") and user.has_perm("people.change_user")


def is_contact_of(user: Any, organisation: Organisation, *, on: date) -> bool:
    """A contact person of this very organisation, on this day. One query."""
    if not user.is_authenticated:
        return False
    held = current_memberships(on=on).filter(user=user, organisation=organisation, role=MembershipRole.CONTACT)
    return held.exists()


def may_look_after(user: Any, organisation: Organisation, *, on: date) -> bool:
    """Invite and remove people, approve requests, say which roles there are, export evidence."""
    return is_contact_of(user, organisation, on=on) or is_coordinator(user)


def is_unused(user: User) -> bool:
    """An account made by an import that nobody has signed in to, nor can, before they have proved the address."""
    return user.pk in unused_among([user])


def unused_among(users: Iterable[User]) -> set[int]:
    """Numbers of the accounts that are unused. One query, none where every account shows signs of use itself."""
    quiet = {user.pk for user in users if _looks_unused(user)}
    if not quiet:
        return quiet
    return quiet.difference(EmailAddress.objects.filter(user__in=quiet, verified=True).values_list("user", flat=True))


def _looks_unused(user: User) -> bool:
    return user.is_active and not user.is_staff and not user.last_login and not user.has_usable_password()
