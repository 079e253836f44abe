from contextlib import nullcontext
from datetime import date, timedelta

import pytest

from cms.people.models import Agreement
from events.domain import audiences
from events.domain.audiences import AudienceDiffers, register_audience
from events.domain.places import change_category
from events.enums import Audience
from events.exhibitors.models import Exhibitor
from events.models import Place
from tests.factories.bookings import order, somebody
from tests.factories.events import AT, make_category, make_voucher
from tests.factories.exhibitors import make_exhibitor, make_fair, make_package, somebody_applies
from tests.factories.people import make_admin, make_organisation, make_user
from tests.factories.programme import make_speaker

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
        ("member", COMPANY, "", False),
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


@pytest.mark.parametrize(
    ("starts", "ends", "fits"),
    [(0, None, True), (0, 0, True), (-400, 30, True), (1, None, False), (-400, -1, False)],
    ids=["from today", "today alone", "for a time", "from tomorrow", "until yesterday"],
)
@pytest.mark.parametrize("state", ["active", "closed"])
def test_members_have_an_agreement_on_the_day(starts, ends, fits, state):
    own = make_organisation(state=state)
    days = {"starts_on": in_days(starts), "ends_on": None if ends is None else in_days(ends)}
    Agreement.objects.create(organisation=own, **days)
    category = make_category(audience="member")

    with nullcontext() if fits and state == "active" else pytest.raises(AudienceDiffers):
        order(category, somebody(), organisation=own)


def in_days(number) -> date:
    return AT.date() + timedelta(days=number)


def test_number_of_a_member_on_the_invoice_makes_nobody_a_member():
    own = make_organisation(number="974760673")
    Agreement.objects.create(organisation=own, starts_on=in_days(0))

    with pytest.raises(AudienceDiffers):
        order(make_category(audience="member"), somebody(), terms={"extras": {"payer": {"number": "974760673"}}})


def test_exhibitors_are_the_people_of_a_confirmed_stand_here():
    own, user = make_organisation("Nødstrøm AS", kind="company"), make_user()
    package = make_package(make_fair(state="open"), number=5)
    category = make_category(package.occurrence, name="Middag", audience="exhibitor")
    somebody_applies(package, email="soker@example.org")
    elsewhere = make_exhibitor(email="annet@example.org")
    exhibitor = make_exhibitor(package, email="stand@example.org")
    Exhibitor.objects.filter(pk=exhibitor.pk).update(organisation=own, contact=user)
    Place.objects.filter(pk=exhibitor.booking.places.last().pk).update(name="Ola", email="ola@example.org")

    for email in ("soker@example.org", elsewhere.email, "fremmed@example.org"):
        with pytest.raises(AudienceDiffers):
            order(category, somebody(), email=email)
    assert order(category, somebody(1), email="STAND@example.org")
    assert order(category, somebody(2), email="ola@example.org")
    assert order(category, somebody(3), email="privat@example.org", contact={"user": user})
    assert order(category, somebody(4), email="kollega@example.org", organisation=own)


def test_speakers_are_those_who_have_said_yes_here():
    category = make_category(audience="speaker")
    make_speaker(category.occurrence, email="ja@example.org")
    make_speaker(category.occurrence, "Nina Vik", email="ikke-ennaa@example.org", consents=False)
    make_speaker(email="annet-sted@example.org")

    for email in ("ikke-ennaa@example.org", "annet-sted@example.org", "fremmed@example.org"):
        with pytest.raises(AudienceDiffers):
            order(category, somebody(), email=email)
    assert order(category, somebody(), email="ja@example.org")


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
