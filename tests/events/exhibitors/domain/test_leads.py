"""Nothing of a visitor is stored without their yes, and what is taken back is gone."""

from datetime import timedelta

import pytest

from cms.audit import ModelLogEntry
from events.domain.naming import name_place
from events.domain.orders import Named
from events.enums import PlaceState
from events.exhibitors.domain.applications import withdraw
from events.exhibitors.domain.leads import NotScanning, live_fields, scan_badge, share, take_leads
from events.exhibitors.enums import ScanResult
from events.exhibitors.models import Lead, LeadConsent
from tests.factories.events import AT, STARTS, make_category, make_place
from tests.factories.exhibitors import fresh, make_exhibitor
from tests.factories.people import make_organisation

pytestmark = pytest.mark.django_db
ALL = ("name", "email", "organisation")


@pytest.fixture
def exhibitor():
    return fresh(make_exhibitor())


@pytest.fixture
def visitor(exhibitor):
    category = make_category(exhibitor.occurrence)
    return make_place(
        category, name="Kari Brekke", email="kari@example.org", organisation=make_organisation(name="Elvestad kommune")
    )


def scan(exhibitor, visitor, *, at=STARTS, **fields):
    return scan_badge(exhibitor=exhibitor, code=visitor.code, by=None, at=at, **fields)


def yes(visitor, *fields, at=AT):
    return share(place=visitor, fields=fields, by=None, at=at)


def test_without_a_yes_nothing_is_stored(exhibitor, visitor):
    lines = ModelLogEntry.objects.count()

    scanned = scan(exhibitor, visitor, note="Kari vil ha tilbud")

    assert (scanned.result, scanned.lead) == (ScanResult.NO_CONSENT, None)
    assert Lead.objects.count() == 0
    assert ModelLogEntry.objects.count() == lines


@pytest.mark.parametrize("field", ALL)
def test_only_what_is_shared_is_given(field, exhibitor, visitor):
    yes(visitor, field)

    lead = scan(exhibitor, visitor).lead

    known = {"name": "Kari Brekke", "email": "kari@example.org", "organisation": "Elvestad kommune"}
    assert {one: getattr(lead, one) for one in ALL} == {one: known[one] if one == field else "" for one in ALL}


def test_a_yes_is_dated_and_made_up_fields_are_none(visitor):
    assert yes(visitor, "name", "phone", "code") == ["name"]

    consent = LeadConsent.objects.get()
    assert (consent.field, consent.given_at, consent.words) == ("name", AT, "2026-11")


def test_a_yes_taken_back_stays_with_its_day(visitor):
    yes(visitor, "name")
    yes(visitor, at=STARTS)
    yes(visitor, "name", at=STARTS + timedelta(hours=1))

    assert LeadConsent.objects.filter(withdrawn_at=STARTS).count() == 1
    assert live_fields(visitor) == ["name"]


def test_a_second_scan_is_the_same_lead_and_brings_what_was_said_since(exhibitor, visitor):
    yes(visitor, "name")
    scan(exhibitor, visitor, note="Vil ha tilbud")
    yes(visitor, *ALL)

    again = scan(exhibitor, visitor)

    lead = Lead.objects.get()
    assert again.result == ScanResult.ALREADY
    assert (lead.email, lead.note, lead.number) == ("kari@example.org", "Vil ha tilbud", 1)


def test_what_is_taken_back_goes_out_of_leads(exhibitor, visitor):
    yes(visitor, *ALL)
    scan(exhibitor, visitor)

    yes(visitor, "organisation", at=STARTS)

    lead = Lead.objects.get()
    assert (lead.name, lead.email, lead.organisation) == ("", "", "Elvestad kommune")


def test_a_lead_nobody_downloaded_goes_whole(exhibitor, visitor):
    yes(visitor, *ALL)
    scan(exhibitor, visitor)

    yes(visitor, at=STARTS)

    assert Lead.objects.count() == 0


def test_a_lead_that_was_downloaded_stays_as_a_number_to_strike_out(exhibitor, visitor):
    yes(visitor, *ALL)
    scan(exhibitor, visitor, note="Vil ha tilbud")
    assert [one.name for one in take_leads(exhibitor=exhibitor, by=None, at=STARTS)] == ["Kari Brekke"]

    yes(visitor, at=STARTS)

    lead = Lead.objects.get()
    assert (lead.name, lead.email, lead.organisation, lead.note, lead.place) == ("", "", "", "", None)
    assert (lead.number, lead.withdrawn_at) == (1, STARTS)
    assert take_leads(exhibitor=exhibitor, by=None, at=STARTS) == []


def test_what_is_taken_back_in_part_after_a_download_is_struck_out_and_the_rest_has_a_new_number(exhibitor, visitor):
    yes(visitor, *ALL)
    scan(exhibitor, visitor, note="Vil ha tilbud")
    take_leads(exhibitor=exhibitor, by=None, at=STARTS)

    yes(visitor, "organisation", at=STARTS)

    struck, kept = Lead.objects.order_by("number")
    assert (struck.number, struck.name, struck.organisation, struck.withdrawn_at) == (1, "", "", STARTS)
    assert (kept.number, kept.name, kept.organisation, kept.note) == (2, "", "Elvestad kommune", "Vil ha tilbud")
    assert (kept.place, kept.scanned_at, kept.downloaded_at) == (visitor, STARTS, None)


def test_a_yes_to_more_after_a_download_strikes_nothing_out(exhibitor, visitor):
    yes(visitor, "name")
    scan(exhibitor, visitor)
    take_leads(exhibitor=exhibitor, by=None, at=STARTS)

    yes(visitor, *ALL, at=STARTS)

    assert Lead.objects.get().withdrawn_at is None


def test_a_yes_again_after_taking_back_is_a_new_lead(exhibitor, visitor):
    yes(visitor, "name")
    scan(exhibitor, visitor)
    take_leads(exhibitor=exhibitor, by=None, at=STARTS)
    yes(visitor, at=STARTS)
    yes(visitor, "name", at=STARTS)

    assert scan(exhibitor, visitor).lead.number == 2


def test_a_ticket_that_changes_hands_shares_nothing(exhibitor, visitor, django_capture_on_commit_callbacks):
    yes(visitor, *ALL)
    scan(exhibitor, visitor)
    old = visitor.code

    with django_capture_on_commit_callbacks(execute=True):
        named = name_place(place=visitor, person=Named("Nils Vik", "nils@example.org"), by=None, at=AT)

    assert scan_badge(exhibitor=exhibitor, code=old, by=None, at=STARTS).result == ScanResult.UNKNOWN
    assert scan(exhibitor, named).result == ScanResult.NO_CONSENT
    assert Lead.objects.count() == 0


@pytest.mark.parametrize("state", [PlaceState.CANCELLED, PlaceState.WAITING, PlaceState.PENDING])
def test_who_has_no_place_shares_nothing(state, exhibitor, visitor):
    yes(visitor, "name")
    visitor.state, visitor.waits_since = state, AT
    visitor.save()

    assert scan(exhibitor, visitor).result == ScanResult.UNKNOWN
    assert yes(visitor, "name") == []


def test_other_badges_and_rubbish_are_answered_alike(exhibitor):
    foreign = make_place()
    yes(foreign, *ALL)

    codes = (foreign.code, "", "https://example.org/", "\0", "x" * 5000, "'; DROP TABLE", "\ud800")

    assert {scan_badge(exhibitor=exhibitor, code=one, by=None, at=STARTS).result for one in codes} == {
        ScanResult.UNKNOWN
    }


def test_codes_may_be_typed_in_either_case(exhibitor, visitor):
    yes(visitor, "name")

    assert scan_badge(exhibitor=exhibitor, code=f" {visitor.code.upper()}\n", by=None, at=STARTS).lead


@pytest.mark.parametrize("hours", [-25, 6 + 24])
def test_badges_are_scanned_around_the_day(hours, exhibitor, visitor):
    yes(visitor, "name")

    with pytest.raises(NotScanning):
        scan(exhibitor, visitor, at=STARTS + timedelta(hours=hours))


def test_who_gave_the_stand_back_scans_nobody(exhibitor, visitor):
    yes(visitor, "name")
    withdraw(exhibitor=exhibitor, by=None, at=AT)

    with pytest.raises(NotScanning):
        scan(exhibitor, visitor)
