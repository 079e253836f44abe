"""Issuing invoices of an occurrence: the page before, the step itself, and how far a run has come.

What is issued never changes, so nobody issues what they have not seen: the page carries the mark of what it shows.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView

from events.money import currency_of

from ..amounts import total
from ..domain.invoices import invoice_booking
from ..domain.proposals import Proposal, mark_of_proposals, proposals_of
from ..domain.runs import start_run
from ..models import Invoice, InvoiceRun
from ..queries import credited_before, run_progress
from ..seller import invoice_settings, missing_of, settings_url
from ..words import money
from .base import try_verb
from .occurrence import MOST_PROPOSALS, OfBooking, OfMoney


class Before(OfMoney, TemplateView):
    """How many invoices, to whom, and what each comes to. Nothing is issued by looking."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "invoicing/before.html"

    def proposals(self) -> list[Proposal]:
        return proposals_of(self.occurrence)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, currency = self.proposals(), currency_of(self.occurrence)
        good = [one for one in found if not one.problem]
        return {
            **super().get_context_data(**kwargs),
            "rows": self._rows(found, currency),
            "number": len(good),
            "sum": money(total(one.amounts for one in good).gross, currency),
            "shown": self.mark(found),
            "missing": missing_of(invoice_settings()),
            "settings_url": settings_url(),
        }

    def _rows(self, found: list[Proposal], currency: str) -> list[dict[str, Any]]:
        before = credited_before(one.booking for one in found)
        return [
            {"proposal": one, "sum": money(one.amounts.gross, currency), "credited": before.get(one.booking.pk, ())}
            for one in found
        ]

    def mark(self, found: list[Proposal]) -> str:
        return mark_of_proposals(found)


class InvoiceAllView(Before):
    page_title = _("Invoice all")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        said, shown = _now("Invoices are being issued."), request.POST.get("shown", "")
        what = {"occurrence": self.occurrence, "shown": shown, "by": request.user, "at": self.at}
        if run := try_verb(request, start_run, said, **what):
            return redirect("invoices_admin:run", pk=self.occurrence.pk, run=run.pk)
        return redirect(request.path)


class InvoiceBookingView(OfBooking, Before):
    """With `?waived` also what was credited as not to be paid: somebody has thought again."""

    page_title = pgettext_lazy("button", "Invoice")

    @property
    def waived(self) -> bool:
        return "waived" in self.request.GET

    def proposals(self) -> list[Proposal]:
        return proposals_of(self.occurrence, booking=self.booking, waived=self.waived)

    def mark(self, found: list[Proposal]) -> str:
        return found[0].mark if found else ""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        shown = request.POST.get("shown", "")
        what = {"booking": self.booking, "shown": shown, "waived": self.waived, "by": request.user, "at": self.at}
        if made := try_verb(request, invoice_booking, _issued, **what):
            return redirect("invoices_admin:invoice", invoice=made.pk)
        return redirect(request.get_full_path())


def _issued(invoice: Invoice) -> str:
    if invoice.recipient_email:
        return _now("The invoice is issued and sent.")
    return _now("The invoice is issued. No e-mail is known for it: print the PDF and send it by post.")


class RunView(OfMoney, TemplateView):
    """How far a run has come, what it has issued, and why bookings got no invoice."""

    http_method_names = ["get", "head", "options"]
    template_name = "invoicing/run.html"
    page_title = _("Invoicing all")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = get_object_or_404(InvoiceRun, pk=kwargs["run"], occurrence=self.occurrence)
        issued = run.lines.filter(invoice__isnull=False).select_related("invoice").order_by("pk")
        refused = run.lines.exclude(problem="").select_related("booking").order_by("pk")
        return {
            **super().get_context_data(**kwargs),
            "run": run,
            "progress": run_progress(run),
            "issued": list(issued[:MOST_PROPOSALS]),
            "refused": list(refused[:MOST_PROPOSALS]),
        }
