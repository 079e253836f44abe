"""Places of those who have not come: who loses one, who gets it back, and what the door says."""

from datetime import timedelta
from uuid import uuid4

import pytest
from wagtail.models import ModelLogEntry

from cms.mail.models import OutboxMessage
from events.domain.bookings import OccurrenceFull
from events.domain.moves import NotPossibleNow
from events.domain.releasing import IsOver, NotBegun, give_back, give_free_place
from events.door.domain.check_ins import Scan
from events.door.domain.letting_go import consequences_of, let_go_absent, undo_letting_go
from events.door.domain.walk_ins import Guest, walk_in
from events.door.enums import Result
from events.door.presenters import said_of
from events.door.turnouts import turnouts_of
from events.enums import Audience, PlaceMode, PlaceState
from events.models import Place
from tests.factories.door import OVER, make_coordinator, make_day, make_guest, scan
from tests.factories.events import STARTS, make_category, make_place
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db
LATE = STARTS + timedelta(minutes=40)


def go(occurrence, *, places=None, at=LATE):
    seen = [place.pk for place in consequences_of(occurrence, at=at).places] if places is None else places
    return let_go_absent(occurrence=occurrence, seen=seen, by=make_coordinator(), at=at)


def full_day(people=2):
    category = make_category(make_day(), size=people)
    return category, [make_place(category, name=f"Person {number}") for number in range(people)]


def test_only_who_has_not_come_in_the_room_loses_the_place():
    occurrence = make_day()
    here, away = make_guest(occurrence, "Her"), make_guest(occurrence, "Borte")
    make_place(make_category(occurrence, mode=PlaceMode.ONLINE), name="På nett")
    make_place(make_category(occurrence, audience=Audience.SPEAKER), name="Foredragsholder")
    make_guest(occurrence, "Ledsager", email=here.email, is_assistant=True)
    scan(here)

    assert go(occurrence) == [away]
    assert Place.objects.get(pk=away.pk).state == PlaceState.RELEASED
    assert Place.objects.filter(state=PlaceState.CONFIRMED).count() == 4


def test_who_came_in_while_the_list_was_looked_at_keeps_theirs():
    occurrence = make_day()
    place = make_guest(occurrence)
    seen = [one.pk for one in consequences_of(occurrence, at=LATE).places]
    scan(place, at=LATE)

    assert go(occurrence, places=seen) == []


def test_nobody_loses_a_place_unseen_or_before_it_begins_or_after():
    occurrence = make_day()
    seen = make_guest(occurrence, "Sett")
    make_guest(occurrence, "Usett")

    assert go(occurrence, places=[seen.pk]) == [seen]
    with pytest.raises(NotBegun):
        go(occurrence, at=STARTS - timedelta(minutes=1))
    with pytest.raises(IsOver):
        go(occurrence, at=OVER)


def test_consequences_say_how_many_are_free_then():
    category, _places = full_day()
    found = consequences_of(category.occurrence, at=LATE)

    assert (len(found.places), found.free_now, found.free_then) == (2, 0, 2)


def test_late_comer_is_told_and_gets_the_place_back_while_one_is_free():
    category, (first, second) = full_day()
    go(category.occurrence)

    said = said_of(scan(first, at=LATE))
    assert said.headline == "Plassen ble frigitt"
    assert said.may_give_back

    assert give_back(place=first, by=make_coordinator(), at=LATE).state == PlaceState.CONFIRMED
    make_place(category)
    with pytest.raises(OccurrenceFull):
        give_back(place=second, by=make_coordinator(), at=LATE)


def test_who_waits_in_line_and_has_come_gets_a_place_that_is_free_and_no_more():
    category, staff = make_category(size=1), make_coordinator()
    gone = make_place(category)
    first, second = (make_place(category, state=PlaceState.WAITING, email=f"{name}@example.org") for name in "ab")
    give = {"by": staff, "at": LATE}
    with pytest.raises(OccurrenceFull):
        give_free_place(place=first, **give)
    let_go_absent(occurrence=category.occurrence, seen=[gone.pk], **give)
    with pytest.raises(NotBegun):
        give_free_place(place=first, by=staff, at=STARTS - timedelta(minutes=1))

    for _time in range(2):
        assert give_free_place(place=first, **give).state == PlaceState.CONFIRMED
    with pytest.raises(OccurrenceFull):
        give_free_place(place=second, **give)
    with pytest.raises(NotPossibleNow):
        give_free_place(place=gone, **give)

    assert Place.objects.get(pk=first.pk).booking.state == "confirmed"
    assert ModelLogEntry.objects.filter(action="events.give_free_place").count() == 1


def two_for_one_place():
    """Somebody who waits in line, and somebody without a booking, at two doors."""
    category, by = make_category(size=1), make_coordinator()
    waiting = make_place(category, state=PlaceState.WAITING)
    guest, scanned = Guest("Per Gjest", category.pk), Scan("tablet", uuid4())
    at_once(
        lambda: give_free_place(place=waiting, by=by, at=LATE),
        lambda: walk_in(occurrence=category.occurrence, guest=guest, scan=scanned, by=by, at=LATE),
        meet_before=('UPDATE "events_place"', 'INSERT INTO "events_booking"'),
    )
    return Place.objects.filter(state=PlaceState.CONFIRMED).count()


@pytest.mark.django_db(transaction=True)
def test_free_place_goes_to_one_of_two_doors():
    assert two_for_one_place() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_have_it(monkeypatch):
    take_away_locks(monkeypatch)

    assert two_for_one_place() == 2


def test_place_that_was_given_back_by_its_person_is_not_had_again():
    place = make_guest(make_day(), state=PlaceState.CANCELLED)

    with pytest.raises(NotPossibleNow):
        give_back(place=place, by=make_coordinator(), at=LATE)
    assert not said_of(scan(place, at=LATE)).may_give_back


def test_undoing_gives_back_what_is_free():
    category, (first, _second) = full_day()
    confirmed_at = first.confirmed_at
    go(category.occurrence)
    make_place(category)

    assert undo_letting_go(occurrence=category.occurrence, by=make_coordinator(), at=LATE) == (1, 1)
    again = Place.objects.get(pk=first.pk)
    assert (again.state, again.ended_at, again.confirmed_at) == (PlaceState.CONFIRMED, None, confirmed_at)


def test_each_gets_one_mail_that_says_what_to_do(django_capture_on_commit_callbacks):
    occurrence = make_day()
    place = make_guest(occurrence, email="ingrid@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        go(occurrence)

    message = OutboxMessage.objects.get(to_address=place.email)
    assert message.kind == "events/mail/place_let_go"


def test_somebody_without_a_booking_takes_the_place():
    category, _places = full_day(people=1)
    guest, by = Guest("Per Gjest", category.pk), make_coordinator()
    with pytest.raises(OccurrenceFull):
        walk_in(occurrence=category.occurrence, guest=guest, scan=Scan("tablet", uuid4()), by=by, at=LATE)
    go(category.occurrence)

    row = walk_in(occurrence=category.occurrence, guest=guest, scan=Scan("tablet", uuid4()), by=by, at=LATE)

    assert row.result == Result.OK


def test_who_was_let_go_stayed_away():
    occurrence = make_day(people=1)
    go(occurrence)

    (found,) = turnouts_of([occurrence])
    assert (found.confirmed, found.came) == (1, 0)
