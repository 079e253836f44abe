"""What people complain of in other systems, row by row of the list we keep of it, and that it cannot happen here.

Row 6 asks for a waiting list at all. Rows 18, 23 and 27 are about money and exhibitors: tests/events/invoicing/ and
tests/events/exhibitors/.
"""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.http import QueryDict
from django.test import Client

from cms.mail.models import OutboxMessage
from events.calendar.domain.joining import guests_join_url
from events.calendar.domain.mailing import bring_up_to_date
from events.desk.domain.letters import readers
from events.desk.people import PeopleFilters
from events.domain.bookings import WaitingListFull, cancel_booking
from events.domain.moves import TooLate
from events.domain.naming import name_place
from events.domain.places import cancel_place
from events.domain.reconfirming import ask_to_reconfirm, release_silent
from events.domain.waiting import OfferGone, accept_offer, decline_offer, lapse_offers, skip_waiting
from events.door.domain.attendance import settle_attendance
from events.door.domain.awards import AwardWords, advance_award, start_award
from events.door.domain.check_ins import Scan, receive
from events.door.models import CheckIn
from events.enums import Mode, NoteKind, PlaceMode, PlaceState
from events.models import BookingNote, JoinLink, Place, Voucher
from events.queries import free_places
from events.standing import WaitingReason, standing_of
from learning.models import Certificate
from tests.events.calendar.reading import blocks_of
from tests.factories.bookings import number_of, order, somebody, states
from tests.factories.door import OPENS, OVER, make_coordinator, make_day, make_guest, scan
from tests.factories.events import AT, STARTS, make_category, make_occurrence, make_place, make_voucher
from tests.factories.people import make_organisation, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = "/calendar/all.ics"


# --- The waiting list ------------------------------------------------------------------------------


def test_1_a_group_waits_with_all_its_tickets_and_is_asked_whole():
    category = make_category(size=3)
    has = order(category, number=3)
    group = order(category, number=3)

    cancel_booking(booking=has, by=None, at=AT)

    assert states(group) == [PlaceState.OFFERED] * 3


def test_2_an_offer_that_was_used_blocks_nothing_and_is_closed_for_good():
    category = make_category(size=1)
    has, asked, after = order(category), order(category), order(category)
    cancel_booking(booking=has, by=None, at=AT)
    accept_offer(booking=asked, by=None, at=AT)

    cancel_booking(booking=asked, by=None, at=AT + HOUR)

    assert states(after) == [PlaceState.OFFERED]
    with pytest.raises(OfferGone):
        accept_offer(booking=asked, by=None, at=AT + HOUR)


def test_3_why_the_list_does_not_move_is_said_with_its_moment():
    category = make_category(size=1)
    has, asked, own = order(category), order(category), order(category)
    assert standing_of(own, at=AT).reason == WaitingReason.FULL

    cancel_booking(booking=has, by=None, at=AT)

    standing = standing_of(own, at=AT)
    assert (standing.reason, standing.answered_by) == (WaitingReason.OFFER_OUT, asked.places.get().expires_at)


def test_4_taking_a_voucher_away_lets_nobody_in():
    category = make_category(size=1)
    voucher = make_voucher(category.occurrence)
    order(category, voucher_code=voucher.code)
    waits = order(category)

    Voucher.objects.filter(pk=voucher.pk).update(revoked_at=AT)

    assert free_places(category.occurrence, at=AT) == 0
    assert (number_of(category, PlaceState.CONFIRMED), states(waits)) == (1, [PlaceState.WAITING])


def test_5_no_thanks_asks_the_next_at_once():
    category = make_category(size=1)
    has, asked, after = order(category), order(category), order(category)
    cancel_booking(booking=has, by=None, at=AT)

    decline_offer(booking=asked, by=None, at=AT)

    assert (states(asked), states(after)) == ([PlaceState.DECLINED], [PlaceState.OFFERED])


def test_7_first_come_first_served_unless_staff_say_why():
    category, staff = make_category(size=2), make_user()
    first, last = order(category), order(category)
    group, single = order(category, number=2), order(category)
    cancel_booking(booking=last, by=None, at=AT)
    assert (states(first), states(single)) == ([PlaceState.CONFIRMED], [PlaceState.WAITING])

    skip_waiting(booking=group, reason="They said yes to it.", by=staff, at=AT)

    assert (states(group), states(single)) == ([PlaceState.WAITING] * 2, [PlaceState.OFFERED])
    note = BookingNote.objects.get(booking=group)
    assert (note.kind, note.by, note.reason) == (NoteKind.LET_OTHERS_BY, staff, "They said yes to it.")


def test_8_nothing_is_free_while_somebody_waits():
    category = make_category(size=2)
    order(category)
    order(category, number=2)

    assert free_places(category.occurrence, at=AT) == 0


def test_8_free_is_never_less_than_none():
    category = make_category(size=1)
    for _ in range(3):
        make_place(category)

    assert free_places(category.occurrence, at=AT) == 0


def test_9_waiting_and_waiting_for_approval_are_two_things_and_the_list_has_an_end():
    category = make_category(make_occurrence(longest_waiting=1), size=1, needs_approval=True)

    assert (states(order(category)), states(order(category))) == ([PlaceState.PENDING], [PlaceState.WAITING])
    with pytest.raises(WaitingListFull):
        order(category)


# --- Bookings for others, and changing them --------------------------------------------------------


def test_10_an_organisation_books_for_people_it_names_later():
    category, organisation = make_category(size=5), make_organisation()

    booking = order(category, number=3, organisation=organisation)
    name_place(place=booking.places.first(), person=somebody(1), by=None, at=AT)

    assert list(booking.places.order_by("pk").values_list("name", flat=True)) == ["Kari Nordmann 1", "", ""]
    assert booking.places.first().organisation == organisation


def test_11_what_costs_the_same_can_be_changed_by_oneself():
    category = make_category(size=1, price=Decimal(500))
    booking = order(category, somebody(1))

    name_place(place=booking.places.get(), person=somebody(1, name="Kari N. Nordmann"), by=None, at=AT)
    cancel_place(place=booking.places.get(), by=None, at=AT)

    assert booking.places.get().state == PlaceState.CANCELLED


def test_12_names_are_settled_before_badges_are_printed_and_places_given_back_after_it():
    category = make_category(make_occurrence(names_until=AT + DAY, cancel_until=AT + 3 * DAY))
    place = order(category, somebody(1)).places.get()

    with pytest.raises(TooLate):
        name_place(place=place, person=somebody(2), by=None, at=AT + 2 * DAY)
    cancel_place(place=place, by=None, at=AT + 2 * DAY)

    place.refresh_from_db()
    assert (place.name, place.state) == ("Kari Nordmann 1", PlaceState.CANCELLED)


def test_13_another_name_is_no_new_place_when_all_is_full():
    category = make_category(size=1)
    place = order(category, somebody(1)).places.get()
    order(category)

    name_place(place=place, person=somebody(2), by=None, at=AT)

    place.refresh_from_db()
    assert (place.name, place.state) == ("Kari Nordmann 2", PlaceState.CONFIRMED)
    assert number_of(category, PlaceState.CONFIRMED) == 1


def test_14_who_has_cancelled_does_not_count():
    category = make_category(size=1)
    cancel_booking(booking=order(category), by=None, at=AT)

    assert free_places(category.occurrence, at=AT) == 1
    assert states(order(category)) == [PlaceState.CONFIRMED]


# --- Those who came, and those who did not ---------------------------------------------------------


def test_15_those_who_came_get_a_certificate_and_nobody_else():
    day, ingrid, staff = make_day(), make_user("Ingrid Moen"), make_coordinator()
    scan(make_guest(day, user=ingrid))
    make_guest(day, user=make_user())
    settle_attendance(occurrence=day, by=staff, at=OVER)

    words = AwardWords("Fagdag", "Deltok", hours=Decimal(6))
    advance_award(award_id=start_award(occurrence=day, words=words, by=staff, at=OVER).pk, at=OVER)

    assert list(Certificate.objects.values_list("holder", flat=True)) == [ingrid.pk]


def test_16_a_letter_goes_to_those_who_came_alone():
    day = make_day()
    scan(make_guest(day, email="came@example.org"))
    make_guest(day, email="away@example.org")

    came = PeopleFilters.of(QueryDict("came=came"))

    assert [one.address for one in readers(came, day, kind="practical")] == ["came@example.org"]


def test_17_who_does_not_answer_gives_the_place_to_who_waits():
    begins = AT + DAY
    occurrence = make_occurrence(reconfirm_from=begins, reconfirm_until=AT + 3 * DAY, release_silent=True)
    category = make_category(occurrence, size=1)
    silent, waits = order(category), order(category)
    ask_to_reconfirm(occurrence=occurrence, at=begins)

    release_silent(occurrence=occurrence, at=AT + 3 * DAY)

    assert (states(silent), states(waits)) == ([PlaceState.RELEASED], [PlaceState.OFFERED])


# --- Once is once, and full is full ----------------------------------------------------------------


def test_19_impatient_clicks_are_one_booking():
    category, key = make_category(size=5), uuid.uuid4()

    bookings = {order(category, key=key).pk for _ in range(4)}

    assert (len(bookings), Place.objects.count()) == (1, 1)


def test_20_nobody_gets_what_there_is_not():
    """Many at once, and the same without our lock: tests/events/domain/test_races.py."""
    category = make_category(size=2)

    booked = [states(order(category)) for _ in range(4)]

    assert booked == [[PlaceState.CONFIRMED]] * 2 + [[PlaceState.WAITING]] * 2


def test_21_what_was_held_or_offered_and_left_is_free_by_the_clock():
    category = make_category(size=1)
    order(category, terms={"held_until": AT + HOUR})

    assert states(order(category, at=AT + HOUR)) == [PlaceState.CONFIRMED]


def test_21_offers_that_nobody_answers_go_on_to_the_next():
    category = make_category(size=1)
    has, asked, after = order(category), order(category), order(category)
    cancel_booking(booking=has, by=None, at=AT)

    lapse_offers(occurrence=category.occurrence, at=asked.places.get().expires_at)

    assert (states(asked), states(after)) == ([PlaceState.LAPSED], [PlaceState.OFFERED])


def test_22_what_a_door_decided_offline_is_kept_with_its_conflict():
    ola = make_guest(make_day(), state=PlaceState.CANCELLED)
    one = Scan(device="a", nonce=uuid.uuid4(), code=ola.code, scanned_at=OPENS, decided="ok")

    receive(occurrence=ola.occurrence, scans=[one], by=None, at=OPENS + HOUR)

    kept = CheckIn.objects.get()
    assert (kept.result, kept.conflict, kept.offline) == ("ok", "cancelled", True)


# --- Calendars -------------------------------------------------------------------------------------


def test_24_feeds_tell_of_edits_by_a_mark_and_a_number_and_names_are_ours(client):
    occurrence = make_occurrence()
    before = client.get(FEED)
    known = {"If-None-Match": before.headers["ETag"]}
    assert client.get(FEED, headers=known).status_code == 304

    occurrence.venue, occurrence.sequence, occurrence.changed_at = "Rådhuset", 1, AT + HOUR
    occurrence.save()

    [entry] = blocks_of(client.get(FEED, headers=known).content)
    assert (entry["UID"], entry["SEQUENCE"]) == (f"{occurrence.uid}@localhost", "1")


def test_25_feeds_have_no_buttons_and_the_mail_that_has_comes_from_us(client):
    place = make_place(email="ingrid@example.org")
    bring_up_to_date(occurrence_id=place.occurrence_id, at=AT, emails={place.email})

    assert b"ATTENDEE" not in client.get(FEED).content
    mail = OutboxMessage.objects.get()
    assert mail.calendar_method == "REQUEST"
    assert "PARTSTAT=ACCEPTED" in mail.calendar.replace("\r\n ", "")


def test_26_guests_join_from_their_mail_and_how_they_come_is_data():
    occurrence = make_occurrence(mode=Mode.HYBRID)
    JoinLink.objects.create(occurrence=occurrence, url="https://teams.example.com/secret", opens_minutes=15)
    guest = make_place(make_category(occurrence, mode=PlaceMode.ONLINE))

    with time_machine.travel(STARTS, tick=False):
        page = Client().post(guests_join_url(guest).removeprefix("http://localhost:8000"))

    assert page.headers["Refresh"] == "0; url=https://teams.example.com/secret"
    assert guest.mode == PlaceMode.ONLINE
