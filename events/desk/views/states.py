"""Steps of an occurrence, each with a page that says whom it touches before it is taken."""

from typing import Any

from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import ngettext
from wagtail.admin import messages

from ...domain.along import days_of
from ...models import Occurrence
from ...programme.queries import outside_its_time
from ..before_opening import missing_in
from ..refusals import KNOWN
from ..steps import STEPS
from ..taking import MOVES, before, done_words, form_for, take, where_wrong
from .base import FormPage, OfOccurrence
from .programme import programme_page

# These show it to visitors.
SHOWS = frozenset({"announce", "open"})


class StepPage(OfOccurrence, FormPage):
    """The question before a step. `what` names it in `steps.STEPS`."""

    template_name = "desk/step.html"
    what = ""

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.what = self.what or kwargs["what"]
        if self.what not in STEPS:
            raise Http404
        self.page_title = self.step.words

    @property
    def step(self) -> Any:
        return STEPS[self.what]

    @property
    def verb_words(self) -> Any:
        return self.step.words

    def get_form(self, form_class: Any = None) -> Any:
        return form_for(self.step, self.occurrence, self.request.POST if self.request.method == "POST" else None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            **before(self.step, self.occurrence, at=self.at),
            "missing": missing_in(self.occurrence) if self.what in SHOWS else [],
        }

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            take(self.step, self.occurrence, form, by=self.request.user, at=self.at)
        except KNOWN as error:
            return self.refuse(form, *where_wrong(form, error))
        success(self.request, done_words(self.step, self.occurrence, since=self.at))
        if self.what in MOVES:
            self.say_programme(Occurrence.objects.get(pk=self.occurrence.pk))
        return redirect(self.page_url)

    def say_programme(self, moved: Occurrence) -> None:
        """Where its programme is now, with the way there. Two queries."""
        there = [messages.button(programme_page(moved), _now("Write the programme"))]
        if number := outside_its_time(moved).count():
            words = ngettext(
                "%(number)d session lies outside the time of the event. Move it, and publish the programme again.",
                "%(number)d sessions lie outside the time of the event. Move them, and publish the programme again.",
                number,
            )
            messages.warning(self.request, words % {"number": number}, buttons=there)
        elif days_of(moved) != days_of(self.occurrence) and moved.sessions.exists():
            messages.info(self.request, _now("The programme has moved along with the event."), buttons=there)
