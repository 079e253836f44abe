"""Steps of an occurrence, each with a page that says whom it touches before it is taken."""

from collections.abc import Callable
from typing import Any

from django.contrib.messages import success
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from ...consequences import consequences_of
from ...domain import occurrences
from ...domain.changing import version_of
from ...enums import OccurrenceState
from ..forms.occurrence import MoveForm, NewDayForm, ReasonForm, SeenForm
from ..refusals import KNOWN, in_words
from ..steps import STEPS, steps_for
from .base import FormPage, OfOccurrence


class StepPage(OfOccurrence, FormPage):
    """The question before a step. `what` names it in `steps.STEPS`."""

    template_name = "desk/step.html"
    form_class: type[Form] = SeenForm
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

    def get_initial(self) -> dict[str, Any]:
        return {"seen": version_of(self.occurrence)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "step": self.step,
            "possible": self.step in steps_for(self.occurrence, at=self.at),
            "touched": consequences_of(self.occurrence),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.take(form)
        except KNOWN as error:
            return self.refuse(form, *self.where_wrong(form, error))
        success(self.request, self.step.done)
        return redirect(self.page_url)

    def take(self, form: Any) -> None:
        verb: Callable[..., Any] = getattr(occurrences, self.step.verb)
        verb(occurrence=self.occurrence, by=self.request.user, at=self.at, **form.cleaned_data)

    @staticmethod
    def where_wrong(form: Form, error: Exception) -> tuple[str | None, Any]:
        field, words = in_words(error)
        return (field if field in form.fields else None), words


class ReasonPage(StepPage):
    form_class = ReasonForm

    def get_form(self, form_class: Any = None) -> Any:
        """Nobody need be told why a draft goes."""
        form = super().get_form(form_class)
        form.fields["reason"].required = self.occurrence.state != OccurrenceState.DRAFT
        return form


class MovePage(StepPage):
    form_class = MoveForm
    what = "move"

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | MoveForm.initial_of(self.occurrence)

    def take(self, form: MoveForm) -> None:
        occurrences.move(occurrence=self.occurrence, **self.values(form))

    def values(self, form: MoveForm) -> dict[str, Any]:
        said = {name: form.cleaned_data[name] for name in ("reason", "seen")}
        return {"when": form.when, "where": form.where, **said, "by": self.request.user, "at": self.at}


class NewDayPage(MovePage):
    form_class = NewDayForm
    what = "new-day"

    def take(self, form: MoveForm) -> None:
        opens = form.cleaned_data["opens"]
        occurrences.give_new_day(occurrence=self.occurrence, opens=opens, **self.values(form))
