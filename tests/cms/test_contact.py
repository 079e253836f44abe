"""The contact form: what is written arrives, gets a receipt, and cannot be made into something else."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import RequestFactory
from wagtail.models import Site

from cms.contact import MESSAGES_AN_HOUR, forget_senders, sender_mark
from cms.mail.domain.outbox import send
from cms.mail.models import OutboxMessage
from cms.models import CentreSettings, ContactMessage, ContactPage
from tests.factories.pages import below, make_home, translate

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TYPED = {
    "name": "Kari O'Neill & sønn",
    "email": "kari@example.org",
    "subject": "Kurs for <b>vertskommuner</b>",
    "message": "Hei!\n\nHar dere plass til 12 & en til?",
}


@pytest.fixture
def page():
    return below(make_home(), ContactPage(title="Kontakt", slug="kontakt", thanks="<p>Vi svarer innen to dager.</p>"))


@pytest.fixture
def centre():
    settings = CentreSettings.for_site(Site.objects.get())
    settings.name, settings.email = "Beredskapsskolen", "post@beredskapsskolen.example"
    settings.save()


def write(client, page, *, address="192.0.2.1", **values):
    return client.post(page.url, TYPED | values, REMOTE_ADDR=address)


def kept_in(response):
    """What the form shows again."""
    return {name: response.context["form"][name].value() for name in TYPED}


def test_message_is_kept_with_a_receipt(client, page):
    with time_machine.travel(AT, tick=False):
        response = write(client, page)

    message = ContactMessage.objects.get()
    assert {name: getattr(message, name) for name in TYPED} == TYPED
    assert (message.language, message.sent_at, len(message.reference)) == ("nb", AT, 12)
    assert (response.status_code, response.url) == (302, f"/nb/kontakt/?sent={message.reference}")
    landing = client.get(response.url).content.decode()
    assert message.reference in landing
    assert "Vi svarer innen to dager." in landing
    assert "<form method" not in landing.split("<main")[1]


def test_receipt_goes_to_the_sender_and_the_message_to_the_centre(client, page, centre):
    write(client, page)

    receipt, received = OutboxMessage.objects.order_by("pk")
    reference = ContactMessage.objects.get().reference
    assert (receipt.to_address, receipt.kind) == ("kari@example.org", "cms/mail/contact_receipt")
    assert (received.to_address, received.kind) == ("post@beredskapsskolen.example", "cms/mail/contact_received")
    assert {receipt.idempotency_key, received.idempotency_key} == {
        f"cms/mail/contact_receipt:{reference}",
        f"cms/mail/contact_received:{reference}",
    }
    for words in TYPED.values():
        assert words in received.text
    assert "&lt;b&gt;vertskommuner" in received.html
    assert "<b>vertskommuner" not in received.html


def test_receipt_repeats_nothing_that_a_stranger_wrote(client, page, centre):
    """Anybody can type anybody's address: the receipt must not carry their words to them."""
    words = {name: f"SKRIK-{name}" for name in ("name", "subject", "message")}

    write(client, page, **words)

    receipt = OutboxMessage.objects.get(kind="cms/mail/contact_receipt")
    assert "SKRIK" not in f"{receipt.subject}{receipt.text}{receipt.html}"
    assert ContactMessage.objects.get().reference in receipt.text


def test_marks_of_senders_are_forgotten_after_a_day(client, page):
    with time_machine.travel(AT, tick=False):
        write(client, page)

    assert forget_senders(at=AT + timedelta(days=1)) == 0
    assert forget_senders(at=AT + timedelta(days=1, seconds=1)) == 1
    assert forget_senders(at=AT + timedelta(days=2)) == 0
    assert ContactMessage.objects.get().sender_mark == ""


def test_without_a_centre_address_only_the_receipt_is_written(client, page):
    write(client, page)

    assert [mail.to_address for mail in OutboxMessage.objects.all()] == ["kari@example.org"]


@pytest.mark.parametrize(
    "values",
    [
        {"email": "kari"},
        {"email": ""},
        {"email": "kari@example.org\nBcc: alle@example.org"},
        {"email": "kari@example.org, alle@example.org"},
        {"name": ""},
        {"name": "å" * 201},
        {"subject": ""},
        {"subject": "å" * 201},
        {"message": ""},
        {"message": "å" * 5001},
        {"message": "null\x00byte"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, page, values):
    response = write(client, page, **values)

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == values.keys()
    assert kept_in(response) == TYPED | values
    assert not ContactMessage.objects.exists()
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    "subject",
    ["Hei\nBcc: alle@example.org", "Hei\r\nBcc: alle@example.org\r\n\r\nTekst", "Hei\u2028Bcc: x", "Hei\x0bx"],
)
def test_subject_cannot_write_headers(client, page, centre, mailoutbox, subject):
    write(client, page, subject=subject)

    for mail in OutboxMessage.objects.all():
        assert len(mail.subject.splitlines()) == 1
        assert send(message_id=mail.pk, at=mail.due_at)
    assert [message.bcc for message in mailoutbox] == [[], []]
    assert all(message.message()["Bcc"] is None for message in mailoutbox)


def test_hidden_field_stops_those_who_see_it(client, page):
    response = write(client, page, website="https://evil.example")

    assert response.status_code == 200
    assert not ContactMessage.objects.exists()
    assert kept_in(response) == TYPED


def test_hidden_field_is_hidden_and_empty(client, page):
    html = client.get(page.url).content.decode()

    assert '<input type="hidden" name="website"' in html


def test_sender_may_write_so_often_an_hour_and_then_loses_nothing_typed(client, page):
    with time_machine.travel(AT, tick=False):
        for _ in range(MESSAGES_AN_HOUR):
            assert write(client, page).status_code == 302
        refused = write(client, page)

        assert (refused.status_code, kept_in(refused)) == (429, TYPED)
        assert len(refused.context["form"].non_field_errors()) == 1
        assert write(client, page, address="192.0.2.2").status_code == 302

    with time_machine.travel(AT + timedelta(hours=1), tick=False):
        assert write(client, page).status_code == 302
    assert ContactMessage.objects.count() == MESSAGES_AN_HOUR + 2


def test_sender_is_remembered_by_a_mark_that_tells_nothing():
    first, same, other = (
        sender_mark(RequestFactory().get("/", REMOTE_ADDR=address))
        for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2")
    )

    assert first == same != other
    assert (len(first), "192" in first) == (64, False)


@pytest.mark.parametrize("sent", ["", "AAAAAAAAAAAA", "' OR 1=1 --", "\x00", "å" * 500, "%"])
def test_made_up_reference_shows_the_form(client, page, sent):
    write(client, page)

    response = client.get(page.url, {"sent": sent})

    assert (response.status_code, response.context["receipt"]) == (200, None)
    assert "kari@example.org" not in response.content.decode()


def test_receipt_is_in_the_language_of_the_page(client, page):
    swedish = translate(page, "sv")

    write(client, swedish)

    assert ContactMessage.objects.get().language == "sv"
    assert OutboxMessage.objects.get().language == "sv"


def test_broken_bytes_are_answered(client, page):
    response = client.post(
        page.url, b"name=%FF%FE&email=%C3%28&subject=x&message=%80", "application/x-www-form-urlencoded"
    )

    assert response.status_code in {200, 400}
    assert not ContactMessage.objects.exists()
