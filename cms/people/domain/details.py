"""Units and invoice address of an organisation."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from cms import audit

from ..models import InvoiceAddress, Organisation, Unit, User


class DetailsTaken(Exception):
    """Somebody else added a unit of the same name, or the invoice address, a moment ago."""


def change_details(
    *,
    organisation: Organisation,
    units: Iterable[Unit] = (),
    removed_units: Iterable[Unit] = (),
    invoice_address: InvoiceAddress | None = None,
    by: User | None,
    at: datetime,
) -> Organisation:
    """Save new and renamed units, take units away (their people stay, without a unit) and keep the invoice address.

    Raises DetailsTaken.
    """
    changed = {"units": 0, "removed_units": 0, "invoice_address": int(invoice_address is not None)}
    try:
        with transaction.atomic():
            for unit in removed_units:
                unit.delete()
                changed["removed_units"] += 1
            rows: list[Any] = [*units, *([invoice_address] if invoice_address else [])]
            for row in rows:
                row.organisation = organisation
                row.save()
                changed["units"] += int(isinstance(row, Unit))
            audit.record(organisation, action="people.change_organisation", by=by, at=at, **changed)
    except IntegrityError:
        raise DetailsTaken from None
    return organisation
