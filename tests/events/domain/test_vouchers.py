from datetime import timedelta
from decimal import Decimal

import pytest

from events.domain.bookings import CategoryNotOffered, cancel_booking
from events.domain.parts import NameTaken, OfAnotherOccurrence
from events.domain.vouchers import VoucherNotGood, VoucherTerms, revoke_voucher, set_voucher
from events.enums import PlaceState
from events.models import Booking, VoucherUse
from tests.factories.bookings import order, states
from tests.factories.events import AT, make_category, make_occurrence, make_voucher

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
WHO = {"by": None, "at": AT}


@pytest.mark.parametrize("code", ["KOMMUNE", " kommune "])
def test_voucher_lowers_the_price_once(code):
    category = make_category(price=Decimal("333.33"))
    make_voucher(category.occurrence, discount=Decimal(50))

    booking = order(category, voucher_code=code)

    assert booking.places.get().price == Decimal("166.67")
    with pytest.raises(VoucherNotGood):
        order(category, voucher_code=code)
    assert Booking.objects.count() == 1


def test_voucher_opens_the_hidden_tickets_it_names():
    hidden = make_category(hidden=True)
    make_voucher(hidden.occurrence, code="ALLE")
    make_voucher(hidden.occurrence, code="TALER", categories=[hidden])

    with pytest.raises(CategoryNotOffered):
        order(hidden, voucher_code="ALLE")
    assert states(order(hidden, voucher_code="TALER")) == [PlaceState.CONFIRMED]


def test_voucher_makes_no_room():
    category = make_category(size=1)
    make_voucher(category.occurrence)
    order(category)

    assert states(order(category, voucher_code="KOMMUNE")) == [PlaceState.WAITING]


def test_use_counts_only_while_the_place_lives():
    category = make_category()
    make_voucher(category.occurrence)
    booking = order(category, voucher_code="KOMMUNE")
    cancel_booking(booking=booking, by=None, at=AT)

    assert states(order(category, voucher_code="KOMMUNE")) == [PlaceState.CONFIRMED]
    assert VoucherUse.objects.count() == 2


@pytest.mark.parametrize(
    "fields", [{"code": "ANNEN"}, {"expires_at": AT}, {"revoked_at": AT - HOUR}], ids=["unknown", "expired", "revoked"]
)
def test_voucher_that_is_no_good_is_refused(fields):
    category = make_category()
    make_voucher(category.occurrence, **fields)

    with pytest.raises(VoucherNotGood):
        order(category, voucher_code="KOMMUNE")


def test_voucher_of_another_occurrence_or_for_other_tickets_is_refused():
    category, foreign = make_category(), make_category()
    make_voucher(foreign.occurrence)
    make_voucher(category.occurrence, code="TALER", categories=[make_category(category.occurrence, name="Taler")])

    for code in ("KOMMUNE", "TALER"):
        with pytest.raises(VoucherNotGood):
            order(category, voucher_code=code)


def test_more_places_than_the_voucher_has_left_are_refused():
    category = make_category()
    make_voucher(category.occurrence, most_uses=3)
    order(category, number=2, voucher_code="KOMMUNE")

    with pytest.raises(VoucherNotGood):
        order(category, number=2, voucher_code="KOMMUNE")
    assert order(category, voucher_code="KOMMUNE").pk


def test_voucher_is_made_changed_and_revoked_once():
    occurrence = make_occurrence()
    voucher = set_voucher(occurrence=occurrence, terms=VoucherTerms(code="VELKOMMEN", most_uses=2), **WHO)

    with pytest.raises(NameTaken):
        set_voucher(occurrence=occurrence, terms=VoucherTerms(code="Velkommen"), **WHO)
    with pytest.raises(OfAnotherOccurrence):
        set_voucher(occurrence=occurrence, terms=VoucherTerms(code="X"), categories=[make_category()], **WHO)
    revoked = revoke_voucher(voucher=voucher, **WHO)
    again = revoke_voucher(voucher=voucher, by=None, at=AT.replace(year=2027))

    assert revoked.revoked_at == again.revoked_at == AT
