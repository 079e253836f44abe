"""What an organisation's own contact, and the centre, may change of its record: units, invoice address, language."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from cms import audit

from ..models import InvoiceAddress, Membership, Organisation, Unit, User


class UnitExists(Exception):
    """The organisation has a unit of this name already, in capitals or not."""


@transaction.atomic
def change_language(*, organisation: Organisation, language: str, by: User | None, at: datetime) -> Organisation:
    """Choose the language the organisation writes and is written to in."""
    locked = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if locked.language != language:
        before, locked.language = locked.language, language
        locked.save(update_fields=["language"])
        audit.record(locked, action="people.change_language", by=by, at=at, before=before, after=language)
    return locked


@transaction.atomic
def set_invoice_address(
    *, organisation: Organisation, values: dict[str, str], by: User | None, at: datetime
) -> InvoiceAddress:
    """Say where invoices go. The log tells which fields changed, never what stands in them."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    address = InvoiceAddress.objects.get_or_create(organisation=organisation)[0]
    changed = sorted(name for name, value in values.items() if getattr(address, name) != value)
    for name in changed:
        setattr(address, name, values[name])
    if changed:
        address.save(update_fields=changed)
        audit.record(organisation, action="people.invoice_address", by=by, at=at, changed=changed)
    return address


def add_unit(*, organisation: Organisation, name: str, by: User | None, at: datetime) -> Unit:
    """Add a part of the organisation. Raises UnitExists."""
    return _keep(Unit(organisation=organisation, name=name), action="people.add_unit", by=by, at=at)


def rename_unit(*, unit: Unit, name: str, by: User | None, at: datetime) -> Unit:
    """Call a unit something else. Raises UnitExists."""
    unit.name = name
    return _keep(unit, action="people.rename_unit", by=by, at=at)


@transaction.atomic
def remove_unit(*, unit: Unit, by: User | None, at: datetime) -> int:
    """Take a unit away; the roles in it stay, in no unit. Return how many of them there were."""
    audit.record(unit, action="people.remove_unit", by=by, at=at, organisation=unit.organisation_id)
    moved = Membership.objects.filter(unit=unit).update(unit=None)
    unit.delete()
    return moved


@transaction.atomic
def change_details(
    *,
    organisation: Organisation,
    units: Iterable[Unit] = (),
    removed_units: Iterable[Unit] = (),
    invoice_address: dict[str, str] | None = None,
    by: User | None,
    at: datetime,
) -> Organisation:
    """Keep new and renamed units, take units away and keep the invoice address: all of it or nothing.

    Raises UnitExists.
    """
    for unit in removed_units:
        remove_unit(unit=unit, by=by, at=at)
    for unit in units:
        unit.organisation = organisation
        _keep(unit, action="people.rename_unit" if unit.pk else "people.add_unit", by=by, at=at)
    if invoice_address:
        set_invoice_address(organisation=organisation, values=invoice_address, by=by, at=at)
    return organisation


def _keep(unit: Unit, *, action: str, by: User | None, at: datetime) -> Unit:
    unit.name = " ".join(unit.name.split())
    try:
        with transaction.atomic():
            unit.save()
            audit.record(unit, action=action, by=by, at=at, organisation=unit.organisation_id)
    except IntegrityError:  # the unique constraint: also when two tabs add it at the same moment
        raise UnitExists(unit.name) from None
    return unit
