from datetime import UTC, datetime, timedelta

import pytest

from cms.mail.models import OutboxMessage
from events.domain.bookings import cancel_booking
from events.domain.naming import name_place
from events.domain.orders import Named
from events.domain.places import approve_place, cancel_place, reject_place
from events.domain.reconfirming import ask_to_reconfirm
from events.domain.waiting import lapse_offers
from events.enums import PlaceMode
from events.place_links import booking_url, place_url, share_url
from events.signals import people_told
from events.telling import remind_of_names, tell, write_about
from tests.factories.bookings import order, somebody
from tests.factories.events import AT, make_category, make_occurrence
from tests.factories.people import make_user
from tests.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "in_english")]

LATER = AT + timedelta(hours=1)


def mails(address=None):
    """Kinds of what was written, in order; entries for calendars apart."""
    rows = OutboxMessage.objects.filter(kind__startswith="events/mail/").order_by("pk")
    if address:
        rows = rows.filter(to_address=address)
    return [kind.rpartition("/")[2] for kind in rows.values_list("kind", flat=True)]


def text_of(kind):
    return OutboxMessage.objects.filter(kind=f"events/mail/{kind}").latest("pk").text


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Do something, and let the workers write what it announced."""

    def done(verb, *args, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return verb(*args, **fields)

    return done


def test_confirmed_booking_has_its_tickets(told):
    category = make_category()
    me = Named(name="Ingrid Moen", email="ingrid@example.org")

    booking = told(order, category, me, somebody(1), Named())

    assert mails("ingrid@example.org") == ["booking_confirmed"]
    assert mails("kari1@example.org") == ["place_named"]
    places = list(booking.places.order_by("pk"))
    said = text_of("booking_confirmed")
    assert place_url(places[0]) in said
    assert place_url(places[1]) not in said
    assert share_url(booking) in said
    assert booking_url(booking) in said
    assert "invoice" not in said
    assert place_url(places[1]) in text_of("place_named")


def test_confirmation_says_what_it_costs_and_who_gets_the_invoice(told):
    category = make_category(price=2900, vat_code="standard")
    payer = {"number": "974760673", "invoice_email": "faktura@elvestad.example.org"}

    told(order, category, somebody(1), Named(), terms={"extras": {"payer": payer}}, contact={"language": "en"})

    said = " ".join(text_of("booking_confirmed").split())
    assert "5,800 kr without VAT, plus 1,450 kr VAT: 7,250 kr to pay." in said
    assert "We send an invoice to Ingrid Moen, 974 760 673, faktura@elvestad.example.org." in said
    assert "kr without VAT" not in text_of("place_named")


def test_confirmation_says_until_when_places_can_be_given_back(told):
    midnight = datetime(2026, 11, 8, 23, tzinfo=UTC)

    told(order, make_category(make_occurrence(cancel_until=midnight)), somebody(1), contact={"language": "en"})

    assert "You can give places back until the end of 8 November 2026." in text_of("booking_confirmed")


def test_confirmation_promises_no_end_where_there_is_none(told):
    told(order, make_category(make_occurrence(cancel_until=None)), somebody(1), contact={"language": "en"})

    assert "give places back until" not in text_of("booking_confirmed")


def test_naming_later_writes_to_the_person_and_not_again_to_the_contact(told):
    booking = told(order, make_category())
    place = booking.places.get()

    told(name_place, place=place, person=somebody(1), by=None, at=LATER)
    told(name_place, place=place, person=somebody(1, name="Kari N"), by=None, at=LATER)

    assert mails() == ["booking_confirmed", "place_named"]


def test_handing_over_writes_to_both(told):
    booking = told(order, make_category(), somebody(1))

    told(name_place, place=booking.places.get(), person=somebody(2), by=None, at=LATER)

    assert mails("kari1@example.org") == ["place_named", "ticket_handed_over"]
    assert mails("kari2@example.org") == ["place_named"]


@pytest.mark.parametrize(
    ("person", "words"), [(somebody(2), "tilhører noen andre nå"), (Named(), "la en annen komme i stedet for deg")]
)
def test_who_had_the_ticket_reads_whether_anybody_comes_instead(told, person, words):
    booking = told(order, make_category(), somebody(1))

    told(name_place, place=booking.places.get(), person=person, by=None, at=LATER)

    assert words in text_of("ticket_handed_over")


def test_line_from_waiting_to_yes_or_silence(told):
    category = make_category(size=1)
    first = told(order, category)
    second = told(order, category, email="second@example.org")
    assert mails("second@example.org") == ["booking_waiting"]
    assert "nummer 1 på ventelisten" in text_of("booking_waiting")

    told(cancel_booking, booking=first, by=None, at=LATER)
    assert mails("ingrid@example.org") == ["booking_confirmed", "booking_cancelled"]
    assert mails("second@example.org") == ["booking_waiting", "places_offered"]
    assert booking_url(second) + "offer/" in text_of("places_offered")

    told(lapse_offers, occurrence=category.occurrence, at=AT + timedelta(days=30))
    assert mails("second@example.org")[-1] == "offer_lapsed"


def test_approval_and_refusal(told):
    category = make_category(needs_approval=True)
    good, bad = told(order, category), told(order, category, email="bad@example.org")
    assert mails() == ["booking_pending", "booking_pending"]

    told(approve_place, place=good.places.get(), by=None, at=LATER)
    told(reject_place, place=bad.places.get(), by=None, at=LATER, reason="Dagen er for kommuner.")

    assert mails("ingrid@example.org")[-1] == "booking_confirmed"
    assert mails("bad@example.org")[-1] == "place_refused"
    assert "Dagen er for kommuner." in text_of("place_refused")


def test_asking_again_says_until_when(told):
    day = timedelta(days=1)
    occurrence = make_occurrence(reconfirm_from=AT + day, reconfirm_until=AT + 9 * day, release_silent=True)
    booking = told(order, make_category(occurrence), somebody(1))

    told(ask_to_reconfirm, occurrence=occurrence, at=AT + 2 * day)

    assert mails("kari1@example.org") == ["place_named", "still_coming"]
    said = text_of("still_coming")
    assert place_url(booking.places.get(), "come") in said
    assert "går plassen til noen som venter" in said


def test_deadline_at_midnight_is_written_as_the_last_day(told):
    midnight = datetime(2026, 11, 8, 23, tzinfo=UTC)
    occurrence = make_occurrence(reconfirm_from=AT + timedelta(days=1), reconfirm_until=midnight)
    told(order, make_category(occurrence), somebody(1))

    told(ask_to_reconfirm, occurrence=occurrence, at=AT + timedelta(days=2))

    assert "8. november 2026" in text_of("still_coming")
    assert "9. november" not in text_of("still_coming")


def test_contact_is_asked_for_names_once():
    soon = make_occurrence(starts_at=AT + timedelta(days=10), names_until=AT + timedelta(days=5))
    booking = order(make_category(soon), Named(), somebody(1), at=AT - timedelta(days=3))
    order(make_category(), at=AT - timedelta(days=3))
    order(make_category(soon), somebody(2), at=AT - timedelta(days=3))

    assert (remind_of_names(at=AT), remind_of_names(at=AT)) == (1, 0)

    assert mails() == ["names_missing"]
    assert share_url(booking) in text_of("names_missing")


def test_written_once_however_often_the_task_runs():
    booking = order(make_category(), Named(name="Ingrid Moen", email="ingrid@example.org"))
    ids = [place.pk for place in booking.places.all()]

    for _ in range(2):
        tell(what="confirmed", places=ids, at=AT)

    assert mails() == ["booking_confirmed"]


def test_nothing_is_said_of_what_is_no_longer_so():
    booking = order(make_category())
    ids = [place.pk for place in booking.places.all()]
    cancel_booking(booking=booking, by=None, at=LATER)

    tell(what="confirmed", places=ids, at=LATER)
    tell(what="confirmed", places=[0], at=LATER)

    assert mails() == []


def test_queries_of_the_worker():
    booking = order(make_category(), Named(name="Ingrid Moen", email="ingrid@example.org"))
    other = order(make_category(size=0), email="other@example.org")
    tell(what="confirmed", places=[0], at=AT)

    with count_queries() as confirmed:
        tell(what="confirmed", places=[place.pk for place in booking.places.all()], at=AT)
    with count_queries() as waiting:
        tell(what="waiting", places=[place.pk for place in other.places.all()], at=AT)

    assert len(confirmed) == 8, confirmed
    assert len(waiting) == 7, waiting


def test_queries_of_the_worker_with_sending_and_the_calendar(django_capture_on_commit_callbacks):
    category = make_category()
    for number in range(2):
        email = f"ingrid{number}@example.org"
        booking = order(category, Named(name="Ingrid Moen", email=email), email=email)
        ids = [place.pk for place in booking.places.all()]

        with count_queries() as asked, django_capture_on_commit_callbacks(execute=True):
            write_about(what="confirmed", places=ids, at=AT)

    assert len(asked) == 8, asked
    assert OutboxMessage.objects.filter(state="sent").count() == 2


def test_calendars_look_after_those_alone_whose_mail_took_nothing_along(django_capture_on_commit_callbacks):
    """Kari's account writes to another address than her place; Ola has had his mail before."""
    asked = []
    listener = lambda emails, **_: asked.append(emails)  # noqa: E731
    category = make_category()
    kari = order(category, Named(name="Kari", email="kari@work.example.org", user=make_user(email="kari@example.org")))
    ola = order(category, email="ola@example.org")
    people_told.connect(listener, weak=False)
    try:
        for booking in (kari, ola, ola):
            with django_capture_on_commit_callbacks(execute=True):
                tell(what="confirmed", places=[place.pk for place in booking.places.all()], at=AT)
    finally:
        people_told.disconnect(listener)

    assert asked == [{"kari@work.example.org"}, {"ola@example.org"}]


def test_who_takes_part_online_is_not_sent_to_the_venue(told):
    category = make_category(make_occurrence(venue="Granåsen hotell"), mode=PlaceMode.ONLINE)

    told(
        order, category, Named(name="Ingrid Moen", email="ingrid@example.org"), somebody(1), contact={"language": "en"}
    )

    for kind in ("booking_confirmed", "place_named"):
        assert "Granåsen" not in text_of(kind)
        assert "Online" in text_of(kind)
        assert "/join/" in text_of(kind)


@pytest.mark.parametrize("price", [0, 500])
def test_whoever_ordered_reads_whose_place_is_given_back_and_what_becomes_of_the_money(told, price):
    me = Named(name="Ingrid Moen", email="ingrid@example.org")
    booking = told(order, make_category(price=price), me, somebody(1), contact={"language": "en"})
    own, kari = booking.places.order_by("pk")

    told(cancel_place, place=kari, by=None, at=LATER)
    said = " ".join(text_of("booking_cancelled").split())
    assert "The place of Kari Nordmann 1 at" in said
    assert ("the invoice stands until we have looked at it" in said) == bool(price)
    told(cancel_place, place=own, by=None, at=LATER)
    assert "Your place at" in text_of("booking_cancelled")
    assert "If you did not do this yourself" in text_of("place_cancelled")


@pytest.mark.parametrize(("people", "said"), [((somebody(1),), True), ((), False), ((Named(),), False)])
def test_confirmation_says_where_the_tickets_of_others_are(told, people, said):
    me = Named(name="Ingrid Moen", email="ingrid@example.org")

    told(order, make_category(), me, *people, contact={"language": "en"})

    assert ("Tickets of the others stand on the page" in " ".join(text_of("booking_confirmed").split())) == said


def test_whoever_gave_their_own_ticket_on_is_not_sent_to_themselves(told):
    me = Named(name="Ingrid Moen", email="ingrid@example.org")
    booking = told(order, make_category(), me, contact={"language": "en"})

    told(name_place, place=booking.places.get(), person=somebody(1), by=None, at=LATER)

    assert "ask whoever signed you up" not in text_of("ticket_handed_over")
