"""Meetings that a leader makes, moves and calls off in their own network, and nobody else does."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.people.roles import COORDINATOR
from events.models import Occurrence
from events.networks.rules import may_plan
from tests.factories.events import AT, make_category, make_occurrence, make_place
from tests.factories.networks import make_member, make_network, make_person
from tests.factories.people import make_holder_of, make_user
from tests.learning.views.desk import signed_in

pytestmark = pytest.mark.django_db

DAY = (AT + timedelta(days=30)).date()
ONE = {"day": DAY.isoformat(), "starts": "09:00", "ends": "10:00", "mode": "online", "begins_as": "open"}
ROW = {"repeats": "weekly", "first": DAY.isoformat(), "count": "3", "starts": "09:00", "ends": "10:00"}
ROW |= {"mode": "online", "begins_as": "announced"}


@pytest.fixture
def leader():
    return make_member(user=make_person("Bente Solli", "Elvestad kommune"), role="leader")


@pytest.fixture
def meeting(leader):
    return make_occurrence(leader.series, starts_at=AT + timedelta(days=9), hours_long=1)


def address(series, name="new_network_meeting", *more):
    return reverse(name, args=[series.key, *more])


def step(meeting, what):
    return address(meeting.series, "network_meeting_step", meeting.uid, what)


def others(leader):
    """A member, the secretary, the leader of another network, and a stranger."""
    series = leader.series
    yield make_member(series).user
    yield make_member(series, make_person("Nina Strand", "Granåsen"), role="secretary").user
    yield make_member(make_network("Et annet"), make_person("Geir Sæther", "Fjellbygda"), role="leader").user
    yield make_user()


def test_leaders_plan_in_their_own_network_alone(leader):
    assert may_plan(leader.user, leader.series)
    assert may_plan(make_holder_of(COORDINATOR), leader.series)
    assert not any(may_plan(user, leader.series) for user in others(leader))


def test_nobody_else_makes_moves_or_calls_off(leader, meeting):
    addresses = [
        address(leader.series),
        address(leader.series, "new_network_meetings"),
        address(leader.series, "network_meeting", meeting.uid),
        *(step(meeting, what) for what in ("move", "cancel", "open", "postpone")),
    ]

    for user in others(leader):
        client = signed_in(user)
        for url in addresses:
            assert client.get(url).status_code == 404, url
            assert client.post(url, {**ONE, **ROW, "reason": "Nei"}).status_code in (404, 405), url
    assert {Client().get(url).status_code for url in addresses} == {302}
    assert Occurrence.objects.get() == meeting


def test_keys_of_ones_own_network_do_not_open_anothers_meeting(leader):
    other = make_occurrence(make_network("Et annet"), starts_at=AT + timedelta(days=9))
    client = signed_in(leader.user)

    for url in (
        address(leader.series, "network_meeting", other.uid),
        address(leader.series, "network_meeting_step", other.uid, "cancel"),
    ):
        assert client.get(url).status_code == 404
    assert client.post(url, {"reason": "Nei"}).status_code == 404
    other.refresh_from_db()
    assert other.state != "cancelled"


def test_leader_makes_a_meeting_that_members_can_sign_up_for(leader):
    sent = {**ONE, "title": "Nødstrøm", "places": "20", "join_url": "https://moter.example.org/x"}

    response = signed_in(leader.user).post(address(leader.series), sent)

    made = Occurrence.objects.get()
    assert response.url == address(leader.series, "network_meeting", made.uid)
    assert (made.series, made.state, made.titles, made.mode) == (leader.series, "open", {"nb": "Nødstrøm"}, "online")
    assert made.quotas.get().size == 20
    assert made.categories.get().price == 0
    assert ModelLogEntry.objects.get(action="events.create_occurrence").user == leader.user
    member = make_member(leader.series)
    page = signed_in(member.user).get(reverse("occurrence", args=[made.uid]))
    assert "Nødstrøm" in page.content.decode()


def test_form_sent_twice_makes_one_meeting(leader):
    client = signed_in(leader.user)

    assert {client.post(address(leader.series), ONE).status_code for _ in range(2)} == {302}
    assert Occurrence.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"ends": "08:00"}, {"day": "2020-01-01"}, {"day": ""}, {"places": "-1"}], ids=str)
def test_wrong_input_is_told_and_kept(leader, wrong):
    response = signed_in(leader.user).post(address(leader.series), {**ONE, "title": "Nødstrøm", **wrong})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == list(wrong)
    assert "Nødstrøm" in response.content.decode()
    assert not Occurrence.objects.exists()


def test_draft_is_seen_by_who_plans_alone(leader):
    client = signed_in(leader.user)
    client.post(address(leader.series), {**ONE, "begins_as": "draft"})
    made, member = Occurrence.objects.get(), make_member(leader.series)

    network = address(leader.series, "network")
    assert str(made.uid) in client.get(network).content.decode()
    assert str(made.uid) not in signed_in(member.user).get(network).content.decode()


def test_many_drafts_hide_no_meeting_that_comes_after_them(leader):
    for day in range(1, 15):
        make_occurrence(leader.series, state="draft", starts_at=AT + timedelta(days=day), hours_long=1)
    later = make_occurrence(leader.series, starts_at=AT + timedelta(days=40), hours_long=1)

    page = signed_in(make_member(leader.series).user).get(address(leader.series, "network")).content.decode()

    assert str(later.uid) in page


def test_row_of_meetings_shows_its_days_first(leader):
    client, url = signed_in(leader.user), address(leader.series, "new_network_meetings")

    shown = client.post(url, ROW)
    assert len(shown.context["plan"]) == 3
    assert not Occurrence.objects.exists()
    assert client.post(url, {**ROW, "make": "1"}).status_code == 302
    assert list(Occurrence.objects.values_list("state", flat=True)) == ["announced"] * 3
    assert client.post(url, {**ROW, "count": ""}).status_code == 422


def test_step_shows_whom_it_touches_before_it_is_taken(leader, meeting):
    make_place(make_category(meeting), name="Ingrid Moen", email="ingrid@example.org")
    client, url = signed_in(leader.user), step(meeting, "cancel")

    shown = client.get(url)
    assert shown.context["touched"].booked == 1
    assert shown.context["touched"].mails == 1
    assert client.post(url, {"reason": ""}).status_code == 422
    seen = shown.context["form"]["seen"].value()
    assert client.post(url, {"reason": "Leder er syk", "seen": seen}).status_code == 302

    meeting.refresh_from_db()
    assert meeting.state == "cancelled"
    assert ModelLogEntry.objects.get(action="events.cancel").user == leader.user


def test_meeting_is_moved(leader, meeting):
    client, url = signed_in(leader.user), step(meeting, "move")
    sent = {name: client.get(url).context["form"][name].value() for name in ("seen", "timezone", "mode", "venue")}

    assert client.post(url, {**sent, **ONE}).status_code == 302

    meeting.refresh_from_db()
    assert meeting.starts_at.date() == DAY
    # Somebody else's page was older.
    again = client.post(url, {**sent, **ONE, "starts": "08:00"})
    assert again.status_code == 422


def test_unknown_steps_are_not_found(leader, meeting):
    client = signed_in(leader.user)

    for what in ("finish", "destroy", "delete"):
        assert client.get(step(meeting, what)).status_code == 404


def test_way_to_look_after_it_stands_on_the_meeting_for_leaders(leader, meeting):
    url, way = reverse("occurrence", args=[meeting.uid]), address(leader.series, "network_meeting", meeting.uid)

    assert way in signed_in(leader.user).get(url).content.decode()
    assert way not in signed_in(make_member(leader.series).user).get(url).content.decode()
