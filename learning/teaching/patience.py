"""Waiting that leaves crisis pauses out: nobody stands still because their municipality had a flood."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from cms.pause.queries import standstill
from cms.pause.targets import EVERYBODY, targets_of
from cms.people.models import Organisation


class Patience:
    """One query; one more where anything was paused."""

    def __init__(self, organisation_ids: Iterable[int | None], *, since: datetime, at: datetime) -> None:
        self.at = at
        self.still = standstill(since=since)
        self.targets: dict[int | None, frozenset[str]] = {}
        if self.still.spans:
            ids = {one for one in organisation_ids if one is not None}
            places = Organisation.objects.select_related("municipality").filter(pk__in=ids)
            self.targets = {one.pk: targets_of(one) for one in places}

    def passed(self, organisation_id: int | None, since: datetime, wait: timedelta) -> bool:
        """Whether so much time has passed for those who act for an organisation."""
        until = since + wait
        if self.still.spans:
            targets = self.targets.get(organisation_id, frozenset({EVERYBODY}))
            until = self.still.deadline(targets, since=since, deadline=until, at=self.at)
        return self.at >= until
