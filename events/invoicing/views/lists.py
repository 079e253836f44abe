"""All invoices there are, the newest first."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cms import clock
from events.desk.views.base import OfEvents

from ..balances import in_state, with_balance
from ..enums import InvoiceState
from ..forms import PeriodForm
from ..kid import WrongKid
from ..models import Invoice
from ..presenters import rows_of
from ..queries import credited_by, numbered
from ..seller import invoice_settings, missing_of, settings_url

A_PAGE = 50


@dataclass(frozen=True)
class Filters:
    state: str = ""
    text: str = ""
    event: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        """Whatever an address says; what makes no sense is left out."""
        state, event = query.get("state", ""), query.get("event", "")
        return cls(
            state if state in InvoiceState.values else "",
            query.get("text", "").replace("\x00", "").strip()[:100],
            event if event.isascii() and event.isdigit() and len(event) < 10 else "",
        )

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in vars(self).items() if value})

    def rows(self, on: date) -> QuerySet[Invoice]:
        found = with_balance(Invoice.objects.select_related("occurrence__series"))
        if self.event:
            found = found.filter(occurrence=int(self.event))
        if self.state:
            found = in_state(found, self.state, on=on)
        if self.text:
            found = found.filter(self._fits())
        return found.order_by("-year", "-number")

    def _fits(self) -> Q:
        """Its number or that of its credit note, its KID, or something of the recipient or the booking."""
        fits = Q(recipient_name__icontains=self.text) | Q(order_reference__iexact=self.text)
        fits |= Q(recipient_number=self.text.replace(" ", "")) | Q(buyer_reference__icontains=self.text)
        fits |= credited_by(self.text)
        try:
            return fits | numbered(self.text)
        except WrongKid:
            return fits


class InvoicesView(OfEvents, TemplateView):
    http_method_names = ["get", "head", "options"]
    template_name = "invoicing/invoices.html"
    page_title = _("Invoices")
    header_icon = "doc-full"

    def way(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters, today = Filters.of(self.request.GET), clock.local_date(self.at)
        page = Paginator(filters.rows(today), A_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "rows": rows_of(page, on=today),
            "filters": filters,
            "states": InvoiceState.choices,
            "missing": missing_of(invoice_settings()),
            "settings_url": settings_url(),
            "period": PeriodForm(initial={"since": today.replace(month=1, day=1), "until": today}),
        }
