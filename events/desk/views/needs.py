"""What people need: counted without names, or read of one participant with a reason."""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.exports import csv_response
from cms.file_names import plain_slug
from cms.privacy.domain.sensitive import ReasonMissing
from cms.texts import said

from ...domain.answers import counted_needs, read_needs
from ...models import Place, Question
from ..forms.people import NeedsForm
from .base import FormPage, OfOccurrence


class NeedsView(OfOccurrence, FormPage):
    """How many need what, for the kitchen, and no names. Counting leaves a line in the log, so it is asked for."""

    template_name = "desk/needs.html"
    form_class = forms.Form
    page_title = _("List for the kitchen")
    header_icon = "help"
    verb_words = _("Show the list")

    def form_valid(self, form: forms.Form) -> HttpResponseBase:  # type: ignore[override]
        language = self.request.user.language
        counts = counted_needs(occurrence=self.occurrence, by=self.request.user, at=self.at)
        rows = [{"count": one, "value": answer_in_words(one.question, one.value, language)} for one in counts]
        if "csv" in self.request.POST:
            return self._table(rows)
        return self.render_to_response(self.get_context_data(form=form, rows=rows, counted=True))

    def _table(self, rows: list[dict[str, Any]]) -> HttpResponseBase:
        name = "-".join([plain_slug(_now("kitchen"), most=40), clock.local_date(self.occurrence.starts_at).isoformat()])
        header = [_now("Question"), _now("Answer"), _now("People")]
        lines = ((row["count"].question.text, row["value"], row["count"].number) for row in rows)
        return csv_response(f"{name}.csv", header, lines)


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


def answer_in_words(question: Question, value: Any, language: str) -> str:
    if isinstance(value, bool):
        return _now("Yes") if value else _now("No")
    if isinstance(value, list):
        return ", ".join(answer_in_words(question, one, language) for one in value)
    words = {one["value"]: one.get("texts", {}) for one in question.options}
    return said(words[value], language) or str(value) if value in words else str(value)
