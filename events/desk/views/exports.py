"""The list to take along, and the list for the door. That they were taken stands in the log."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView, View

from cms import audit
from cms.file_names import disposition

from ...enums import PlaceMode
from ..door_list import door_lines, door_list_pdf
from ..people import PeopleFilters
from ..tables import FORMS, TABLES, table_response
from .base import OfOccurrence


class ExportView(OfOccurrence, View):
    """The list as it is narrowed down, as a table. That it was taken along stands in the log."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: Any, **kwargs: Any) -> HttpResponseBase:
        what, form = kwargs["what"], kwargs["form"]
        if what not in TABLES or form not in FORMS:
            raise Http404
        table = TABLES[what](self.occurrence, PeopleFilters.of(request.GET).rows(self.occurrence))
        audit.record(self.occurrence, action="events.export_people", by=request.user, at=self.at, form=form, table=what)
        return table_response(table, form, occurrence=self.occurrence)


class DoorListView(OfOccurrence, TemplateView):
    http_method_names = ["get", "head", "options"]
    template_name = "desk/door_list.html"
    page_title = _("Door list")

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        mode = request.GET.get("mode", "")
        self.mode = mode if mode in PlaceMode.values else ""
        self.lines = door_lines(self.occurrence, mode=self.mode)
        audit.record(self.occurrence, action="events.door_list", by=request.user, at=self.at, number=len(self.lines))
        if request.GET.get("form") == "pdf":
            pdf = door_list_pdf(self.occurrence, self.lines)
            name = pgettext("file name", "door-list") + ".pdf"
            headers = {"Content-Disposition": disposition(name, attachment=False)}
            return HttpResponse(pdf, content_type="application/pdf", headers=headers)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = {"lines": self.lines, "mode": self.mode, "modes": list(PlaceMode.choices)}
        return {**super().get_context_data(**kwargs), **about}
