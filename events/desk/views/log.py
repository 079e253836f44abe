from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from ..log import KINDS, LogFilters, in_words, lines_about
from .base import OfOccurrence

A_PAGE = 50


class LogView(OfOccurrence, TemplateView):
    """Everything that happened, the latest first."""

    http_method_names = ["get", "head", "options"]
    template_name = "desk/log.html"
    page_title = _("What was done")
    header_icon = "history"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = LogFilters.of(self.request.GET)
        page = Paginator(lines_about(self.occurrence, filters), A_PAGE).get_page(self.request.GET.get("p"))
        about = {"page_obj": page, "lines": in_words(page), "filters": filters, "kinds": KINDS}
        return {**super().get_context_data(**kwargs), **about}
