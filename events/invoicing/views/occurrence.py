"""The money of one occurrence: what is to be invoiced, what to be credited, and the runs that do it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from cms import clock
from events.desk.views.base import FormPage, OfOccurrence
from events.domain.bookings import InvoiceDetailsMissing
from events.models import Booking
from events.money import currency_of

from ..domain.accounting import set_accounting
from ..domain.credits import keep_charge
from ..domain.payers import change_payer, suggested
from ..forms import AccountingForm, PayerDetailsForm
from ..models import InvoicedPlace, InvoiceRun, Payer, SeriesAccount
from ..presenters import figures
from ..queries import bookings_to_invoice, bookings_with, credited_before, money_of, places_to_credit, waived_places
from ..seller import invoice_settings, missing_of, settings_url
from ..words import money
from .base import try_verb

A_PAGE = 50
MOST_PROPOSALS = 200


class OfMoney(OfOccurrence):
    header_icon = "doc-full"

    def way(self) -> list[dict[str, Any]]:
        return [*super().way(), {"url": self.money_url, "label": _("Money")}]

    @property
    def money_url(self) -> str:
        return reverse("invoices_admin:money", args=[self.occurrence.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "back": self.money_url}


class MoneyView(OfMoney, TemplateView):
    """A constant number of queries, however many bookings."""

    http_method_names = ["get", "head", "options"]
    template_name = "invoicing/money.html"
    page_title = _("Money")

    def way(self) -> list[dict[str, Any]]:
        return super().way()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = money_of(self.occurrence, on=clock.local_date(self.at))
        waiting = bookings_to_invoice(self.occurrence).select_related("payer", "organisation").order_by("pk")
        waived = bookings_with(waived_places(self.occurrence)).select_related("payer", "organisation").order_by("pk")
        page = Paginator(waiting, A_PAGE).get_page(self.request.GET.get("p"))
        proposals = places_to_credit(self.occurrence).select_related("line__invoice", "place__booking").order_by("pk")
        return {
            **super().get_context_data(**kwargs),
            "money": found,
            "figures": figures(found, self.occurrence),
            "page_obj": page,
            "rows": self._rows(page),
            "waived": self._rows(waived[:MOST_PROPOSALS]),
            "proposals": list(proposals[:MOST_PROPOSALS]),
            "run": InvoiceRun.objects.filter(occurrence=self.occurrence).first(),
            "missing": missing_of(invoice_settings()),
            "settings_url": settings_url(),
            "back": self.page_url,
        }

    def _rows(self, bookings: Iterable[Any]) -> list[dict[str, Any]]:
        found = list(bookings)
        before = credited_before(found)
        return [{**self._row(booking), "credited": before.get(booking.pk, ())} for booking in found]

    def _row(self, booking: Any) -> dict[str, Any]:
        payer = getattr(booking, "payer", None)
        known = booking.organisation.name if booking.organisation else booking.organisation_name or booking.name
        return {
            "booking": booking,
            "payer": payer.name if payer else known,
            "is_known": payer is not None,
            "sum": money(booking.sum, currency_of(self.occurrence)),
        }


class OfBooking(OfMoney):
    booking: Booking

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        rows = Booking.objects.select_related("occurrence__series", "organisation", "payer")
        self.booking = get_object_or_404(rows, pk=kwargs["booking"], occurrence=self.occurrence)


class PayerView(OfBooking, FormPage):
    form_class = PayerDetailsForm
    page_title = _("Who pays")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": getattr(self.booking, "payer", None) or self._suggested()}

    def _suggested(self) -> Payer:
        places = list(self.booking.places.select_related("category"))
        return Payer(**vars(suggested(self.booking, places, {})))

    def form_valid(self, form: PayerDetailsForm) -> HttpResponse:
        try:
            change_payer(booking=self.booking, details=form.details, by=self.request.user, at=self.at)
        except InvoiceDetailsMissing as error:
            for field, words in error.fields.items():
                form.add_error(field, words)
            return self.form_invalid(form)
        success(self.request, _now("It is saved who pays."))
        return redirect(self.money_url)


class KeepChargeView(OfMoney, View):
    """The place was given back, and is paid all the same."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, invoiced: int, **kwargs: Any) -> HttpResponse:
        rows = InvoicedPlace.objects.select_related("line__invoice")
        found = get_object_or_404(rows, pk=invoiced, place__occurrence=self.occurrence)
        reason = request.POST.get("reason", "").replace("\x00", "")
        what = {"invoiced": found, "reason": reason, "by": request.user, "at": self.at}
        try_verb(request, keep_charge, _now("It is paid all the same."), **what)
        return redirect(self.money_url)


class AccountingView(OfMoney, FormPage):
    """Where the accounts count the whole series."""

    form_class = AccountingForm
    page_title = _("Accounting of the series")

    def get_initial(self) -> dict[str, Any]:
        found = SeriesAccount.objects.filter(series=self.occurrence.series).first()
        return {"account": found.account, "dimension": found.dimension} if found else {}

    def form_valid(self, form: AccountingForm) -> HttpResponse:
        set_accounting(series=self.occurrence.series, **form.cleaned_data, by=self.request.user, at=self.at)
        success(self.request, _now("The accounting is saved. It goes for invoices from now on."))
        return redirect(self.money_url)
