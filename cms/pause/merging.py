"""What becomes of pauses of an organisation that is merged into another."""

from datetime import datetime

from django.db import transaction

from cms.people import merging_points
from cms.people.models import Organisation

from . import queries
from .enums import PauseScope
from .models import Pause
from .targets import Target


def register() -> None:
    merging_points.register(Pause, "organisation", prepare=take_pauses_along)


def take_pauses_along(merged: Organisation, kept: Organisation, at: datetime) -> None:
    """Pauses name their target as text too. Of two that go on, the one of the organisation that stays does."""
    going, staying = (Pause.objects.filter(organisation=one) for one in (merged, kept))
    if staying.filter(ends_at__isnull=True).exists():
        going.filter(ends_at__isnull=True).update(ends_at=at)
    going.update(target=Target(PauseScope.ORGANISATION, organisation=kept).key)
    transaction.on_commit(queries.forget_pauses)
