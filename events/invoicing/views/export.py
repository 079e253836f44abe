"""The basis for the accountant, streamed."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView

from cms import audit, clock
from cms.exports import csv_response, json_response
from events.desk.views.base import OfEvents

from ..accountant import COLUMNS, cells_of_period, rows_of_period
from ..forms import PeriodForm
from ..seller import invoice_settings


class ExportView(OfEvents, TemplateView):
    """A period and a form; what was chosen wrongly comes back with what is wrong."""

    http_method_names = ["get", "head", "options"]
    template_name = "invoicing/export.html"
    page_title = _("For the accountant")
    header_icon = "download"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        today = clock.local_date(self.at)
        initial = {"since": today.replace(month=1, day=1), "until": today, "form": "csv"}
        self.form = PeriodForm(request.GET if "form" in request.GET else None, initial=initial)
        if self.form.is_bound and self.form.is_valid():
            return self._table(**self.form.cleaned_data)
        status = 422 if self.form.errors else 200
        return self.render_to_response(self.get_context_data(form=self.form), status=status)

    def _table(self, since: Any, until: Any, form: str) -> HttpResponseBase:
        span = {"since": since.isoformat(), "until": until.isoformat()}
        audit.record(invoice_settings(), action="invoicing.export", by=self.request.user, at=self.at, **span)
        name = "-".join([pgettext("file name", "invoices"), since.isoformat(), until.isoformat()]) + f".{form}"
        if form == "json":
            return json_response(name, span, rows_of_period(since, until))
        return csv_response(name, COLUMNS, cells_of_period(since, until))
