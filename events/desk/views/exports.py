"""The list to take along, the list for the door, and what people need: counted, or read one by one with a reason."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from cms import audit
from cms.privacy.domain.sensitive import ReasonMissing
from cms.texts import said

from ...domain.answers import counted_needs, read_needs
from ...enums import PlaceMode, Retention
from ...models import Place, Question
from ..door_list import door_lines, door_list_pdf
from ..forms.people import NeedsForm
from ..log import KINDS, LogFilters, in_words, lines_about
from ..people import PeopleFilters
from ..tables import FORMS, TABLES, table_response
from .base import FormPage, OfOccurrence

A_PAGE = 50


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

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        mode = request.GET.get("mode", "")
        self.mode = mode if mode in PlaceMode.values else ""
        self.lines = door_lines(self.occurrence, mode=self.mode)
        audit.record(self.occurrence, action="events.door_list", by=request.user, at=self.at, number=len(self.lines))
        if request.GET.get("form") == "pdf":
            pdf = door_list_pdf(self.occurrence, self.lines)
            headers = {"Content-Disposition": 'inline; filename="door-list.pdf"'}
            return HttpResponse(pdf, content_type="application/pdf", headers=headers)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = {"lines": self.lines, "mode": self.mode, "modes": list(PlaceMode.choices)}
        return {**super().get_context_data(**kwargs), **about}


class NeedsView(OfOccurrence, FormPage):
    """How many need what, for the kitchen, and no names. Counting leaves a line in the log, so it is asked for."""

    template_name = "desk/needs.html"
    form_class = forms.Form
    page_title = _("Food, access and other needs")
    header_icon = "help"
    verb_words = _("Count them")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        language = self.request.user.language
        counts = counted_needs(occurrence=self.occurrence, by=self.request.user, at=self.at)
        rows = [{"count": one, "value": answer_in_words(one.question, one.value, language)} for one in counts]
        return self.render_to_response(self.get_context_data(form=form, rows=rows, counted=True))


class PlaceNeedsView(OfOccurrence, FormPage):
    """What one participant needs, for who says why they read it; the participant sees that it was read."""

    template_name = "desk/place_needs.html"
    form_class = NeedsForm
    page_title = _("Needs of a participant")
    header_icon = "help"
    verb_words = _("Read what they told")

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        rows = Place.objects.select_related("booking", "user")
        self.place = get_object_or_404(rows, pk=kwargs["place"], occurrence=self.occurrence)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "place": self.place}

    def form_valid(self, form: NeedsForm) -> HttpResponse:
        reason = form.cleaned_data["reason"]
        try:
            needs = read_needs(place=self.place, by=self.request.user, reason=reason, at=self.at)
        except ReasonMissing:
            return self.refuse(form, "reason", _("Write why you read it."))
        language = self.request.user.language
        rows = [
            {"question": one.question, "value": answer_in_words(one.question, one.value, language)} for one in needs
        ]
        return self.render_to_response(self.get_context_data(form=form, rows=rows, read=True))


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


def has_needs(occurrence: Any) -> bool:
    """Whether anything sensitive is asked. One query."""
    return bool(occurrence.questions.filter(retention=Retention.SENSITIVE).exists())


def answer_in_words(question: Question, value: Any, language: str) -> str:
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, list):
        return ", ".join(answer_in_words(question, one, language) for one in value)
    words = {one["value"]: one.get("texts", {}) for one in question.options}
    return said(words[value], language) or str(value) if value in words else str(value)
