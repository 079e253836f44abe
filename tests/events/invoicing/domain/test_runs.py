"""All of an occurrence invoiced, by a worker that may be lost."""

from datetime import timedelta

import pytest

from cms import clock
from cms.long_work import MAX_ATTEMPTS
from events.invoicing.domain.invoices import NothingToInvoice, invoice_booking
from events.invoicing.domain.proposals import mark_of_proposals, proposals_of
from events.invoicing.domain.runs import AlreadyRunning, advance_run, stale_runs, start_run
from events.invoicing.domain.shown import ChangedSinceShown
from events.invoicing.models import Invoice, InvoiceRun
from events.invoicing.queries import run_progress
from events.invoicing.seller import SellerIncomplete
from tests.factories.events import AT, make_booking
from tests.factories.invoicing import make_priced, make_priced_places, make_seller
from tests.factories.people import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    make_seller()
    category = make_priced()
    for number in (1, 3):
        make_priced_places(category, number)
    return category


def start(category):
    shown = mark_of_proposals(proposals_of(category.occurrence))
    return start_run(occurrence=category.occurrence, shown=shown, by=None, at=AT)


def test_each_booking_gets_one_invoice(category):
    run = start(category)

    assert not advance_run(run_id=run.pk, at=AT)
    assert not advance_run(run_id=run.pk, at=AT)

    run.refresh_from_db()
    assert (run.state, Invoice.objects.count()) == ("finished", 2)
    assert sorted(Invoice.objects.values_list("number", flat=True)) == [1, 2]


def test_one_who_cannot_be_invoiced_stops_nobody(category):
    municipality = make_organisation(kind="municipality")
    booking = make_booking(category.occurrence, organisation=municipality)
    make_priced_places(category, booking=booking)

    run = start(category)
    advance_run(run_id=run.pk, at=AT)

    progress = run_progress(run)
    assert (progress.total, progress.invoiced, progress.refused) == (3, 2, 1)
    assert run.lines.get(booking=booking).problem == "payer"


def test_booking_invoiced_meanwhile_is_not_invoiced_again(category):
    run = start(category)
    invoice_booking(booking=run.lines.first().booking, by=None, at=AT)

    advance_run(run_id=run.pk, at=AT)

    assert Invoice.objects.count() == 2
    assert run.lines.first().problem == "nothing"


def test_booking_that_grew_since_it_was_shown_is_left_to_be_looked_at(category):
    run = start(category)
    grown = run.lines.first()
    make_priced_places(category, booking=grown.booking)

    advance_run(run_id=run.pk, at=AT)

    grown.refresh_from_db()
    assert (grown.invoice, grown.problem, Invoice.objects.count()) == (None, "changed", 1)


def test_run_of_what_was_not_shown_is_refused(category):
    shown = mark_of_proposals(proposals_of(category.occurrence))
    make_priced_places(category)

    with pytest.raises(ChangedSinceShown):
        start_run(occurrence=category.occurrence, shown=shown, by=None, at=AT)


def test_two_runs_at_a_time_are_refused(category):
    start(category)

    with pytest.raises(AlreadyRunning):
        start(category)


def test_nothing_left_is_no_run(category):
    advance_run(run_id=start(category).pk, at=AT)

    with pytest.raises(NothingToInvoice):
        start(category)


def test_no_run_while_the_seller_is_incomplete(category):
    make_seller(name="")

    with pytest.raises(SellerIncomplete):
        start(category)


def test_run_whose_worker_was_lost_goes_on_and_is_given_up_in_the_end(category):
    run, later = start(category), clock.now() + timedelta(minutes=5)
    InvoiceRun.objects.update(attempts=1)
    assert stale_runs(at=later) == [run.pk]

    InvoiceRun.objects.update(attempts=MAX_ATTEMPTS)
    advance_run(run_id=run.pk, at=later)

    run.refresh_from_db()
    assert (run.state, Invoice.objects.count()) == ("failed", 0)
