"""Who pays sees their invoices, and nobody else's."""

import uuid

import pytest
from django.core.files.storage import storages

from events.invoicing.domain.credits import credit_whole
from events.invoicing.domain.papers import keep_paper
from events.models import Booking
from events.place_links import booking_path
from tests.factories.events import AT, make_booking
from tests.factories.invoicing import NUMBER, WRONG_NUMBER, make_invoice, make_priced
from tests.factories.people import make_membership, make_organisation, make_user
from tests.learning.views.desk import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "in_english")]


def words(response):
    return " ".join(response.content.decode().split())


def make_own(**fields):
    """A booking whose link works."""
    from events.codes import token_hash, token_of

    category = make_priced()
    booking = make_booking(category.occurrence, **fields)
    booking.token_hash = token_hash(token_of(booking))
    booking.save()
    return make_invoice(category, booking=booking)


def test_booker_sees_the_invoice_and_its_state(guest):
    invoice = make_own()

    said = words(guest.get(booking_path(invoice.booking)))

    assert f"Invoice {invoice.shown_number} (PDF)" in said
    assert "NOK 1,250.00 is left to pay by" in said
    assert guest.get(booking_path(invoice.booking, "booking_invoice", invoice.key)).content.startswith(b"%PDF")


def test_credit_note_opens_too(guest):
    invoice = make_own()
    note = credit_whole(invoice=invoice, reason="", by=None, at=AT)

    assert note.shown_number in words(guest.get(booking_path(invoice.booking)))
    assert guest.get(booking_path(invoice.booking, "booking_invoice", note.key)).content.startswith(b"%PDF")


def test_papers_of_another_booking_are_not_found(guest):
    mine, other = make_own(), make_own()
    note = credit_whole(invoice=other, reason="", by=None, at=AT)

    for key in (other.key, note.key, uuid.uuid4()):
        assert guest.get(booking_path(mine.booking, "booking_invoice", key)).status_code == 404
    assert guest.get(f"/bookings/wrong/invoices/{mine.key}/").status_code == 404


def test_contact_person_sees_the_invoices_of_the_organisation_and_of_no_other():
    ours, theirs = (make_organisation(name, kind="company") for name in ("Elvestad", "Nordvik"))
    mine, other = (make_own(organisation=one) for one in (ours, theirs))
    contact = make_user("Kari Brekke", language="en")
    make_membership(contact, ours, role="contact")
    client = signed_in(contact)

    said = words(client.get(f"/organisation/{ours.key}/"))
    assert (mine.shown_number in said, other.shown_number in said) == (True, False)
    assert client.get(f"/organisation/{ours.key}/invoices/{mine.key}/").content.startswith(b"%PDF")
    assert client.get(f"/organisation/{ours.key}/invoices/{other.key}/").status_code == 404
    assert client.get(f"/organisation/{theirs.key}/invoices/{other.key}/").status_code == 404


def sign_up(category, guest, **payer):
    typed = {
        "key": str(uuid.uuid4()),
        "shown": "0",
        f"number-{category.pk}": "1",
        "name": "Ingrid Moen",
        "email": "ingrid@example.org",
        "organisation_name": "Elvestad kommune",
        "comes": "on",
        "names": "later",
        "terms": "on",
        **{f"payer-{name}": value for name, value in payer.items()},
    }
    return guest.post(f"/events/{category.occurrence.uid}/sign-up/", typed)


@pytest.mark.parametrize(
    ("number", "reference"), [("", "Kari N"), (WRONG_NUMBER, "Kari N"), (NUMBER, "")], ids=["none", "wrong", "no ref"]
)
def test_public_body_is_told_what_is_missing_and_loses_nothing(guest, number, reference):
    category = make_priced(audience="public_body")

    answer = sign_up(category, guest, number=number, reference=reference, address="Torget 1")

    assert answer.status_code in {200, 409, 422}
    assert ("Torget 1" in words(answer), "Ingrid Moen" in words(answer)) == (True, True)
    assert 'aria-invalid="true"' in words(answer)
    assert not Booking.objects.exists()


def test_signing_up_keeps_who_pays_whatever_price_is_sent(guest):
    category = make_priced(audience="public_body")

    answer = sign_up(category, guest, number=NUMBER, reference="Kari N", price="1")

    assert answer.status_code == 302
    booking = Booking.objects.get()
    assert (booking.payer.name, booking.payer.number) == ("Elvestad kommune", NUMBER)
    assert booking.places.get().price == 1000


@pytest.mark.parametrize("credited", [False, True])
def test_a_paper_that_cannot_be_read_is_said_in_words_and_served_to_nobody(guest, credited):
    paper = invoice = make_own()
    if credited:
        paper = credit_whole(invoice=invoice, reason="", by=None, at=AT)
    kept = keep_paper(paper=paper, at=AT)
    with storages["private"].open(kept.file_name, "wb") as opened:
        opened.write(b"%PDF of somebody else")

    response = guest.get(booking_path(invoice.booking, "booking_invoice", paper.key))

    assert response.status_code == 503
    assert f"{paper.shown_number} cannot be shown just now" in response.content.decode()
    assert b"%PDF" not in response.content
