"""Meetings of a series from a rule: the rule, a preview of its days, and then the meetings."""

from typing import Any

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ...domain.recurring import create_meetings
from ...domain.terms import Tickets, When
from ...enums import Mode
from ...models import Series
from ..forms.recurring import RecurringForm
from ..refusals import KNOWN, in_words
from .base import FormPage, OfEvents


class RecurringView(OfEvents, FormPage):
    template_name = "desk/recurring.html"
    form_class = RecurringForm
    page_title = _("Meetings from a rule")
    verb_words = _("Show the days")
    series: Series

    def find(self, **kwargs: Any) -> None:
        self.series = get_object_or_404(Series, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.series.title

    def get_initial(self) -> dict[str, Any]:
        return {"mode": Mode.ONLINE}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "series": self.series}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "series": self.series}

    def form_valid(self, form: RecurringForm) -> HttpResponse:
        impossible = [one for one in form.plan if not (one.starts_at and one.ends_at)]
        if "make" not in self.request.POST or impossible:
            about = {"form": form, "plan": form.plan, "impossible": impossible, "zone": form.zone}
            return self.render_to_response(self.get_context_data(**about))
        try:
            made = self._make(form)
        except KNOWN as error:
            field, words = in_words(error)
            return self.refuse(form, "first" if field == "day" else field, words)
        text = ngettext("%(number)s meeting is made.", "%(number)s meetings are made.", len(made))
        success(self.request, text % {"number": len(made)})
        return redirect("events_admin:series", pk=self.series.pk)

    def _make(self, form: RecurringForm) -> list[Any]:
        times = [
            When(starts_at=one.starts_at, ends_at=one.ends_at, timezone=form.zone.key)
            for one in form.plan
            if one.starts_at and one.ends_at
        ]
        begins_as = form.cleaned_data["begins_as"]
        return create_meetings(
            series=self.series,
            times=times,
            where=form.where,
            tickets=Tickets(),
            announced=begins_as == "announced",
            opened=begins_as == "open",
            by=self.request.user,
            at=self.at,
        )
