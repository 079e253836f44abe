"""Agreements of an organisation: kept by coordinators, on the days they hold."""

from datetime import date

import pytest
from wagtail.models import ModelLogEntry

from cms.people import roles
from cms.people.domain.agreements import EndsBeforeItBegins, keep_agreements
from cms.people.domain.merging import merge_organisations
from cms.people.models import Agreement
from cms.people.queries import has_agreement
from tests.factories.events import AT
from tests.factories.people import make_holder_of, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return make_organisation()


@pytest.fixture
def coordinator(client):
    person = make_holder_of(roles.COORDINATOR, language="en")
    client.force_login(person)
    return person


def sent(*rows, before=()):
    form = {"agreements-TOTAL_FORMS": str(len(rows)), "agreements-INITIAL_FORMS": str(len(before))}
    for number, row in enumerate(rows):
        form |= {f"agreements-{number}-{name}": value for name, value in row.items()}
    return form


def page(organisation):
    return f"/admin/organisations/{organisation.pk}/agreements/"


def test_agreement_is_written_ended_and_deleted(client, coordinator, organisation):
    first = {"starts_on": "2026-01-01", "ends_on": "", "note": "2026/114"}

    assert client.post(page(organisation), sent(first)).status_code == 302
    kept = Agreement.objects.get()
    assert (kept.organisation, kept.starts_on, kept.ends_on) == (organisation, date(2026, 1, 1), None)
    shown = client.get(f"/admin/organisations/inspect/{organisation.pk}/").content.decode()
    assert "2026/114" in shown
    assert "until further notice" in shown

    known = {"id": str(kept.pk), **first}
    client.post(page(organisation), sent({**known, "ends_on": "2026-12-31"}, before=[kept]))
    assert Agreement.objects.get().ends_on == date(2026, 12, 31)
    client.post(page(organisation), sent({**known, "DELETE": "on"}, before=[kept]))
    assert not Agreement.objects.exists()
    lines = ModelLogEntry.objects.filter(action__endswith="_agreement").order_by("pk")
    assert [(one.action, one.user) for one in lines] == [
        ("people.keep_agreement", coordinator),
        ("people.keep_agreement", coordinator),
        ("people.remove_agreement", coordinator),
    ]


def test_last_day_is_not_before_the_first(client, coordinator, organisation):
    row = {"starts_on": "2026-02-01", "ends_on": "2026-01-31", "note": "Feil"}

    response = client.post(page(organisation), sent(row))

    assert "It must end after it has begun." in response.content.decode()
    assert "Feil" in response.content.decode()
    wrong = Agreement(starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 31))
    with pytest.raises(EndsBeforeItBegins):
        keep_agreements(organisation=organisation, agreements=[wrong], by=None, at=AT)
    assert not Agreement.objects.exists()


def test_first_and_last_day_count(organisation):
    days = [date(2026, 1, 1), date(2026, 12, 31)]
    Agreement.objects.create(organisation=organisation, starts_on=days[0], ends_on=days[1])

    assert all(has_agreement(organisation, on=day) for day in days)
    assert not has_agreement(organisation, on=date(2025, 12, 31))
    assert not has_agreement(organisation, on=date(2027, 1, 1))


def test_agreements_move_along_when_records_are_merged(organisation):
    twice = make_organisation("Skogdal")
    Agreement.objects.create(organisation=twice, starts_on=date(2026, 1, 1))

    merge_organisations(kept=organisation, merged=twice, by=None, at=AT)

    assert has_agreement(organisation, on=AT.date())


def test_others_do_not_keep_agreements(client, organisation):
    client.force_login(make_holder_of(roles.EDITOR))

    assert client.get(page(organisation)).status_code in (302, 403)
    assert client.post(page(organisation), sent({"starts_on": "2026-01-01"})).status_code in (302, 403)
    assert not Agreement.objects.exists()
