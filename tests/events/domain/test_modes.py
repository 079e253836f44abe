import pytest

from events.calendar.domain.joining import place_of
from events.domain.occurrences import give_new_day, move, postpone
from events.domain.terms import When, Where
from tests.events.domain.days import WHO, later
from tests.factories.events import make_category, make_occurrence, make_place
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
JOIN = "https://meet.example.org/abc"


def with_places(mode):
    """One in the room, one online, one given back."""
    occurrence = make_occurrence(mode=mode)
    room, online = make_category(occurrence, mode="room"), make_category(occurrence, name="Skjerm", mode="online")
    return [
        make_place(room, user=make_user()),
        make_place(online, state="waiting"),
        make_place(room, state="cancelled"),
    ]


def put_in(places, mode, **more):
    occurrence = places[0].occurrence
    when = When(starts_at=occurrence.starts_at, ends_at=occurrence.ends_at)
    return move(occurrence=occurrence, when=when, where=Where(mode=mode, venue="Rådhuset", **more), **WHO)


def modes_of(places):
    for place in places:
        place.refresh_from_db()
    return [place.mode for place in places]


def test_who_was_to_come_into_the_room_is_let_into_the_meeting_online():
    places = with_places("room")
    assert place_of(places[0].user, places[0].occurrence.uid) is None

    occurrence = put_in(places, "online", join_url=JOIN)

    assert modes_of(places) == ["online", "online", "room"]
    assert place_of(places[0].user, occurrence.uid) == places[0]
    assert {one.mode for one in occurrence.categories.all()} == {"online"}
    assert (occurrence.venue, occurrence.address) == ("", "")


def test_who_was_to_take_part_online_has_a_seat_where_only_the_room_is_left():
    places = with_places("hybrid")
    assert modes_of(places) == ["room", "online", "room"]

    put_in(places, "room")

    assert modes_of(places) == ["room", "room", "room"]


@pytest.mark.parametrize("was", ["room", "online", "hybrid"])
def test_both_ways_leave_everybody_theirs(was):
    places = with_places(was)

    occurrence = put_in(places, "hybrid")

    assert modes_of(places) == ["room", "online", "room"]
    assert occurrence.venue == "Rådhuset"


def test_new_day_online_is_for_those_of_the_room():
    places = with_places("room")
    postpone(occurrence=places[0].occurrence, reason="Storm.", **WHO)

    give_new_day(occurrence=places[0].occurrence, when=later(), where=Where(mode="online", join_url=JOIN), **WHO)

    assert modes_of(places)[:2] == ["online", "online"]
