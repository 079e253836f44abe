"""One invoice: how it stands, and what staff do with it."""

from typing import Any

from django.contrib.messages import error, success
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView, View

from cms import audit, clock
from events.desk.views.base import FormPage

from .. import mails
from ..domain.credits import credit, credited_quantities
from ..domain.payments import register_payment, register_refund, take_back_payment
from ..forms import CreditForm, PaymentForm, RefundForm
from ..models import CreditNote, InvoiceLine, Payment
from ..queries import proposed_quantities
from ..refusals import KNOWN, NO_ADDRESS, in_words
from ..reminding import remind
from .base import OfInvoice, paper_response, try_verb


class InvoicePage(OfInvoice, TemplateView):
    http_method_names = ["get", "head", "options"]
    template_name = "invoicing/invoice.html"

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.page_title = _now("Invoice %(number)s") % {"number": self.invoice.shown_number}

    def way(self) -> list[dict[str, Any]]:
        return super().way()[:1]

    def get_page_subtitle(self) -> str:
        return self.invoice.recipient_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        payments: QuerySet[Payment] = self.invoice.payments.select_related("by", "taken_back_by")
        return {
            **super().get_context_data(**kwargs),
            "lines": list(self.invoice.lines.all()),
            "notes": list(self.invoice.credit_notes.order_by("pk")),
            "payments": list(payments),
            "refunds": list(self.invoice.refunds.all()),
            "reminders": list(self.invoice.reminders.all()),
        }


class InvoicePdfView(OfInvoice, View):
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return paper_response(request, self.invoice, at=self.at)


class CreditNotePdfView(OfInvoice, View):
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, note: int, **kwargs: Any) -> HttpResponse:
        found = get_object_or_404(CreditNote.objects.select_related("invoice"), pk=note, invoice=self.invoice)
        return paper_response(request, found, at=self.at)


class PaymentView(OfInvoice, FormPage):
    form_class = PaymentForm
    page_title = pgettext_lazy("button", "Register a payment")
    verb_words = _("Register")

    def get_initial(self) -> dict[str, Any]:
        return {"amount": max(self.row.balance.left, 0) or None, "on": clock.local_date(self.at)}

    def form_valid(self, form: PaymentForm) -> HttpResponse:
        try:
            register_payment(invoice=self.invoice, money=form.money, by=self.request.user, at=self.at)
        except KNOWN as refused:
            return self.refuse(form, *in_words(refused))
        success(self.request, _now("The payment is registered."))
        return redirect(self.page_url)


class RefundView(OfInvoice, FormPage):
    form_class = RefundForm
    page_title = _("Register that money was paid back")
    verb_words = _("Register")

    def get_initial(self) -> dict[str, Any]:
        return {"amount": max(-self.row.balance.left, 0) or None, "on": clock.local_date(self.at)}

    def form_valid(self, form: RefundForm) -> HttpResponse:
        try:
            register_refund(invoice=self.invoice, money=form.money, by=self.request.user, at=self.at)
        except KNOWN as refused:
            return self.refuse(form, *in_words(refused))
        success(self.request, _now("It is registered that money was paid back."))
        return redirect(self.page_url)


class TakeBackView(OfInvoice, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, payment: int, **kwargs: Any) -> HttpResponse:
        found = get_object_or_404(Payment.objects.select_related("invoice"), pk=payment, invoice=self.invoice)
        note = request.POST.get("note", "").replace("\x00", "")
        what = {"payment": found, "note": note, "by": self.request.user, "at": self.at}
        try_verb(request, take_back_payment, _now("The payment is taken back."), **what)
        return redirect(self.page_url)


class CreditView(OfInvoice, FormPage):
    """What was given back is proposed; staff decide."""

    form_class = CreditForm
    page_title = pgettext_lazy("button", "Credit")
    verb_words = _("Issue the credit note")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lines": self._lines()}

    def _lines(self) -> list[tuple[InvoiceLine, int, int]]:
        lines = list(self.invoice.lines.all())
        before = credited_quantities(line.pk for line in lines)
        proposed = proposed_quantities(self.invoice)
        return [(line, line.quantity - before.get(line.pk, 0), proposed.get(line.pk, 0)) for line in lines]

    def form_valid(self, form: CreditForm) -> HttpResponse:
        cleaned = form.cleaned_data
        about = {"reason": cleaned["reason"], "waives": form.waives, "key": cleaned["key"]}
        try:
            note = credit(invoice=self.invoice, parts=form.parts, **about, by=self.request.user, at=self.at)
        except KNOWN as refused:
            field, words = in_words(refused)
            return self.refuse(form, field if field in form.fields else None, words)
        success(self.request, _now("Credit note %(number)s is issued.") % {"number": note.shown_number})
        return redirect(self.page_url)


class StepView(OfInvoice, View):
    """A button: remind now, or send the mail once more."""

    http_method_names = ["post"]
    what = ""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.what == "remind":
            who = {"by": self.request.user, "at": self.at}
            try_verb(request, remind, _now("A reminder is sent."), invoice=self.invoice, **who)
        else:
            self._send_again()
        return redirect(self.page_url)

    def _send_again(self) -> None:
        if mails.invoice_issued(self.invoice, at=self.at, again=True) is None:
            error(self.request, NO_ADDRESS)
            return
        audit.record(self.invoice, action="invoicing.send_again", by=self.request.user, at=self.at)
        success(self.request, _now("The invoice is sent once more."))
