"""Reads that rooms above need."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from cms.people.enums import OrganisationState
from cms.people.models import User
from cms.people.queries import current_memberships

from .models import Obligation


def deadlines_of(user: User, *, since: date, today: date) -> QuerySet[Obligation]:
    """What is asked of a person in the roles they hold, to be done by a day from this one on, the first first.

    As the table stands, which is at most a night old.
    """
    holds = current_memberships(on=today).filter(user=user, organisation=OuterRef("organisation"))
    rows = Obligation.objects.filter(
        Exists(holds), user=user, due_on__gte=since, organisation__state=OrganisationState.ACTIVE
    )
    return rows.select_related("version", "organisation", "requirement").order_by("due_on", "pk")
