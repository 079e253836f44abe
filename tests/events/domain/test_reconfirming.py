from datetime import timedelta

import pytest

from cms.pause.domain.pauses import declare_pause
from cms.pause.queries import forget_pauses
from cms.pause.targets import Target
from events.domain.bookings import cancel_booking
from events.domain.looking_after import look_after, occurrences_to_look_after, occurrences_where_somebody_waits
from events.domain.moves import NotPossibleNow
from events.domain.places import cancel_place
from events.domain.reconfirming import ask_to_reconfirm, reconfirm, release_silent
from events.enums import PlaceState
from tests.factories.bookings import order, states
from tests.factories.events import AT, STARTS, make_category, make_occurrence
from tests.factories.people import make_admin, make_organisation

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FROM, UNTIL = STARTS - 7 * DAY, STARTS - 3 * DAY
ASKS = {"reconfirm_from": FROM, "reconfirm_until": UNTIL, "release_silent": True}


def asking(size=1, **fields):
    return make_category(make_occurrence(**{**ASKS, **fields}), size=size)


def test_everybody_with_a_place_is_asked_once():
    category = asking()
    place, _waits = order(category).places.get(), order(category)

    assert ask_to_reconfirm(occurrence=category.occurrence, at=FROM - HOUR) == []
    assert ask_to_reconfirm(occurrence=category.occurrence, at=FROM) == [place]
    assert ask_to_reconfirm(occurrence=category.occurrence, at=FROM + HOUR) == []


@pytest.mark.parametrize("fields", [{"reconfirm_from": None, "release_silent": False}, {"state": "cancelled"}])
def test_nobody_is_asked_where_nobody_asks(fields):
    category = asking()
    order(category)
    type(category.occurrence).objects.update(**fields)

    assert ask_to_reconfirm(occurrence=category.occurrence, at=FROM) == []


def test_who_signed_up_after_asking_began_is_not_asked():
    category = asking()
    order(category, at=FROM)

    assert ask_to_reconfirm(occurrence=category.occurrence, at=FROM + DAY) == []


def asked(**fields):
    category = asking(**fields)
    place, waits = order(category).places.get(), order(category)
    ask_to_reconfirm(occurrence=category.occurrence, at=FROM)
    return category.occurrence, place, waits


def test_place_of_who_is_silent_goes_to_who_waits():
    occurrence, place, waits = asked()

    assert release_silent(occurrence=occurrence, at=UNTIL - HOUR) == []
    assert release_silent(occurrence=occurrence, at=UNTIL) == [place]
    assert release_silent(occurrence=occurrence, at=UNTIL) == []

    assert (states(place.booking), states(waits)) == ([PlaceState.RELEASED], [PlaceState.OFFERED])


def test_who_says_again_that_they_come_keeps_the_place():
    occurrence, place, _waits = asked()

    first = reconfirm(place=place, by=None, at=FROM + HOUR)
    second = reconfirm(place=place, by=None, at=FROM + DAY)

    assert first.reconfirmed_at == second.reconfirmed_at == FROM + HOUR
    assert release_silent(occurrence=occurrence, at=UNTIL) == []


def test_who_is_asked_may_say_no_after_the_last_day_to_cancel():
    _occurrence, place, waits = asked(cancel_until=AT + DAY)

    cancel_place(place=place, by=None, at=FROM + HOUR)

    assert states(waits) == [PlaceState.OFFERED]
    with pytest.raises(NotPossibleNow):
        reconfirm(place=place, by=None, at=FROM + HOUR)


def test_without_the_setting_silence_costs_nothing():
    occurrence, _place, _waits = asked(release_silent=False)

    assert release_silent(occurrence=occurrence, at=UNTIL) == []


def test_who_was_asked_late_has_a_day_to_answer():
    category = asking()
    place = order(category).places.get()
    ask_to_reconfirm(occurrence=category.occurrence, at=UNTIL - HOUR)

    assert release_silent(occurrence=category.occurrence, at=UNTIL + HOUR) == []
    assert release_silent(occurrence=category.occurrence, at=UNTIL - HOUR + DAY) == [place]


def test_nobody_loses_a_place_in_a_crisis():
    organisation = make_organisation()
    category = asking(size=2)
    hit = order(category, organisation=organisation).places.get()
    other = order(category).places.get()
    ask_to_reconfirm(occurrence=category.occurrence, at=FROM)
    declare_pause(target=Target("organisation", organisation=organisation), reason="Flom", by=make_admin(), at=FROM)
    forget_pauses()

    assert release_silent(occurrence=category.occurrence, at=UNTIL) == [other]
    hit.refresh_from_db()
    assert hit.state == PlaceState.CONFIRMED


def test_nobody_is_asked_in_a_crisis():
    organisation = make_organisation()
    category = asking(size=2)
    order(category, organisation=organisation)
    other = order(category).places.get()
    declare_pause(target=Target("organisation", organisation=organisation), reason="Flom", by=make_admin(), at=FROM)

    assert ask_to_reconfirm(occurrence=category.occurrence, at=FROM) == [other]


# --- What the clock finds -------------------------------------------------------------------


def test_the_tick_finds_what_is_due_and_nothing_twice():
    quiet = asking(reconfirm_from=STARTS - HOUR, reconfirm_until=STARTS)
    order(quiet)
    category = asking()
    order(category)

    assert occurrences_to_look_after(at=FROM - HOUR) == []
    assert occurrences_to_look_after(at=FROM) == [category.occurrence_id]
    assert look_after(occurrence_id=category.occurrence_id, at=FROM) == 1
    assert occurrences_to_look_after(at=FROM + HOUR) == []
    assert occurrences_to_look_after(at=UNTIL) == [category.occurrence_id]
    assert look_after(occurrence_id=category.occurrence_id, at=UNTIL) == 1
    assert occurrences_to_look_after(at=UNTIL) == []


def test_the_tick_finds_offers_and_held_places_that_have_run_out():
    category = make_category(size=2)
    has = order(category)
    held = order(category, terms={"held_until": AT + HOUR})
    waits, next_one = order(category), order(category)
    cancel_booking(booking=has, by=None, at=AT)

    assert occurrences_to_look_after(at=AT) == []
    assert occurrences_to_look_after(at=AT + HOUR) == [category.occurrence_id]
    look_after(occurrence_id=category.occurrence_id, at=AT + HOUR)
    assert (states(held), states(next_one)) == ([PlaceState.EXPIRED], [PlaceState.OFFERED])
    look_after(occurrence_id=category.occurrence_id, at=AT + 2 * DAY)
    assert (states(waits), states(next_one)) == ([PlaceState.LAPSED], [PlaceState.LAPSED])


def test_occurrence_that_is_gone_is_nothing_to_look_after():
    assert look_after(occurrence_id=0, at=AT) == 0


def test_the_sweep_looks_where_somebody_waits():
    category = make_category(size=1)
    order(category)
    assert occurrences_where_somebody_waits(at=AT) == []
    order(category)

    assert occurrences_where_somebody_waits(at=AT) == [category.occurrence_id]
    assert occurrences_where_somebody_waits(at=STARTS) == []
