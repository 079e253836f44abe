"""What is typed to get into a course. Each asks which organisation it is for, where there is something to ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.people.acting import REMEMBERED, ActingForForm
from cms.people.models import Organisation
from cms.people.queries import organisations_acted_for

MOST_WORDS = 500


class StartForm(ActingForForm):
    """Nothing but the question for whom."""


class KeyForm(ActingForForm):
    field_order = ("key", "acts_for")
    key = forms.CharField(
        label=_("Course key"),
        max_length=100,
        help_text=_("As you got it. Capital letters and dashes do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class AskForm(ActingForForm):
    field_order = ("reason", "acts_for")
    reason = forms.CharField(
        label=_("Why do you want to take the course?"),
        help_text=_("A sentence or two. Those who answer read it."),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def form_of(
    kind: type[ActingForForm], request: Any, *, data: Any = None, organisations: list[Organisation] | None = None
) -> Any:
    """A form for this person, with what was sent (`data`). One query, none where the organisations are known."""
    if organisations is None:
        organisations = organisations_acted_for(request.user, on=clock.today())
    remembered = request.session.get(REMEMBERED, "")
    return kind(data, organisations=organisations, remembered=remembered, auto_id=f"{kind.__name__.lower()}_%s")
