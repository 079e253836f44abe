"""Who may. Small facts about a person and a network; whether something is possible right now is the verb's to say.

Leaders do in their own network what coordinators do in every one: they look after its members, answer requests,
invite, write to members, make, move and call off its meetings, and write minutes and put up files, as the secretary
does too.
"""

from typing import Any

from events.models import Series
from events.rules import may_run_events

from .enums import LEADING, WRITING, Joining
from .models import NetworkMember
from .queries import membership_of, network_of


def is_member(user: Any, series: Series) -> bool:
    """One query, remembered for the network on the person's object."""
    return _membership(user, series) is not None


def may_see_inside(user: Any, series: Series) -> bool:
    """Members, minutes and files: the members, and those who run events."""
    return is_member(user, series) or may_run_events(user)


def may_lead(user: Any, series: Series) -> bool:
    """Look after the members of this network, and of no other."""
    found = _membership(user, series)
    return bool(found and found.role in LEADING) or may_run_events(user)


def may_plan(user: Any, series: Series) -> bool:
    """Make meetings of this network, move them and call them off."""
    return may_lead(user, series)


def may_write(user: Any, series: Series) -> bool:
    """Write minutes and put up files."""
    found = _membership(user, series)
    return bool(found and found.role in WRITING) or may_run_events(user)


def _membership(user: Any, series: Series) -> NetworkMember | None:
    if not user.is_authenticated:
        return None
    return membership_of(user, series)


def is_known(series: Series) -> bool:
    """Whether everybody may know that there is such a network: it has a page, takes people who ask, or shows its
    meetings to all.
    """
    is_hidden = series.members_only and network_of(series).joining == Joining.INVITED
    return series.page_key is not None or not is_hidden
