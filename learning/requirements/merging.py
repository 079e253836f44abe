"""What becomes of obligations when two records of one organisation are merged."""

from datetime import datetime

from django.db import transaction

from cms.people import merging_points
from cms.people.models import Organisation

from .models import Obligation


def register() -> None:
    merging_points.register(Obligation, "organisation", prepare=let_go_of_projections)


def let_go_of_projections(merged: Organisation, kept: Organisation, at: datetime) -> None:
    """They follow from roles, which move: what is asked of the organisation that stays is computed anew."""
    from .tasks import refresh_obligations

    Obligation.objects.filter(organisation=merged).delete()
    transaction.on_commit(refresh_obligations.delay, robust=True)
