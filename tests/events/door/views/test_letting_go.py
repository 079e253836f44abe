"""The door lets places go: seen first, then done, taken back; and checks in to one session."""

from datetime import timedelta

import pytest
import time_machine

from events.domain.releasing import release_places
from events.door.models import CheckIn
from events.enums import PlaceState
from events.models import Place
from tests.factories.door import OPENS, make_coordinator, make_day, make_guest
from tests.factories.events import STARTS
from tests.factories.programme import make_session

pytestmark = pytest.mark.django_db
LATE = STARTS + timedelta(minutes=40)


@pytest.fixture(autouse=True)
def late():
    with time_machine.travel(LATE, tick=False):
        yield


def at(day, what=""):
    return f"/check-in/{day.uid}/{what}"


def test_consequences_stand_before_the_button_and_looking_changes_nothing(client, staff):
    place = make_guest(make_day(), "Ola Borte")
    day = place.occurrence

    page = client.get(at(day, "let-go/")).content.decode()
    assert "Ola Borte" in page
    assert "Let go 1 place" in page
    assert Place.objects.get().state == PlaceState.CONFIRMED

    done = client.post(at(day, "let-go/"), {"place": [place.pk, "x"]}, follow=True).content.decode()
    assert "1 place is let go" in done
    back = client.post(at(day, "let-go/undo/"), follow=True).content.decode()
    assert "1 place is given back" in back
    assert Place.objects.get().state == PlaceState.CONFIRMED


def test_nothing_is_let_go_before_it_begins(client, staff):
    place = make_guest(make_day())
    with time_machine.travel(OPENS, tick=False):
        page = client.post(at(place.occurrence, "let-go/"), {"place": place.pk}, follow=True).content.decode()

    assert "It has not begun yet" in page
    assert Place.objects.get().state == PlaceState.CONFIRMED


def test_who_waits_in_line_is_let_in_on_a_free_place_once_it_has_begun(client, staff):
    waiting = make_guest(make_day(), "Wenche Moe", state=PlaceState.WAITING)
    day, sent = waiting.occurrence, {"place": waiting.pk}
    with time_machine.travel(OPENS, tick=False):
        early = client.post(at(day, "scan/"), sent, follow=True).content.decode()
    page = client.post(at(day, "scan/"), sent, follow=True).content.decode()
    assert ("Let in all the same" in early, "Give a free place" in early) == (True, False)
    assert "Give a free place" in page

    done = client.post(at(day, f"give-back/{waiting.pk}/"), sent, follow=True).content.decode()

    assert "Welcome" in done
    assert Place.objects.get().state == PlaceState.CONFIRMED
    assert CheckIn.objects.get(result="ok").conflict == ""


def test_late_comer_is_let_in_on_the_place_that_was_let_go(client, staff):
    place = make_guest(make_day(), "Ola Sen")
    release_places(occurrence=place.occurrence, places=[place.pk], by=make_coordinator(), at=LATE)

    said = client.post(at(place.occurrence, "scan/"), {"code": place.code}, follow=True).content.decode()
    assert "The place was let go" in said
    assert "Give it back and let in" in said

    page = client.post(at(place.occurrence, f"give-back/{place.pk}/"), {"place": place.pk}, follow=True)
    assert "Welcome" in page.content.decode()
    assert Place.objects.get().state == PlaceState.CONFIRMED


def test_door_checks_in_to_a_chosen_session(client, staff):
    place = make_guest(make_day())
    session = make_session(place.occurrence)

    page = client.get(at(place.occurrence, f"?session={session.key}")).content.decode()
    assert f'value="{session.key}" selected' in page
    client.post(at(place.occurrence, "scan/"), {"code": place.code, "session": str(session.key)})

    assert CheckIn.objects.get().session_key == session.key
