"""Who may reach what of invoices."""

from typing import Any

from events.invoicing.domain.credits import credit_whole
from events.invoicing.domain.invoices import invoice_booking
from events.invoicing.models import InvoiceRun
from tests.factories.events import AT, make_booking
from tests.factories.invoicing import make_invoice, make_payer, make_priced, make_priced_places, pay

from ..saying import COORDINATORS, Line, line

LINES: tuple[Line, ...] = (
    line(COORDINATORS, "/admin/invoices/*", why="Invoicing, crediting, and writing down what is paid."),
)
# As VALUES in ../world.py: what to put into these addresses.
VALUES: list[tuple[str, dict[str, Any]]] = [
    ("/bookings/<str:token>/invoices/*", {"key": lambda world: world.booked_invoice.key}),
    ("/organisation/<uuid:key>/invoices/*", {"paper": lambda world: world.invoice.key}),
    (
        "/admin/invoices/event/*",
        {
            "pk": lambda world: world.invoice.occurrence_id,
            "booking": lambda world: world.invoice.booking_id,
            "run": lambda world: world.invoice_run.pk,
            "invoiced": lambda world: world.invoice.lines.get().places.first().pk,
        },
    ),
    (
        "/admin/invoices/*",
        {
            "invoice": lambda world: world.invoice.pk,
            "payment": lambda world: world.payment.pk,
            "note": lambda world: world.credit_note.pk,
        },
    ),
]


def furnish(world: Any) -> None:
    """An invoice of the organisation, with a payment, a credit note and a run; and one of somebody's booking."""
    category = make_priced()
    booking = make_booking(category.occurrence, organisation=world.here)
    world.invoice = make_invoice(
        category, 2, booking=booking, payer={"name": "Skogdal kommune", "number": "974760673", "reference": "Kari N"}
    )
    world.payment = pay(world.invoice, "1250")
    world.credit_note = credit_whole(invoice=world.invoice, reason="", by=None, at=AT)
    world.invoice_run = InvoiceRun.objects.create(
        occurrence=category.occurrence, state="finished", started_at=AT, moved_at=AT
    )
    make_payer(world.coming_booking)
    place = make_priced_places(make_priced(occurrence=world.coming_booking.occurrence), booking=world.coming_booking)[0]
    world.booked_invoice = invoice_booking(booking=place.booking, by=None, at=AT)
