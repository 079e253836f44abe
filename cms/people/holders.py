"""Who has been given which role."""

from collections.abc import Iterable

from django.db.models import Q

from cms.sorting import nordic

from .models import User
from .roles import ADMINISTRATOR, Role


def holders_of(role: Role) -> list[User]:
    """Who has been given a role, in the order of their names. One query."""
    people = User.objects.filter(is_active=True)
    people = people.filter(groups__name=role.group) if role.group else people.filter(is_superuser=True)
    return sorted(people, key=_by_name)


def holders_of_all(roles: Iterable[Role]) -> dict[str, list[User]]:
    """Who has which of these roles, by the role's key. Two queries, however many roles and people."""
    key_of = {role.group: role.key for role in roles if role.group}
    given: dict[str, list[User]] = {key: [] for key in [ADMINISTRATOR.key, *key_of.values()]}
    people = User.objects.filter(Q(is_superuser=True) | Q(groups__name__in=key_of), is_active=True).distinct()
    for person in sorted(people.prefetch_related("groups"), key=_by_name):
        keys = [key_of[group.name] for group in person.groups.all() if group.name in key_of]
        for key in [ADMINISTRATOR.key] * person.is_superuser + keys:
            given[key].append(person)
    return given


def _by_name(person: User) -> str:
    return nordic(person.name)
