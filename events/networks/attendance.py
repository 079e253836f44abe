"""Who came to a meeting, as the door knows it: by name those who have said yes to the list, and how many others."""

from typing import NamedTuple

from events.door.queries import who_came
from events.models import Occurrence

from .models import NetworkMember


class Presence(NamedTuple):
    names: list[str]
    others: int


def presence_at(occurrence: Occurrence) -> Presence | None:
    """None where the door knows of nobody. Two queries."""
    came = list(who_came(occurrence).values_list("user_id", flat=True))
    if not came:
        return None
    known = NetworkMember.objects.filter(series=occurrence.series_id, user__in=[pk for pk in came if pk])
    agreed = known.filter(agreed_at__isnull=False, user__is_active=True).order_by("user__name")
    names = dict(agreed.values_list("user_id", "user__name"))
    return Presence(list(names.values()), len(came) - sum(1 for pk in came if pk in names))
