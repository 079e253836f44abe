from datetime import timedelta

import pytest

from cms.audit import ModelLogEntry
from events.domain.answers import delete_needs
from events.domain.bookings import cancel_booking
from events.domain.looking_after import look_after
from events.domain.occurrences import give_new_day, move, open_sign_up, postpone
from events.domain.terms import When, Where
from events.domain.waiting import OfferGone, accept_offer
from events.enums import OccurrenceState, PlaceState, Retention
from events.models import Answer, Need
from tests.factories.bookings import order, somebody, states
from tests.factories.events import AT, STARTS, make_category, make_occurrence, make_place, make_question

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WHO = {"by": None, "at": AT}


def on_day(days, hours=0):
    starts = STARTS + days * DAY + hours * HOUR
    return When(starts_at=starts, ends_at=starts + 6 * HOUR)


def put_off(occurrence, at=AT):
    return postpone(occurrence=occurrence, reason="Snø", by=None, at=at)


def moved(occurrence, days, at=AT, hours=0):
    return move(occurrence=occurrence, when=on_day(days, hours), where=Where(), by=None, at=at)


# --- Offers ----------------------------------------------------------------------------------


def an_offer():
    """A place that is offered to the first of two who wait."""
    category = make_category(make_occurrence(), size=1)
    has, first, second = order(category), order(category), order(category)
    cancel_booking(booking=has, **WHO)
    assert (states(first), states(second)) == ([PlaceState.OFFERED], [PlaceState.WAITING])
    return category, first, second


def test_who_is_offered_a_place_loses_nothing_when_the_day_is_put_off():
    category, first, second = an_offer()

    put_off(category.occurrence)
    look_after(occurrence_id=category.occurrence.pk, at=AT + 30 * DAY)

    assert (states(first), states(second)) == ([PlaceState.WAITING], [PlaceState.WAITING])
    with pytest.raises(OfferGone):
        accept_offer(booking=first, **WHO)
    assert ModelLogEntry.objects.filter(action="events.take_offer_back").count() == 1


@pytest.mark.parametrize("opens", [True, False], ids=["open at once", "opened later"])
def test_who_was_offered_a_place_is_asked_first_on_the_new_day(opens):
    category, first, second = an_offer()
    put_off(category.occurrence)
    at = AT + 30 * DAY

    occurrence = give_new_day(occurrence=category.occurrence, when=on_day(90), opens=opens, by=None, at=at)
    if not opens:
        assert states(first) == [PlaceState.WAITING]
        open_sign_up(occurrence=occurrence, by=None, at=at)

    place = first.places.get()
    assert (place.state, states(second)) == (PlaceState.OFFERED, [PlaceState.WAITING])
    assert (place.offered_at, place.waits_since) == (at, AT)


def test_offer_never_runs_beyond_a_start_that_is_earlier_now():
    category, first, _second = an_offer()

    occurrence = moved(category.occurrence, -(STARTS - AT).days, hours=3)

    assert occurrence.starts_at < AT + 8 * HOUR
    assert first.places.get().expires_at == occurrence.starts_at


# --- Asking whether people come ---------------------------------------------------------------


def asked(**fields):
    occurrence = make_occurrence(
        **{"reconfirm_from": STARTS - 10 * DAY, "reconfirm_until": STARTS - 5 * DAY, "release_silent": True, **fields}
    )
    about = {"confirmed_at": AT, "asked_at": STARTS - 9 * DAY}
    category = make_category(occurrence)
    silent = make_place(category, **about)
    return occurrence, silent, make_place(category, **about, reconfirmed_at=STARTS - 8 * DAY)


def test_who_said_nothing_of_the_old_day_is_asked_of_the_new_one():
    occurrence, *places = asked()

    put_off(occurrence, at=STARTS - 7 * DAY)
    give_new_day(occurrence=occurrence, when=on_day(60), opens=True, by=None, at=STARTS)
    look_after(occurrence_id=occurrence.pk, at=STARTS + 40 * DAY)
    assert [(one.asked_at, one.reconfirmed_at) for one in refreshed(places)] == [(None, None)] * 2

    look_after(occurrence_id=occurrence.pk, at=STARTS + 51 * DAY)
    look_after(occurrence_id=occurrence.pk, at=STARTS + 54 * DAY)

    assert [one.state for one in refreshed(places)] == [PlaceState.CONFIRMED] * 2
    assert {one.asked_at for one in refreshed(places)} == {STARTS + 51 * DAY}


def test_another_hour_of_the_same_day_asks_nobody_again():
    occurrence, *places = asked()

    moved(occurrence, 0, at=STARTS - 7 * DAY, hours=1)

    assert [one.asked_at for one in refreshed(places)] == [STARTS - 9 * DAY] * 2


def refreshed(places):
    for place in places:
        place.refresh_from_db()
    return places


# --- Deadlines -------------------------------------------------------------------------------


def test_who_cannot_come_on_the_new_day_gives_the_place_back():
    occurrence = make_occurrence(cancel_until=STARTS - 10 * DAY, names_until=STARTS - 40 * DAY)
    booking = order(make_category(occurrence))

    occurrence = moved(occurrence, 20, at=STARTS - 5 * DAY)

    assert occurrence.cancel_until == STARTS + 10 * DAY
    # It would have passed on that day too: it stays as it was.
    assert occurrence.names_until == STARTS - 40 * DAY
    assert cancel_booking(booking=booking, by=None, at=STARTS).state == "cancelled"


def test_last_day_to_sign_up_that_has_passed_counts_again_only_where_signing_up_begins_anew():
    closes = STARTS - 10 * DAY
    at = STARTS - 5 * DAY

    assert moved(make_occurrence(closes_at=closes), 20, at=at).closes_at == closes
    occurrence = put_off(make_occurrence(closes_at=closes), at=at)
    make_category(occurrence)
    occurrence = give_new_day(occurrence=occurrence, when=on_day(20), opens=True, by=None, at=at)

    assert occurrence.closes_at == closes + 20 * DAY


# --- Answers ---------------------------------------------------------------------------------


def answered(retention):
    occurrence = make_occurrence()
    question = make_question(occurrence, retention=retention)
    category = make_category(occurrence)
    order(category, somebody(answers={question.key: "Uten nøtter"}, consents=True))
    return occurrence


def test_needs_are_kept_for_the_new_day():
    occurrence = answered(Retention.SENSITIVE)

    moved(occurrence, 60)
    delete_needs(at=STARTS + 59 * DAY)

    assert Need.objects.get().delete_on == (STARTS + 74 * DAY).date()


def test_what_is_postponed_has_not_ended():
    occurrence = put_off(answered(Retention.CONTACT))

    delete_needs(at=STARTS + 30 * DAY)
    assert Answer.objects.count() == 1

    occurrence.state = OccurrenceState.DONE
    occurrence.save()
    delete_needs(at=STARTS + 30 * DAY)
    assert Answer.objects.count() == 0
