"""A new occurrence, by a coordinator in a hurry: one page, then it is there as a draft."""

from typing import Any

from django.contrib.messages import success, warning
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ...domain.making import create_occurrence
from ...domain.series import create_series
from ...models import Occurrence
from ...pages import make_page_for
from ..domain.making import made_just_now
from ..forms.occurrence import NewForm
from ..refusals import KNOWN, in_words
from .base import FormPage, OfEvents, occurrence_page


class NewOccurrenceView(OfEvents, FormPage):
    template_name = "desk/new.html"
    form_class = NewForm
    page_title = _("New event")
    header_icon = "plus"
    verb_words = _("Make it as a draft")

    def get_initial(self) -> dict[str, Any]:
        """A network's page may ask for its own next meeting."""
        asked = {name: self.request.GET.get(name, "") for name in ("kind", "series")}
        return {name: value for name, value in asked.items() if value}

    def form_valid(self, form: NewForm) -> HttpResponse:
        try:
            occurrence, is_new = self._make_once(form)
        except KNOWN as error:
            return self.refuse(form, *in_words(error))
        if is_new:
            success(self.request, _now("“%(title)s” is there as a draft.") % {"title": occurrence.title})
        else:
            words = _now("You made “%(title)s” at this time a moment ago. Here it is; it was not made again.")
            warning(self.request, words % {"title": occurrence.title})
        return redirect(occurrence_page(occurrence))

    @transaction.atomic
    def _make_once(self, form: NewForm) -> tuple[Occurrence, bool]:
        assert form.when is not None
        values = {name: form.cleaned_data[name] for name in ("title", "kind", "series")}
        there = made_just_now(**values, starts_at=form.when.starts_at, by=self.request.user, at=self.at)
        return (there, False) if there else (self._make(form), True)

    def _make(self, form: NewForm) -> Occurrence:
        user, when = self.request.user, form.when
        assert when is not None
        series = form.cleaned_data["series"] or create_series(
            kind=form.cleaned_data["kind"], about=form.about(user.language), by=user, at=self.at
        )
        occurrence = create_occurrence(
            series=series,
            when=when,
            where=form.where,
            details=form.details(user.language),
            tickets=form.tickets,
            by=user,
            at=self.at,
        )
        make_page_for(occurrence=occurrence, by=user, at=self.at)
        return occurrence
