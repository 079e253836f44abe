"""One person with two addresses is one person: addresses somebody has proved to be theirs count together."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.db.models.functions import Lower

from ..enums import LIVE_STATES
from ..models import Place
from .orders import Named


def proved_addresses(emails: Collection[str], users: Collection[int] = ()) -> dict[str, int]:
    """The proved addresses of these people, and of whoever these addresses belong to, with the person. One query."""
    proved = EmailAddress.objects.filter(verified=True)
    theirs = proved.filter(Q(user__in=proved.filter(email__in=emails).values("user")) | Q(user__in=users))
    return {email.lower(): user for email, user in theirs.values_list("email", "user_id")}


def otherwise_there(occurrence_id: int, people: Iterable[Named], *, besides: int | None = None) -> list[str]:
    """Addresses of people who have a place by another address of theirs, or stand here by two. One query, two where an
    address is somebody's; `besides` is the place that is being named.
    """
    asked = [one for one in people if one.address and not one.is_assistant]
    owners = _owners(asked)
    if not owners:
        return []
    own = {one.address.lower(): owners[one.address.lower()] for one in asked if one.address.lower() in owners}
    known = _with_place(occurrence_id, owners, besides=besides)
    by_owner: defaultdict[int, set[str]] = defaultdict(set)
    for email, user in own.items():
        by_owner[user].add(email)
    return sorted(email for email, user in own.items() if user in known or len(by_owner[user]) > 1)


def _owners(asked: Collection[Named]) -> dict[str, int]:
    if not asked:
        return {}
    linked = {one.address.lower(): one.user.pk for one in asked if one.user}
    found = proved_addresses({one.address.lower() for one in asked}, set(linked.values()))
    return found | linked


def _with_place(occurrence_id: int, owners: dict[str, int], *, besides: int | None) -> set[int]:
    """Which of these people have a live place there, by any of their addresses or by their account."""
    lives = Place.objects.filter(occurrence=occurrence_id, state__in=LIVE_STATES, is_assistant=False)
    rows = (lives.exclude(pk=besides) if besides else lives).annotate(lower=Lower("email"))
    theirs = rows.filter(Q(lower__in=list(owners)) | Q(user__in=set(owners.values())))
    return {owners.get(email) or user for email, user in theirs.values_list("lower", "user_id")}
