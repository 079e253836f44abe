"""What networks hang on my day, the organisation's page, the network's page and the admin."""

import pytest
from django.urls import reverse

from cms.models import EventCalendarPage, NetworkPage
from cms.people.roles import COORDINATOR
from events.networks.domain.members import leave
from tests.factories.events import AT, STARTS, make_occurrence
from tests.factories.networks import make_meeting, make_member, make_minutes, make_network, make_person, make_request
from tests.factories.pages import below, make_home
from tests.factories.people import make_contact, make_holder_of, make_user
from tests.learning.views.desk import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_my_day_shows_next_meeting_and_unread_minutes():
    member = make_member()
    make_occurrence(member.series, starts_at=STARTS.replace(year=2028))
    coming = make_occurrence(member.series)
    make_occurrence(member.series, state="cancelled", starts_at=STARTS.replace(month=1))
    minutes = make_minutes(make_meeting(member.series))

    page = signed_in(member.user).get("/me/").content.decode()

    assert 'id="my-networks"' in page
    assert f"/events/{coming.uid}/" in page
    assert page.count("/events/") >= 1
    assert reverse("network_minutes", args=[member.series.key, minutes.occurrence.uid]) in page
    assert 'id="my-networks"' not in signed_in(make_user()).get("/me/").content.decode()


def test_organisation_sees_where_it_takes_part_and_where_nobody_does():
    member = make_member()
    organisation = member.organisation
    gone = make_member(make_network("Vannettverket"), make_person("Ola Tveit", "X"), organisation=organisation)
    leave(member=gone, at=AT)
    contact = make_contact(organisation)

    page = signed_in(contact).get(f"/organisation/{organisation.key}/").content.decode()

    panel = page[page.index('id="networks"') :]
    assert "Ingrid Moen" in panel
    assert panel.index("Beredskapsnettverket") < panel.index("Vannettverket")
    assert "Ola Tveit" not in panel


def test_page_of_a_network_leads_inside():
    home = make_home("nb")
    calendar = below(home, EventCalendarPage(title="Arrangementer", slug="arrangementer"))
    page = below(calendar, NetworkPage(title="Beredskapsnettverket", slug="nettverket"))
    series = make_network(joining="invited")
    type(series).objects.filter(pk=series.pk).update(page_key=page.translation_key)

    content = signed_in(make_user()).get(page.url).content.decode()

    assert reverse("network", args=[series.key]) in content


def test_meeting_leads_members_to_its_minutes():
    member = make_member(make_network(members_only=False))
    meeting = make_meeting(member.series)
    make_minutes(meeting)
    address = reverse("network_minutes", args=[member.series.key, meeting.uid])

    assert address in signed_in(member.user).get(f"/events/{meeting.uid}/").content.decode()
    assert address not in signed_in(make_user()).get(f"/events/{meeting.uid}/").content.decode()


def test_requests_wait_on_the_first_page_of_the_admin():
    make_request()

    assert reverse("networks_admin:networks") in signed_in(make_holder_of(COORDINATOR)).get("/admin/").content.decode()


def test_desk_shows_members_and_hands_them_out():
    member = make_member(make_network(joining="ask"))
    make_request(member.series, make_person("Farid Rahimi", "Elvestad"))
    client = signed_in(make_holder_of(COORDINATOR))
    address = reverse("networks_admin:network", args=[member.series.pk])

    listed = client.get(reverse("networks_admin:networks")).context["rows"]
    page = client.get(address).content.decode()
    table = b"".join(client.get(f"{address}?export=csv").streaming_content).decode()

    assert [(row["series"].members, row["series"].waiting) for row in listed] == [(1, 1)]
    assert "Ingrid Moen" in page
    assert "Farid Rahimi" in page
    assert "Ingrid Moen" in table
    assert "Farid" not in table
    assert signed_in(member.user).get(address).status_code == 302
