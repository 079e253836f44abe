from datetime import UTC, datetime

import pytest
from wagtail.models import ModelLogEntry

from cms.people.domain.details import (
    UnitExists,
    add_unit,
    change_language,
    remove_unit,
    rename_unit,
    set_invoice_address,
)
from cms.people.models import Unit
from tests.factories.people import make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db

DONE = {"by": None, "at": datetime(2026, 11, 2, 9, 0, tzinfo=UTC)}


def test_unit_has_a_name_of_its_own_in_its_organisation():
    place = make_organisation()
    first = add_unit(organisation=place, name="  Helse   og omsorg ", **DONE)
    second = add_unit(organisation=place, name="Stab", **DONE)
    add_unit(organisation=make_organisation("Elvestad"), name="Stab", **DONE)

    with pytest.raises(UnitExists):
        add_unit(organisation=place, name="helse og omsorg", **DONE)
    with pytest.raises(UnitExists):
        rename_unit(unit=second, name="HELSE OG OMSORG", **DONE)

    assert (first.name, Unit.objects.get(pk=second.pk).name) == ("Helse og omsorg", "Stab")
    assert ModelLogEntry.objects.filter(action="people.rename_unit").count() == 0


def test_roles_outlive_their_unit():
    place = make_organisation()
    unit = add_unit(organisation=place, name="Stab", **DONE)
    held = make_membership(make_user(), place)
    held.unit = unit
    held.save()

    assert remove_unit(unit=unit, **DONE) == 1

    held.refresh_from_db()
    assert (held.unit, Unit.objects.count()) == (None, 0)


def test_log_of_an_invoice_address_tells_fields_and_no_values():
    place = make_organisation()
    values = {"email": "faktura@example.org", "address": "", "peppol_id": "", "buyer_reference": "Kari Nordmann"}

    for _twice in range(2):
        set_invoice_address(organisation=place, values=values, **DONE)

    assert place.invoice_address.buyer_reference == "Kari Nordmann"
    assert ModelLogEntry.objects.get(action="people.invoice_address").data == {"changed": ["buyer_reference", "email"]}


def test_language_is_changed_once():
    place = make_organisation()
    for _twice in range(2):
        change_language(organisation=place, language="nn", **DONE)

    place.refresh_from_db()
    assert place.language == "nn"
    assert ModelLogEntry.objects.get(action="people.change_language").data == {"before": "nb", "after": "nn"}
