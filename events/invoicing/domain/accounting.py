"""Where the accounts count what is invoiced."""

from datetime import datetime

from django.db import transaction

from cms import audit
from cms.people.models import User
from events.models import Series

from ..models import SeriesAccount


@transaction.atomic
def set_accounting(*, series: Series, account: str, dimension: str, by: User | None, at: datetime) -> SeriesAccount:
    """Say it for invoices from now on; what was issued keeps what was said then."""
    values = {"account": account.strip(), "dimension": dimension.strip()}
    found, _made = SeriesAccount.objects.update_or_create(series=series, defaults=values)
    audit.record(series, action="invoicing.accounting", by=by, at=at)
    return found
