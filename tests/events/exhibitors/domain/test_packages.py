from datetime import timedelta
from decimal import Decimal

import pytest

from events.enums import Audience
from events.exhibitors.domain.packages import (
    FewerThanTaken,
    OfAnotherOccurrence,
    PackageInUse,
    PackageTerms,
    remove_package,
    set_package,
)
from events.exhibitors.enums import ExhibitorState
from events.exhibitors.models import ExhibitorPackage
from events.models import TicketCategory
from tests.factories.events import AT
from tests.factories.exhibitors import fresh, make_exhibitor, make_fair, make_package, somebody_applies

pytestmark = pytest.mark.django_db
WHO = {"by": None, "at": AT}


def terms(package, **fields):
    names = ("names", "number", "size", "staff", "power_watts", "tables", "price", "vat_code", "position")
    return PackageTerms(**{name: getattr(package, name) for name in names} | fields)


def change(package, **fields):
    return set_package(occurrence=package.occurrence, package=package, terms=terms(package, **fields), **WHO)


def test_a_package_brings_hidden_tickets_along():
    package = make_package(name="Stor stand")

    tickets = TicketCategory.objects.filter(occurrence=package.occurrence).order_by("pk")

    assert [(one.audience, one.hidden, one.price) for one in tickets] == [
        (Audience.EXHIBITOR, True, Decimal(12_000)),
        (Audience.EXHIBITOR, True, Decimal(0)),
    ]
    assert package.category.names == {"nb": "Stor stand"}
    assert package.occurrence.fair.staff_category == tickets[1]


def test_a_second_package_shares_the_ticket_of_staff():
    occurrence = make_fair()
    make_package(occurrence)
    make_package(occurrence, name="Liten stand")

    assert TicketCategory.objects.filter(occurrence=occurrence).count() == 3


def test_what_is_promised_stays_once_somebody_has_applied():
    package = make_package()
    somebody_applies(package)

    for field, value in (("price", Decimal(1)), ("staff", 1), ("tables", 9), ("size", "1 × 1 m")):
        with pytest.raises(PackageInUse):
            change(package, **{field: value})
    assert change(package, names={"nb": "Kjempestand"}).name == "Kjempestand"


def test_fewer_than_are_taken_is_refused():
    package = make_package(number=2)
    make_exhibitor(package)
    somebody_applies(package)

    with pytest.raises(FewerThanTaken) as refused:
        change(package, number=1)

    assert refused.value.taken == 2


def test_more_are_offered_to_who_waits():
    package = make_package(number=1)
    make_exhibitor(package)
    first, second = somebody_applies(package, at=AT + timedelta(hours=1)), somebody_applies(package)

    change(package, number=2)

    assert (fresh(first).state, fresh(second).state) == (ExhibitorState.OFFERED, ExhibitorState.WAITING)


def test_a_package_nobody_asked_for_goes_with_its_ticket():
    package = make_package()

    remove_package(package=package, **WHO)

    assert not ExhibitorPackage.objects.exists()
    assert TicketCategory.objects.filter(occurrence=package.occurrence).count() == 1


def test_a_package_somebody_asked_for_stays():
    package = make_package()
    somebody_applies(package)

    with pytest.raises(PackageInUse):
        remove_package(package=package, **WHO)


def test_a_package_of_another_occurrence_is_refused():
    package = make_package()

    with pytest.raises(OfAnotherOccurrence):
        set_package(occurrence=make_fair(), package=package, terms=terms(package), **WHO)
