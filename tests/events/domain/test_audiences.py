from contextlib import nullcontext

import pytest

from events.domain import audiences
from events.domain.audiences import AudienceDiffers, register_audience
from events.domain.places import change_category
from events.enums import Audience
from tests.factories.bookings import order, somebody
from tests.factories.events import AT, make_category, make_voucher
from tests.factories.people import make_admin, make_organisation

pytestmark = pytest.mark.django_db
MUNICIPALITY = {"kind": "municipality"}
COMPANY = {"kind": "company"}


@pytest.mark.parametrize(
    ("audience", "organisation", "written", "fits"),
    [
        ("public_body", MUNICIPALITY, "", True),
        ("public_body", COMPANY, "", False),
        ("public_body", None, "Elvestad kommune", True),
        ("public_body", None, "", False),
        ("company", COMPANY, "", True),
        ("company", MUNICIPALITY, "", False),
        ("company", None, " ", False),
        ("member", COMPANY, "", True),
        ("member", {"state": "closed"}, "", False),
        ("member", None, "Elvestad kommune", False),
        ("student", None, "", True),
        ("everybody", None, "", True),
    ],
)
def test_ticket_is_booked_by_those_it_is_for(audience, organisation, written, fits):
    category = make_category(audience=audience)
    own = make_organisation(**organisation) if organisation else None

    with nullcontext() if fits else pytest.raises(AudienceDiffers):
        order(category, somebody(), organisation=own, contact={"organisation_name": written})


def test_staff_and_invitations_know_better():
    category = make_category(audience="company")
    make_voucher(category.occurrence, categories=[category])

    assert order(category, somebody(1), by=make_admin(), staff=True)
    assert order(category, somebody(2), voucher_code="KOMMUNE")


def test_number_on_the_invoice_tells_who_it_is():
    category = make_category(audience="company")
    make_organisation(kind="municipality", number="974760673")

    with pytest.raises(AudienceDiffers):
        order(category, somebody(), terms={"extras": {"payer": {"number": "974760673"}}})
    assert order(category, somebody(), terms={"extras": {"payer": {"number": "923609016"}}})


def test_ticket_is_not_exchanged_for_one_that_is_for_others():
    category = make_category()
    other = make_category(category.occurrence, name="Bedrift", audience="company")
    place = order(category, somebody()).places.get()

    with pytest.raises(AudienceDiffers):
        change_category(place=place, category=other, by=None, at=AT)
    assert change_category(place=place, category=other, by=make_admin(), at=AT, staff=True).category == other


def test_room_above_says_who_its_own_are(monkeypatch):
    monkeypatch.setattr(audiences, "_checks", dict(audiences._checks))
    register_audience(Audience.EXHIBITOR, lambda claim: claim.email == "stand@example.org")
    category = make_category(audience="exhibitor")

    with pytest.raises(AudienceDiffers):
        order(category, somebody())
    assert order(category, somebody(), email="stand@example.org")
