"""Agreements that make an organisation a member: kept by the centre, with the days they hold."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from cms import audit

from ..models import Agreement, Organisation, User


class EndsBeforeItBegins(Exception):
    """The last day lies before the first."""


@transaction.atomic
def keep_agreements(
    *,
    organisation: Organisation,
    agreements: Iterable[Agreement] = (),
    removed: Iterable[Agreement] = (),
    by: User | None,
    at: datetime,
) -> None:
    """Keep new and changed ones, and take away those that were written by mistake: all of it or nothing. One that is
    over gets a last day. Raises EndsBeforeItBegins.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    for agreement in removed:
        audit.record(organisation, action="people.remove_agreement", by=by, at=at, **_days(agreement))
        agreement.delete()
    for agreement in agreements:
        if agreement.ends_on and agreement.ends_on < agreement.starts_on:
            raise EndsBeforeItBegins
        agreement.organisation = organisation
        agreement.save()
        audit.record(organisation, action="people.keep_agreement", by=by, at=at, **_days(agreement))


def _days(agreement: Agreement) -> dict[str, str]:
    ends = agreement.ends_on.isoformat() if agreement.ends_on else ""
    return {"starts_on": agreement.starts_on.isoformat(), "ends_on": ends}
