"""The way into an online meeting: only who has an online place, only while it is open."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing

from events.calendar.domain.joining import NotOpenNow, arrive, guests_join_url, place_of, place_with_link
from events.codes import new_code
from events.domain.occurrences import cancel
from events.enums import Mode, OccurrenceState, PlaceMode, PlaceState
from events.models import JoinLink
from events.signals import joined
from tests.factories.events import AT, STARTS, make_category, make_occurrence, make_place
from tests.factories.people import make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
URL = "https://teams.example.com/secret"


@pytest.fixture
def occurrence():
    made = make_occurrence(mode=Mode.HYBRID)
    JoinLink.objects.create(occurrence=made, url=URL, opens_minutes=15)
    return made


@pytest.fixture
def place(occurrence):
    return make_place(make_category(occurrence, mode=PlaceMode.ONLINE), user=make_user())


@pytest.fixture
def arrivals():
    said = []

    def listen(sender, place, at, **_):
        said.append((place.pk, at))

    joined.connect(listen)
    yield said
    joined.disconnect(listen)


def address(place):
    return f"/events/{place.occurrence.uid}/join/"


def link(place):
    return guests_join_url(place).removeprefix("http://localhost:8000")


# --- Who -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", list(PlaceState))
def test_only_confirmed_places_open_the_page(client, occurrence, state):
    reader = make_user()
    place = make_place(make_category(occurrence, mode=PlaceMode.ONLINE), user=reader, state=state)
    client.force_login(reader)

    expected = 200 if state == PlaceState.CONFIRMED else 404
    assert client.get(address(place)).status_code == expected
    assert client.get(link(place)).status_code == expected


def test_guest_with_an_account_comes_in_by_their_proved_address(client, occurrence):
    reader, other = make_user(email="kari@example.org"), make_user()
    place = make_place(make_category(occurrence, mode=PlaceMode.ONLINE), email="Kari@Example.org")

    assert (place_of(reader, occurrence.uid), place_of(other, occurrence.uid)) == (place, None)


def test_who_comes_in_person_or_not_at_all_finds_nothing(client, occurrence, place):
    in_room = make_place(make_category(occurrence, mode=PlaceMode.ROOM), user=make_user())
    for user in (in_room.user, make_user()):
        client.force_login(user)
        assert client.get(address(place)).status_code == 404
        assert client.post(address(place)).status_code == 404
    assert client.get(link(in_room)).status_code == 404


def test_who_booked_as_a_guest_comes_in_by_an_address_that_is_theirs(client, occurrence):
    place = make_place(make_category(occurrence, mode=PlaceMode.ONLINE), email="Kari@Example.org")
    client.force_login(make_user(email="kari@example.org"))
    assert client.get(address(place)).status_code == 200
    client.force_login(make_user(email="kari@example.com", confirmed=False))
    assert client.get(address(place)).status_code == 404


def test_visitor_is_asked_to_sign_in(client, place):
    assert client.get(address(place)).url.startswith("/accounts/login/")


def test_links_are_signed_for_this_alone_and_die_with_the_ticket_code(place):
    token = link(place).split("/")[2]
    assert place_with_link(token) == place
    assert place_of(place.user, place.occurrence.uid) == place
    for wrong in (token[:-1] + ("a" if token[-1] != "a" else "b"), place.code, signing.Signer().sign(place.code), "x"):
        assert place_with_link(wrong) is None

    place.code = new_code()
    place.save()

    assert place_with_link(token) is None


# --- When ------------------------------------------------------------------------------------------

MOMENTS = [
    (STARTS - 16 * MINUTE, "early"),
    (STARTS - 15 * MINUTE, "open"),
    (STARTS + 360 * MINUTE, "open"),
    (STARTS + 361 * MINUTE, "over"),
]


@pytest.mark.parametrize(("at", "standing"), MOMENTS)
def test_it_opens_shortly_before_and_closes_at_the_end(place, at, standing):
    if standing == "open":
        assert arrive(place=place, at=at) == URL
    else:
        with pytest.raises(NotOpenNow) as refused:
            arrive(place=place, at=at)
        assert refused.value.standing == standing


@pytest.mark.parametrize(("at", "standing"), MOMENTS)
def test_page_never_shows_the_meeting_before_the_button_is_pressed(client, place, at, standing):
    with time_machine.travel(at, tick=False):
        page = client.get(link(place))

    assert "teams.example.com" not in page.content.decode()
    assert "Refresh" not in page.headers
    assert ("csrfmiddlewaretoken" in page.content.decode().split("<main", 1)[1]) is (standing == "open")


@pytest.mark.parametrize("state", [OccurrenceState.CANCELLED, OccurrenceState.POSTPONED])
def test_what_is_called_off_lets_nobody_in(occurrence, place, state):
    occurrence.state = state
    occurrence.save()
    place.occurrence.refresh_from_db()

    with pytest.raises(NotOpenNow, match="off"):
        arrive(place=place, at=STARTS)


def test_meeting_nobody_has_set_up_lets_nobody_in(client, occurrence, place):
    JoinLink.objects.all().delete()
    with time_machine.travel(STARTS, tick=False):
        response = client.post(link(place))

    assert (response.status_code, "Refresh" in response.headers) == (409, False)


# --- Coming ----------------------------------------------------------------------------------------


def test_button_sends_on_and_says_who_came(client, place, arrivals, django_capture_on_commit_callbacks):
    with time_machine.travel(STARTS, tick=False):
        client.force_login(place.user)
        with django_capture_on_commit_callbacks(execute=True):
            client.get(address(place))
        assert arrivals == []
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(address(place))

    assert response.headers["Refresh"] == f"0; url={URL}"
    assert f'href="{URL}"' in response.content.decode()
    assert arrivals == [(place.pk, STARTS)]


def test_guest_comes_in_by_the_link_in_the_mail(client, place, arrivals, django_capture_on_commit_callbacks):
    with time_machine.travel(STARTS, tick=False), django_capture_on_commit_callbacks(execute=True):
        response = client.post(link(place))

    assert response.headers["Refresh"] == f"0; url={URL}"
    assert arrivals == [(place.pk, STARTS)]


@pytest.mark.parametrize("at", [STARTS - 20 * MINUTE, STARTS])
def test_address_of_the_page_and_of_the_meeting_are_told_to_nobody(client, place, at):
    with time_machine.travel(at, tick=False):
        for response in (client.get(link(place)), client.post(link(place))):
            assert response.headers["Referrer-Policy"] == "same-origin"
            assert response.headers["X-Robots-Tag"] == "noindex"
            assert "no-store" in response.headers["Cache-Control"]


def test_cancelled_occurrence_says_so_on_the_page(client, occurrence, place):
    cancel(occurrence=occurrence, reason="Storm", by=None, at=AT)
    with time_machine.travel(STARTS, tick=False):
        assert client.post(link(place)).status_code == 409


def test_page_costs_a_query_for_the_place(client, place):
    client.get(link(place))
    with count_queries() as asked:
        client.get(link(place))

    assert len([one for one in asked if "events_place" in one]) == 1
    assert not [one for one in asked if one.startswith('SELECT "events_joinlink"')]
