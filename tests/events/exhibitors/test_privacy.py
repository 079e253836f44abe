from datetime import timedelta

import pytest

from cms.privacy.answers import Subject, all_answers
from cms.privacy.retention import all_rules
from events.exhibitors.domain.leads import scan_badge, share, take_leads
from events.exhibitors.models import Exhibitor, Lead, LeadConsent
from tests.factories.events import AT, STARTS, make_category, make_place
from tests.factories.exhibitors import make_exhibitor
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def answers():
    return [one for one in all_answers() if one.label.startswith("exhibitors.") and one.theirs]


def rule(key):
    return next(one for one in all_rules() if one.key == key)


@pytest.fixture
def exhibitor():
    return make_exhibitor(email="kristin@example.org")


@pytest.fixture
def lead(exhibitor):
    visitor = make_place(make_category(exhibitor.occurrence), name="Kari Brekke", email="kari@example.org")
    share(place=visitor, fields=["name", "email"], by=None, at=AT)
    return scan_badge(exhibitor=exhibitor, code=visitor.code, by=None, at=STARTS).lead


def test_visitors_get_and_lose_what_they_shared(exhibitor, lead):
    take_leads(exhibitor=exhibitor, by=None, at=STARTS)
    subject = Subject.of(make_user(email="Kari@example.org"))

    said = str([one.export(subject) for one in answers()])
    assert exhibitor.organisation_name in said
    for one in answers():
        one.erase(one.rows(subject), subject, STARTS)

    lead.refresh_from_db()
    assert (lead.name, lead.email, lead.place, lead.withdrawn_at) == ("", "", None, STARTS)
    assert not LeadConsent.objects.exists()


def test_a_stand_outlives_its_contact(exhibitor):
    subject = Subject.of(make_user(email="kristin@example.org"))

    for one in answers():
        one.erase(one.rows(subject), subject, AT)

    kept = Exhibitor.objects.get()
    assert (kept.name, kept.email, kept.state) == ("", "", "confirmed")


def test_leads_go_ninety_days_after_the_event(exhibitor, lead):
    ends = exhibitor.occurrence.ends_at

    assert rule("exhibitors.leads").rows_due(ends + timedelta(days=89)).count() == 0
    due = rule("exhibitors.leads").rows_due(ends + timedelta(days=91))
    assert due.count() == 1
    rule("exhibitors.leads").act(due, AT)
    assert not Lead.objects.exists()


def test_contacts_go_two_years_after_the_event(exhibitor):
    due = rule("exhibitors.contacts").rows_due(exhibitor.occurrence.ends_at + timedelta(days=731))

    assert due.count() == 1
    rule("exhibitors.contacts").act(due, AT)
    assert Exhibitor.objects.get().email == ""
