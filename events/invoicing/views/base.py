"""What every page about one invoice shares."""

import logging
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib.messages import error, success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.file_names import disposition
from events.desk.views.base import OfEvents

from ..balances import with_balance
from ..documents import filename_of
from ..domain.papers import UNREADABLE, content_of
from ..models import CreditNote, Invoice
from ..presenters import row_of
from ..refusals import KNOWN, in_words

logger = logging.getLogger(__name__)


class OfInvoice(OfEvents):
    invoice: Invoice
    header_icon = "doc-full"

    def find(self, **kwargs: Any) -> None:
        rows = with_balance(Invoice.objects.select_related("occurrence__series", "booking", "organisation"))
        self.invoice = get_object_or_404(rows, pk=kwargs["invoice"])
        self.row = row_of(self.invoice, on=clock.local_date(self.at))

    def way(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("invoices_admin:invoices"), "label": _("Invoices")},
            {"url": self.page_url, "label": self.invoice.shown_number},
        ]

    @property
    def page_url(self) -> str:
        return reverse("invoices_admin:invoice", args=[self.invoice.pk])

    def get_page_subtitle(self) -> str:
        return f"{self.invoice.shown_number}, {self.invoice.recipient_name}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = {"invoice": self.invoice, "row": self.row, "back": self.page_url}
        return {**super().get_context_data(**kwargs), **about}


def try_verb(request: HttpRequest, verb: Callable[..., Any], said: Any, **what: Any) -> Any:
    """Call a verb behind a button; say what came of it: words, or what makes words of what was done. None where it
    refused.
    """
    try:
        done = verb(**what)
    except KNOWN as refused:
        error(request, in_words(refused)[1])
        return None
    success(request, said(done) if callable(said) else said)
    return done


def paper_response(request: HttpRequest, paper: Invoice | CreditNote, *, at: datetime) -> HttpResponse:
    """The PDF as it was issued; or a page that says it cannot be read just now, and what still holds."""
    try:
        content = content_of(paper=paper, at=at)
    except UNREADABLE:
        logger.exception("Paper %s could not be shown", paper.key)
        about = {"paper": paper, "is_invoice": isinstance(paper, Invoice)}
        return render(request, "invoicing/unreadable.html", about, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = disposition(filename_of(paper), attachment=False)
    response.headers["Cache-Control"] = "private, no-store"
    return response
