"""Steps of an occurrence, each with a page that says whom it touches before it is taken."""

from typing import Any

from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from ...consequences import consequences_of
from ..refusals import KNOWN
from ..steps import STEPS, steps_for
from ..taking import form_for, take, where_wrong
from .base import FormPage, OfOccurrence


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
            "step": self.step,
            "possible": self.step in steps_for(self.occurrence, at=self.at),
            "touched": consequences_of(self.occurrence),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            take(self.step, self.occurrence, form, by=self.request.user, at=self.at)
        except KNOWN as error:
            return self.refuse(form, *where_wrong(form, error))
        success(self.request, self.step.done)
        return redirect(self.page_url)
