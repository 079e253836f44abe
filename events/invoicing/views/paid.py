"""Money has come in: which invoice it is for."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView

from events.desk.views.base import OfEvents

from ..forms import PaidForm


class PaidView(OfEvents, TemplateView):
    """A KID or a number leads on to the payment of its invoice; a wrong one comes back with what is wrong."""

    http_method_names = ["get", "head", "options"]
    template_name = "invoicing/paid.html"
    page_title = pgettext_lazy("button", "Register a payment")
    header_icon = "doc-full"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = PaidForm(request.GET if "named" in request.GET else None)
        if form.is_bound and form.is_valid():
            return redirect("invoices_admin:payment", invoice=form.cleaned_data["named"].pk)
        return self.render_to_response(self.get_context_data(form=form), status=422 if form.errors else 200)
