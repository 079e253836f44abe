"""A paper that was issued stays what it was, whatever becomes of its layout."""

import io
import shutil
from datetime import timedelta

import pypdf
import pytest
from django.core.files.storage import storages

from cms.privacy.answers import Subject
from cms.privacy.domain.retention import apply_one
from events.invoicing import documents
from events.invoicing.domain.credits import credit_whole
from events.invoicing.domain.papers import PaperDamaged, content_of, keep_paper, kept_of, papers_not_kept
from events.invoicing.models import IssuedPaper
from events.invoicing.privacy import papers_for
from events.invoicing.tasks import keep, keep_papers
from learning.models.immutable import Unchangeable
from tests.factories.events import AT, make_booking
from tests.factories.invoicing import NUMBER, make_invoice, make_priced, make_seller
from tests.factories.people import make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db
YEARS = timedelta(days=6 * 366 + 1)


def bytes_of(paper):
    return content_of(paper=paper, at=AT)


def text_of(pdf):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


@pytest.fixture
def new_layout(monkeypatch, tmp_path):
    """A designer has been there."""

    def come():
        layout = tmp_path / "invoice.typ"
        shutil.copy(documents.LAYOUT, layout)
        layout.write_text(layout.read_text() + "\nNytt utseende\n")
        monkeypatch.setattr(documents, "LAYOUT", layout)

    return come


def test_layout_and_seller_of_later_change_no_issued_paper(new_layout):
    invoice = make_invoice()
    note = credit_whole(invoice=invoice, reason="Feil mottaker", by=None, at=AT)
    before = [bytes_of(paper) for paper in (invoice, note)]

    new_layout()
    make_seller(name="Et annet navn", takes_kid=True)

    assert [bytes_of(paper) for paper in (invoice, note)] == before
    assert "Nytt utseende" in text_of(bytes_of(make_invoice()))


def test_paper_is_kept_once_it_is_issued(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as later:
        invoice = make_invoice()
        note = credit_whole(invoice=invoice, reason="", by=None, at=AT)

    assert sum("keep_later" in callback.__qualname__ for callback in later) == 2
    assert [keep("invoice", invoice.pk), keep("credit", note.pk), keep("invoice", 0)] == [True, True, False]
    assert IssuedPaper.objects.count() == 2
    assert papers_not_kept() == []


def test_lost_message_is_made_up_for():
    invoice = make_invoice()

    assert papers_not_kept() == [("invoice", invoice.pk)]
    assert keep_papers() == 1


def test_paper_is_drawn_once():
    invoice = make_invoice()

    assert keep_paper(paper=invoice, at=AT) == keep_paper(paper=invoice, at=AT + timedelta(days=1))
    with pytest.raises(Unchangeable):
        kept_of(invoice).delete()


@pytest.mark.django_db(transaction=True)
def test_two_who_draw_at_once_keep_one(monkeypatch):
    """Where neither the message nor the mail was first."""
    monkeypatch.setattr(keep, "delay", lambda *_lost: None)
    category = make_priced()
    invoice = make_invoice(category, booking=make_booking(category.occurrence, email=""))

    first, second = at_once(*[lambda: bytes_of(invoice)] * 2, meet_before='INSERT INTO "invoicing_issuedpaper"')

    assert first == second
    there = [name for name in storages["private"].listdir("invoices")[1] if name.startswith(invoice.key.hex)]
    assert there == [kept_of(invoice).file_name.removeprefix("invoices/")]


def test_what_is_not_what_was_issued_is_not_served():
    invoice = make_invoice()
    kept = keep_paper(paper=invoice, at=AT)
    with storages["private"].open(kept.file_name, "wb") as opened:
        opened.write(b"%PDF of somebody else")

    with pytest.raises(PaperDamaged):
        bytes_of(invoice)


def private_invoice():
    category, user = make_priced(), make_user("Åse Ødegård", email="ase@example.org")
    booking = make_booking(category.occurrence, contact=user)
    return user, make_invoice(category, booking=booking, payer={"name": "Åse Ødegård", "email": "ase@example.org"})


def test_person_gets_their_papers():
    user, invoice = private_invoice()
    note = credit_whole(invoice=invoice, reason="", by=None, at=AT)
    keep_paper(paper=make_invoice(), at=AT)
    expected = {f"invoices/{paper.shown_number}.pdf": bytes_of(paper) for paper in (invoice, note)}

    assert {file.name: file.read() for file in papers_for(Subject.of(user))} == expected


def test_paper_of_a_private_person_goes_with_their_name(django_capture_on_commit_callbacks):
    _user, invoice = private_invoice()
    company = make_invoice(payer={"number": NUMBER})
    names = [keep_paper(paper=paper, at=AT).file_name for paper in (invoice, company)]

    with django_capture_on_commit_callbacks(execute=True):
        apply_one("invoicing.recipients", at=AT + YEARS)

    assert [storages["private"].exists(name) for name in names] == [False, True]
    invoice.refresh_from_db()
    assert "Ødegård" not in text_of(bytes_of(invoice))
    assert papers_not_kept() == []
