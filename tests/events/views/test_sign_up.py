import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.mail.models import OutboxMessage
from events.models import Answer, Booking, Need, Occurrence, Place
from events.place_links import booking_path
from events.signing_up import terms
from events.signing_up.terms import TermsPage
from events.views import sign_up
from tests.events.views.sending import PAYER, followed, send, typed, url, words
from tests.factories.bookings import order, somebody, states
from tests.factories.events import AT, make_category, make_occurrence, make_question, make_series, make_voucher
from tests.factories.people import make_membership, make_organisation, make_user
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "in_english")]


def test_guest_gets_a_place(category):
    response = send(category)

    assert response.status_code == 302
    assert "You have a place" in followed(category, response)
    place = Place.objects.get()
    assert (place.state, place.name, place.email) == ("confirmed", "Ingrid Moen", "ingrid@example.org")
    assert booking_path(place.booking) not in response["location"]


def test_double_click_is_one_booking(category):
    fields = typed(category)
    client = Client()

    first, second = (client.post(url(category.occurrence), fields) for _ in range(2))

    assert followed(category, first) == followed(category, second)
    assert Booking.objects.count() == 1


def test_guest_reads_which_address_the_mail_went_to(category):
    client = Client(headers={"accept-language": "en"})

    done = client.get(send(category, client)["location"])

    assert "We have written to ingrid@example.org. If the address is wrong, write to us" in words(done)


def test_known_address_gets_the_same_answer_and_a_mail(category, django_capture_on_commit_callbacks):
    send(category)
    with django_capture_on_commit_callbacks(execute=True):
        again = send(category)
    fresh = send(category, email="other@example.org")

    assert followed(category, again) == followed(category, fresh)
    assert Booking.objects.count() == 2
    assert OutboxMessage.objects.filter(to_address="ingrid@example.org", kind="events/mail/already_signed_up").exists()


def test_known_address_of_somebody_else_gets_the_same_answer(category, django_capture_on_commit_callbacks):
    send(category)
    person = {"names": "now", "shown": "1", "p1-name": "Ingrid", "p1-email": "ingrid@example.org"}
    other = {"email": "nosy@example.org", "number": 1, "comes": ""}
    with django_capture_on_commit_callbacks(execute=True):
        response = send(category, **person, **other)

    assert "You have a place" in followed(category, response)
    place = Place.objects.get(booking__email="nosy@example.org")
    assert (place.name, place.email) == ("Ingrid", "")
    assert OutboxMessage.objects.filter(to_address="ingrid@example.org", kind="events/mail/already_signed_up").exists()


def test_signed_in_is_told_openly(category):
    user = make_user(email="ingrid@example.org", name="Ingrid Moen")
    client = signed_in(user)
    first = send(category, client)
    assert first["location"] == booking_path(Booking.objects.get())

    again = send(category, client)

    assert again.status_code == 409
    assert "Du har plass her allerede" in words(again)


def test_own_address_written_for_a_colleague_is_refused_at_their_field(category):
    user = make_user(email="ingrid@example.org", name="Ingrid Moen", language="en")
    client = signed_in(user)
    send(category, client)
    person = {"names": "now", "shown": "1", "p1-name": "Ola", "p1-email": "ingrid@example.org"}

    again = send(category, client, comes="", **person)

    assert again.status_code == 409
    assert '<a href="#id_p1-email">E-mail: Ingrid Moen has a place here already.' in words(again)
    assert "take out that you come yourself" not in words(again)


def test_nothing_chosen_of_several_asks_for_a_ticket(category):
    make_category(category.occurrence, name="Student")

    assert "Choose at least one ticket." in words(send(category, number=0))
    assert not Booking.objects.exists()


@pytest.mark.parametrize("audience", ["public_body", "company"])
def test_ticket_for_organisations_asks_for_the_organisation_at_its_field(audience):
    category = make_category(audience=audience, name="Firma")

    empty = words(Client(headers={"accept-language": "en"}).get(url(category.occurrence)))
    assert "Must be written for: Firma." in empty
    refused = words(send(category))
    assert '<a href="#id_organisation_name">Organisation: Write the organisation you come from' in refused
    send(category, organisation_name="Elvestad AS")
    assert Booking.objects.get().organisation_name == "Elvestad AS"


def test_sold_out_meanwhile_offers_the_line_with_what_was_typed(category):
    order(category, number=2)
    response = send(category, phone="99 88 77 66")

    assert response.status_code == 409
    text = words(response)
    assert "All places were taken while you wrote" in text
    assert 'value="99 88 77 66"' in text
    assert Booking.objects.count() == 1

    waiting = send(category, wait="1")
    assert "You are number 1 in the waiting list" in followed(category, waiting)


def test_full_page_says_so_and_puts_in_line(category):
    order(category, number=2)

    text = words(Client(headers={"accept-language": "en"}).get(url(category.occurrence)))

    assert "Put me on the waiting list" in text
    assert 'name="wait" value="True"' in text


def test_who_waits_reads_how_long_they_have_to_answer(category):
    Occurrence.objects.update(offer_hours=12)
    order(category, number=2)

    assert "have 12 hours to answer, counted from 8 to 16 on working days" in followed(
        category, send(category, wait="1")
    )


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("cancelled", "The event is cancelled."),
        ("postponed", "The event is postponed."),
        ("announced", "It has not opened yet"),
    ],
)
def test_closed_sign_up_says_why(category, state, said):
    Occurrence.objects.update(state=state)

    assert said in words(Client(headers={"accept-language": "en"}).get(url(category.occurrence)))


def test_wrong_code_is_told_once(category):
    page = words(send(category, voucher="WRONG"))

    assert page.count("is written wrongly, used up") == 2  # in the list of what is wrong, and at the field
    assert "The voucher or invitation code is not good here" not in page


def test_approval_is_said(category):
    category.needs_approval = True
    category.save()

    assert "waits for approval" in followed(category, send(category))


def test_others_are_named_now(category):
    more = send(category, number=2, names="now")
    assert more.status_code == 200
    assert "Now write who comes" in words(more)
    assert 'name="p1-name"' in words(more)
    assert 'value="Ingrid Moen"' in words(more)
    assert not Booking.objects.exists()

    person = {"p1-name": "Kari Nordmann", "p1-email": "kari@example.org"}
    send(category, number=2, names="now", shown="1", **person)

    assert list(Place.objects.order_by("pk").values_list("name", flat=True)) == ["Ingrid Moen", "Kari Nordmann"]


def test_reader_stands_in_the_first_name_that_is_asked_for(category):
    text = words(send(category, number=2, names="now"))

    assert re.search(r'<input[^>]*name="p1-name"[^>]*autofocus', text)
    assert "Now write who comes. Whom you leave without a name is named later." in text


def test_fields_for_names_are_shown_by_a_button_before_anything_is_sent(category):
    asked = words(send(category, number=2, do="names", terms=""))
    assert re.search(r'<input[^>]*name="p1-name"[^>]*autofocus', asked)
    assert "Something needs a second look" not in asked

    alone = words(send(category, number=1, do="names"))
    assert "Say above for how many you sign up" in alone
    assert not Booking.objects.exists()


def test_nobody_is_named_later_without_a_word(category):
    refused = words(send(category, number=2, names="now", shown="1", **{"p1-name": ""}))

    assert '<a href="#id_p1-name">Name: Write who comes, or choose above that they are named later.' in refused
    assert not Booking.objects.exists()


def test_whom_one_does_not_know_yet_is_named_later():
    category = make_category(size=9)

    send(category, number=3, names="now", shown="2", **{"p1-name": "Kari", "p1-email": "kari@example.org"})

    assert list(Place.objects.order_by("pk").values_list("name", flat=True)) == ["Ingrid Moen", "Kari", ""]


def test_enter_in_a_field_signs_up():
    page = BeautifulSoup(Client().get(url(make_category().occurrence)).content, "html.parser")

    first = page.select_one("main form").find("button")
    assert (first.get("name"), first["tabindex"], first["aria-hidden"]) == (None, "-1", "true")


def test_members_are_told_to_sign_in_before_they_have_written(category):
    make_category(category.occurrence, name="Medlem", audience="member")
    address = url(category.occurrence)

    assert f"/accounts/login/?next={address}" in words(Client().get(address))
    assert "/accounts/login/?next=" not in words(signed_in(make_user()).get(address))


def test_same_address_twice_is_said(category):
    person = {"p1-name": "Kari", "p1-email": "INGRID@example.org"}

    response = send(category, number=2, names="now", shown="1", **person)

    assert "E-mail: Kari has the same address as somebody above." in words(response)


def test_answers_go_where_they_belong(category):
    occurrence = category.occurrence
    plain = make_question(occurrence, text="Hvor kommer du fra?", required=True)
    diet = make_question(occurrence, text="Kosthold", retention="sensitive")
    page = words(Client(headers={"accept-language": "en"}).get(url(occurrence)))
    assert "deleted two weeks after it is over" in page

    missing = send(category)
    assert "Please answer this." in words(missing)
    unsaid = send(category, **{f"own-q-{plain.key}": "Elvestad", f"own-q-{diet.key}": "Nøtter"})
    assert "We may only keep this if you say yes" in words(unsaid)
    send(category, **{f"own-q-{plain.key}": "Elvestad", f"own-q-{diet.key}": "Nøtter", "own-consents": "on"})

    assert Answer.objects.get().value == "Elvestad"
    assert Need.objects.get().value == "Nøtter"


@pytest.mark.parametrize("number", ["-1", "0", "10000", "elleve", ""])
def test_odd_numbers_book_nothing(category, number):
    response = send(category, number=number)

    assert response.status_code == 200
    assert "Something needs a second look" in words(response)
    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    "odd", [{"voucher": "KOM\x00MUNE"}, {"shown": "9" * 5000}, {"shown": "١٢"}, {"key": "\x00"}, {"wait": "\x00"}]
)
def test_odd_values_are_no_error_of_ours(category, odd):
    assert send(category, **odd).status_code < 500


def test_odd_code_in_the_address_is_no_error_of_ours(category):
    assert Client().get(url(category.occurrence), {"voucher": "\x00"}).status_code == 200


def test_ticket_of_another_event_books_nothing(category):
    other = make_category()

    response = send(category, number="", **{f"number-{other.pk}": "1"})

    assert response.status_code == 200
    assert not Booking.objects.exists()


def test_hidden_ticket_needs_its_code(category):
    hidden = make_category(category.occurrence, name="Invitert", hidden=True)
    make_voucher(category.occurrence, categories=[hidden])
    client = Client(headers={"accept-language": "en"})

    assert "Invitert" not in words(client.get(url(category.occurrence)))
    assert "Invitert" in words(client.get(url(category.occurrence) + "?voucher=kommune"))
    assert "is not good here" in words(client.get(url(category.occurrence) + "?voucher=FEIL"))
    send(category, number="", voucher="KOMMUNE", **{f"number-{hidden.pk}": "1"})
    assert Place.objects.get().category == hidden


@pytest.mark.parametrize(
    ("audience", "said"),
    [("member", "have an agreement with us today"), ("exhibitor", "confirmed stand"), ("speaker", "have said yes")],
)
def test_who_is_not_entitled_is_told_why_and_keeps_what_was_typed(category, audience, said):
    other = make_category(category.occurrence, name="Pris", audience=audience)

    refused = send(category, number="", **{f"number-{other.pk}": "1"})

    assert refused.status_code == 409
    assert said in words(refused)
    assert 'value="Ingrid Moen"' in words(refused)
    assert not Place.objects.exists()


def test_students_are_told_to_show_it_at_the_door(client, category):
    make_category(category.occurrence, name="Student", audience="student")

    page = client.get(url(category.occurrence), headers={"accept-language": "en"})

    assert "show your student card at the door" in words(page)


def test_ticket_for_others_is_refused_where_it_stands_with_what_to_do(category):
    body = make_category(category.occurrence, name="Kommune", audience="public_body")
    one = {"number": "", f"number-{body.pk}": "1"}
    user, company = make_user(language="en"), make_organisation(kind="company")
    make_membership(user, company, role="contact")

    refused = send(category, signed_in(user), organisation=company.key, phone="99 88 77 66", **one)
    assert refused.status_code == 409
    assert "Kommune: This ticket is for municipalities and other public bodies." in words(refused)
    assert 'value="99 88 77 66"' in words(refused)

    assert send(category, organisation_name="Elvestad kommune", **one).status_code == 302


def test_terms_are_shown_and_their_version_stands_on_the_booking(category, monkeypatch):
    version = ["2027-01-05T10:30"]
    monkeypatch.setattr(terms, "_keepers", [lambda _code: TermsPage("Vilkår", "/nb/vilkar/", version[0])])

    assert 'href="/nb/vilkar/"' in words(Client().get(url(category.occurrence)))
    changed = send(category, terms_version="2026-01-01T08:00")
    assert "The terms have been changed since you opened this page." in words(changed)
    assert 'name="terms_version" value="2027-01-05T10:30"' in words(changed)
    send(category, terms_version=version[0])

    assert Booking.objects.get().terms_version == "2027-01-05T10:30"


def test_contact_person_books_for_the_organisation(category):
    contact, organisation = make_user(), make_organisation()
    make_membership(contact, organisation, role="contact")
    client = signed_in(contact)
    page = words(client.get(f"{url(category.occurrence)}?organisation={organisation.key}"))
    assert 'name="comes" id="id_comes"' in page
    assert 'id="id_comes" checked' not in page

    send(category, client, number=2, comes="", organisation=str(organisation.key))

    booking = Booking.objects.get()
    assert (booking.organisation, booking.contact, booking.places.filter(name="").count()) == (organisation, contact, 2)


def test_organisation_of_others_is_refused(category):
    client = signed_in(make_membership(make_user(), make_organisation()).user)

    response = send(category, client, organisation=str(make_organisation(name="Annen").key))

    assert response.status_code == 200
    assert not Booking.objects.exists()


def test_session_that_ended_keeps_what_was_typed(category):
    response = send(category, was_signed_in="True", phone="99 88 77 66")

    assert response.status_code == 200
    assert "You are no longer signed in" in words(response)
    assert 'value="99 88 77 66"' in words(response)
    assert not Booking.objects.exists()


def test_network_that_sends_too_often_keeps_what_was_typed(category, monkeypatch):
    monkeypatch.setitem(sign_up.LIMITS, "sign_up", "1/10m/ip")
    send(category)

    response = send(category, email="other@example.org", name="Ola Nordmann")

    assert response.status_code == 429
    assert "wait ten minutes" in words(response)
    assert "Ola Nordmann" in words(response)
    assert Booking.objects.count() == 1


def test_only_codes_that_are_no_good_are_counted(category, monkeypatch):
    monkeypatch.setitem(sign_up.LIMITS, "voucher", "1/10m/ip")
    make_voucher(category.occurrence, most_uses=9)
    for number in range(2):
        assert send(category, voucher="KOMMUNE", email=f"p{number}@example.org", name="Ola").status_code == 302

    assert send(category, voucher="GUESSED").status_code == 409
    response = send(category, voucher="KOMMUNE", name="Kari Nordmann")

    assert (response.status_code, "Kari Nordmann" in words(response)) == (429, True)
    assert Client().get(url(category.occurrence), {"voucher": "KOMMUNE"}).status_code == 429


def test_closing_while_writing_keeps_what_was_typed(category):
    occurrence = category.occurrence
    occurrence.closes_at = AT - timedelta(minutes=1)
    occurrence.save()

    assert Client().get(url(occurrence)).status_code == 410
    response = send(category)
    assert response.status_code == 409
    assert "Sign-up is closed now" in words(response)
    assert 'value="Ingrid Moen"' in words(response)


@pytest.mark.parametrize("state", ["cancelled", "postponed", "closed", "done"])
def test_event_that_is_called_off_takes_no_sign_up_and_keeps_what_was_typed(category, state):
    category.occurrence.state = state
    category.occurrence.save()

    assert Client().get(url(category.occurrence)).status_code == 410
    response = send(category)
    assert response.status_code == 409
    assert 'value="Ingrid Moen"' in words(response)
    assert not Booking.objects.exists()


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"series": "members"}])
def test_what_visitors_may_not_know_of_is_not_there(fields):
    if fields.get("series"):
        fields = {"series": make_series(members_only=True)}
    occurrence = make_occurrence(**fields)

    assert Client().get(url(occurrence)).status_code == 404
    assert Client().post(url(occurrence)).status_code == 404


def test_result_of_another_event_is_not_believed(category):
    result = send(category)["location"].partition("?")[2]
    other = make_occurrence()

    assert Client().get(f"/events/{other.uid}/signed-up/?{result}").status_code == 404
    assert Client().get(f"/events/{other.uid}/signed-up/").status_code == 404


@pytest.mark.parametrize("others", [0, 3])
def test_queries_of_the_form(category, others):
    for number in range(others):
        make_category(category.occurrence, name=f"B{number}")
        make_question(category.occurrence, text=f"Q{number}")
        order(category, somebody(number))
    client = signed_in(make_membership(make_user(), make_organisation()).user)
    client.get(url(category.occurrence))

    with count_queries() as asked:
        client.get(url(category.occurrence))

    assert len(asked) == 9, asked


@pytest.mark.parametrize("before", [0, 3])
def test_queries_of_signing_up(before):
    category = make_category(size=50)
    for number in range(before):
        order(category, somebody(number))
    client, warm = Client(), make_category(size=50)
    assert client.post(url(warm.occurrence), typed(warm)).status_code == 302
    client.get(url(category.occurrence))

    with count_queries() as asked:
        assert client.post(url(category.occurrence), typed(category)).status_code == 302

    assert len(asked) == 14, asked
    assert states(category.occurrence.bookings.get(email="ingrid@example.org", places__name="Ingrid Moen"))


def test_queries_of_what_came_of_it():
    category = make_category(price=2900)
    asked = []
    for one in (make_category(), category):
        address = send(one, **PAYER)["location"]
        Client().get(address)
        with count_queries() as queries:
            Client().get(address)
        asked.append(len(queries))

    assert asked == [1, 1]
