from datetime import timedelta

import pytest
import time_machine

from events.domain.bookings import cancel_booking
from events.domain.orders import Named
from events.domain.reconfirming import ask_to_reconfirm
from events.models import Booking, Occurrence, Place
from events.place_links import booking_path, place_token, share_token
from tests.events.views.sending import words
from tests.factories.bookings import order, somebody, states
from tests.factories.events import AT, make_category, make_occurrence, make_question
from tests.factories.people import make_membership, make_organisation, make_user
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "in_english")]

LATER = AT + timedelta(hours=1)


def offered():
    """A booking that waited, and is asked now."""
    category = make_category(size=1)
    first, second = order(category), order(category, email="second@example.org")
    cancel_booking(booking=first, by=None, at=AT)
    return second


def test_links_that_are_wrong_lead_nowhere(guest):
    booking = order(make_category(), somebody(1))
    place = booking.places.get()
    for address in (
        f"/bookings/{'x' * 43}/",
        booking_path(booking)[:-2] + "x/",
        f"/places/{share_token(booking)}/",
        f"/bookings/fill/{place_token(place)}/",
        f"/places/{place_token(place)[:-1]}/come/",
        booking_path(booking, "name_booked_place", order(make_category()).places.get().pk),
        booking_path(booking, "cancel_booked_place", 0),
    ):
        assert guest.get(address).status_code == 404, address
        assert guest.post(address).status_code in {404, 405}, address


def test_looking_changes_nothing(guest):
    booking = offered()
    place = booking.places.get()

    pages = ("booking", "cancel_booking", "offer")
    shown = [guest.get(booking_path(booking, name)) for name in pages]
    shown.append(guest.get(booking_path(booking, "change_booked_place", place.pk)))
    shown.append(guest.get(f"/places/{place_token(place)}/"))
    shown.append(guest.get(f"/places/{place_token(place)}/come/"))

    assert [page.status_code for page in shown] == [200] * 6
    assert all("no-store" in page["Cache-Control"] or "private" in page["Cache-Control"] for page in shown)
    assert states(booking) == ["offered"]


def test_offer_is_taken_with_one_button(guest):
    booking = offered()
    assert "Answer by" in words(guest.get(booking_path(booking, "offer")))

    response = guest.post(booking_path(booking, "offer"), {"do": "accept"}, follow=True)

    assert "The place is yours." in words(response)
    assert states(booking) == ["confirmed"]
    assert guest.get(booking_path(booking, "offer")).status_code == 410


def test_no_after_a_yes_in_another_tab_says_that_the_place_is_kept(guest):
    page = booking_path(offered(), "offer")
    guest.post(page, {"do": "accept"})

    answer = guest.post(page, {"do": "decline"}, follow=True)

    assert "You have said yes already, and keep what you have" in words(answer)
    assert "You have said no" not in words(answer)


def test_no_said_twice_is_a_no(guest):
    page = booking_path(offered(), "offer")

    answers = [words(guest.post(page, {"do": "decline"}, follow=True)) for _ in range(2)]

    assert ["You have said no" in one for one in answers] == [True, True]


def test_yes_after_an_offer_ran_out_says_so(guest):
    page = booking_path(offered(), "offer")
    guest.post(page, {"do": "decline"})

    assert "There is no offer any more" in words(guest.post(page, {"do": "accept"}, follow=True))


def test_saying_no_asks_the_next(guest):
    booking = offered()
    third = order(booking.places.get().category, email="third@example.org")

    guest.post(booking_path(booking, "offer"), {"do": "decline"})

    assert (states(booking), states(third)) == (["declined"], ["offered"])


def test_offer_that_ran_out_says_so(guest):
    booking = offered()
    with time_machine.travel(AT + timedelta(days=20), tick=False):
        assert guest.get(booking_path(booking, "offer")).status_code == 410
        response = guest.post(booking_path(booking, "offer"), {"do": "accept"}, follow=True)

    assert "There is no offer any more" in words(response)
    assert states(booking) == ["offered"]


def test_cancelling_says_what_it_means_first(guest):
    booking = order(make_category(), somebody(1), somebody(2))
    first, _second = booking.places.order_by("pk")
    assert "It cannot be taken back" in words(guest.get(booking_path(booking, "cancel_booking")))

    guest.post(booking_path(booking, "cancel_booked_place", first.pk))
    assert states(booking) == ["cancelled", "confirmed"]
    guest.post(booking_path(booking, "cancel_booking"))
    assert states(booking) == ["cancelled", "cancelled"]


def test_cancelling_too_late_is_refused(guest):
    category = make_category(make_occurrence(cancel_until=AT - timedelta(days=1)))
    booking = order(category, somebody(1), at=AT - timedelta(days=2))

    assert "too late" in words(guest.get(booking_path(booking, "cancel_booking")))
    assert "too late" in words(guest.post(booking_path(booking, "cancel_booking"), follow=True))
    assert states(booking) == ["confirmed"]


def test_leaving_the_line(guest):
    booking = order(make_category(size=0))
    assert "number 1 in the waiting list" in words(guest.get(booking_path(booking)))
    assert "Leave the waiting list?" in words(guest.get(booking_path(booking, "cancel_booking")))

    guest.post(booking_path(booking, "cancel_booking"))

    assert states(booking) == ["cancelled"]


def test_going_online_instead(guest):
    category = make_category(name="I salen")
    online = make_category(category.occurrence, name="På nett", mode="online")
    dear = make_category(category.occurrence, name="Dyrt", price=100)
    booking = order(category, somebody(1))
    page = booking_path(booking, "change_booked_place", booking.places.get().pk)
    assert "På nett" in words(guest.get(page))
    assert "Dyrt" not in words(guest.get(page))

    guest.post(page, {"category": dear.pk})
    assert booking.places.get().category == category
    guest.post(page, {"category": online.pk})
    assert booking.places.get().mode == "online"


def test_whoever_ordered_names_and_renames(guest):
    booking = order(make_category())
    place = booking.places.get()
    page = booking_path(booking, "name_booked_place", place.pk)

    guest.post(page, {"name": "Kari Nordmann", "email": "kari@example.org"})
    assert "kari@example.org" not in words(guest.get(page))
    guest.post(page, {"name": "Kari Normann", "email": ""})
    kept = Place.objects.get()
    assert (kept.name, kept.email, kept.code) == ("Kari Normann", "kari@example.org", place.code)

    guest.post(page, {"name": "Ola Moen", "email": "", "somebody_else": "on"})
    other = Place.objects.get()
    assert (other.name, other.email) == ("Ola Moen", "")
    assert other.code != place.code


def test_naming_somebody_with_a_place_says_nothing(guest):
    category = make_category()
    order(category, somebody(1))
    booking = order(category)
    page = booking_path(booking, "name_booked_place", booking.places.get().pk)

    response = guest.post(page, {"name": "Kari", "email": "kari1@example.org"}, follow=True)

    assert "It is written down who comes." in words(response)
    assert booking.places.get().email == ""


def test_participant_answers_by_their_own_link(guest):
    category = make_category()
    question = make_question(category.occurrence, required=True)
    booking = order(category)
    page = f"/places/{place_token(booking.places.get())}/"

    unsaid = guest.post(page, {"name": "Kari", "email": "kari@example.org"})
    assert "Please answer this." in words(unsaid)
    guest.post(page, {"name": "Kari", "email": "kari@example.org", f"q-{question.key}": "Elvestad"})

    assert booking.places.get().answers.get().value == "Elvestad"
    assert "Elvestad" in words(guest.get(page))


def test_link_dies_when_the_ticket_changes_hands(guest):
    booking = order(make_category(), somebody(1))
    page = f"/places/{place_token(booking.places.get())}/"
    assert booking.places.get().code in words(guest.get(page))

    handed = guest.post(page, {"name": "Ola Moen", "email": "ola@example.org"})

    assert "The ticket is handed over" in words(handed)
    assert booking.places.get().code not in words(handed)
    assert guest.get(page).status_code == 404


def test_saying_again_that_one_comes(guest):
    occurrence = make_occurrence(reconfirm_from=AT + timedelta(days=1))
    first, second = (order(make_category(occurrence), somebody(number)).places.get() for number in (1, 2))
    with time_machine.travel(AT + timedelta(days=2), tick=False):
        ask_to_reconfirm(occurrence=occurrence, at=AT + timedelta(days=2))
        guest.post(f"/places/{place_token(first)}/come/", {"do": "yes"})
        guest.post(f"/places/{place_token(second)}/come/", {"do": "no"})

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.reconfirmed_at
    assert second.state == "cancelled"


def called_off(state, **fields):
    """A booking of a signed-in contact for themselves and one without a name, at something that is off."""
    me, category = make_user(), make_category()
    booking = order(category, Named(name=me.name, email=me.email, user=me), Named(), **fields)
    Booking.objects.update(contact=me)
    Occurrence.objects.update(state=state)
    return me, booking


def test_what_is_cancelled_says_so_first_and_offers_nothing(guest):
    _me, booking = called_off("cancelled")
    own, unnamed = booking.places.order_by("pk")
    pages = [
        f"/places/{place_token(own)}/",
        f"/places/{place_token(own)}/come/",
        booking_path(booking),
        booking_path(booking, "cancel_booking"),
        booking_path(booking, "change_booked_place", own.pk),
        booking_path(booking, "name_booked_place", own.pk),
        booking_path(booking, "name_booked_place", unnamed.pk),
        f"/bookings/fill/{share_token(booking)}/",
    ]
    for page in pages:
        shown = words(guest.get(page)).partition("<main")[2].partition("</main>")[0]
        assert (
            -1 < shown.find("This is cancelled") < shown.find('<h1><span lang="nb">Langvarig strømbrudd</span></h1>')
        ), page
        for nonsense in (own.code, "<form", ".ics", "PDF", "Give back", "Change ticket", "I cannot come", "too late"):
            assert nonsense not in shown, (page, nonsense)
        assert "You have" not in shown, page


def test_what_is_postponed_keeps_its_places_and_shows_no_ticket(guest):
    _me, booking = called_off("postponed")
    own = booking.places.order_by("pk").first()

    ticket, whole = words(guest.get(f"/places/{place_token(own)}/")), words(guest.get(booking_path(booking)))

    for shown in (ticket, whole):
        assert shown.find("This is postponed") < shown.find("<h1>")
        assert "<s>" in shown
        assert own.code not in shown
        assert "PDF" not in shown
    assert "I cannot come" in ticket
    assert "Give back" in whole


def test_ticket_is_called_by_its_name_where_it_has_one(guest):
    page = words(guest.get(booking_path(order(make_category(), somebody(1), Named()))))

    assert "<summary>Ticket of Kari Nordmann 1</summary>" in page
    assert "<summary>Ticket without a name yet</summary>" in page


def test_ticket_of_what_takes_place_is_shown(guest):
    own = order(make_category(), somebody(1)).places.get()

    shown = words(guest.get(f"/places/{place_token(own)}/"))

    assert all(one in shown for one in (own.code, "PDF", "Put it into your calendar", "I cannot come"))


@pytest.mark.parametrize(("state", "said"), [("cancelled", "Avlyst"), ("postponed", "Utsatt")])
def test_lists_mark_what_is_off(state, said):
    organisation = make_organisation()
    me, _booking = called_off(state, organisation=organisation)
    make_membership(me, organisation, role="contact")
    client = signed_in(me)

    for page, times in (("/me/", 1), ("/me/bookings/", 2), (f"/organisation/{organisation.key}/", 1)):
        shown = words(client.get(page))
        assert shown.count(f'badge--bad">{said}') == times, page
        assert ("navn mangler" in shown or "mangler navn" in shown) == (state == "postponed"), page
        assert ("Bekreftet" in shown) == (state == "postponed" and page == "/me/bookings/"), page


@pytest.mark.parametrize("number", [1, 4])
def test_queries_of_own_pages(guest, number):
    me = make_user()
    category = make_category()
    for one in range(number):
        booking = order(category, somebody(one), somebody(one + 100))
    Booking.objects.update(contact=me)
    client = signed_in(me)
    for warm in ("/me/bookings/", booking_path(booking)):
        client.get(warm)

    with count_queries() as listed:
        client.get("/me/bookings/")
    with count_queries() as shown:
        guest.get(booking_path(booking))

    assert len(listed) == 6, listed
    assert len(shown) == 8, shown


@pytest.mark.parametrize("number", [1, 4])
def test_booking_says_what_it_costs_and_who_gets_the_invoice(guest, number):
    people = [somebody(one) for one in range(number)]
    payer = {"address": "Torget 1"}
    booking = order(make_category(price=1000, vat_code="standard"), *people, terms={"extras": {"payer": payer}})
    guest.get(booking_path(booking))

    with count_queries() as asked:
        page = words(guest.get(booking_path(booking)))

    assert len(asked) == 9, asked
    assert f"{1000 * number:,} kr without VAT, plus {250 * number:,} kr VAT: {1250 * number:,} kr to pay." in page
    assert "We send an invoice to Ingrid Moen, ingrid@example.org." in page


def test_booking_that_waits_is_invoiced_when_it_has_a_place(guest):
    booking = order(make_category(size=0, price=1000), terms={"extras": {"payer": {"number": "974760673"}}})

    page = words(guest.get(booking_path(booking)))

    assert "1,000 kr to pay. There is no VAT on it. When you have a place, we send an invoice to Ingrid Moen, " in page
    assert "974 760 673." in page


def test_occurrence_leads_to_signing_up_and_to_ones_own_place(guest):
    me = make_user()
    category = make_category(size=1)
    page = f"/events/{category.occurrence.uid}/"
    assert f'href="{page}sign-up/"' in words(guest.get(page))

    order(category, Named(name=me.name, email=me.email, user=me))

    assert "Go on the waiting list" in words(guest.get(page))
    assert "Du har plass: billetten din" in words(signed_in(me).get(page))


@pytest.mark.parametrize(("price", "shown"), [(0, True), (100, False)])
def test_exchange_is_offered_where_there_is_a_ticket_to_exchange_for(guest, price, shown):
    category = make_category()
    booking = order(category)
    assert "Change ticket" not in words(guest.get(booking_path(booking)))

    make_category(category.occurrence, name="Skjerm", mode="online", price=price)

    assert ("Change ticket" in words(guest.get(booking_path(booking)))) is shown
