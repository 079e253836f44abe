"""What a network is for and how one gets in."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from cms import audit
from cms.people.models import User
from cms.texts import Texts
from events.enums import SeriesKind
from events.models import Series

from ..enums import Joining
from ..models import Network


class NoNetwork(Exception):
    """A series of another kind has no members."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    purposes: Texts = field(default_factory=dict)
    joining: str = Joining.INVITED
    shows_number: bool = False


@transaction.atomic
def set_up(*, series: Series, setting: Setting, by: User | None, at: datetime) -> Network:
    """Raises NoNetwork."""
    if series.kind != SeriesKind.NETWORK:
        raise NoNetwork(series.pk)
    Series.objects.select_for_update().get(pk=series.pk)
    values = {"purposes": setting.purposes, "joining": setting.joining, "shows_number": setting.shows_number}
    network, _made = Network.objects.update_or_create(series=series, defaults=values)
    audit.record(series, action="networks.set_up", by=by, at=at)
    return network
