"""Minutes as they are written: the text, and a row for each decision."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..domain.minutes import MOST_DECISIONS, Decided, Written
from ..models import Minutes, NetworkMember

# Empty rows below those that are filled in; saving gives new ones.
EMPTY_ROWS = 3


class MinutesForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = forms.CharField(
        label=pgettext_lazy("meeting", "Minutes"),
        max_length=50_000,
        widget=forms.Textarea({"rows": 16}),
        help_text=_("A line that begins with # is a heading; lines that begin with - are a list."),
    )
    correction = forms.CharField(
        label=_("What is corrected"), max_length=300, help_text=_("Members read it in the mail about the new version.")
    )

    def __init__(self, *args: Any, corrects: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not corrects:
            del self.fields["correction"]

    @classmethod
    def initial_of(cls, draft: Minutes | None, published: Minutes | None) -> dict[str, Any]:
        """The draft; else what is to be corrected."""
        shown = draft or published
        about = {"edition": draft.edition if draft else 0, "text": shown.text if shown else ""}
        return about | {"correction": draft.correction if draft else ""}

    def written(self, decisions: Iterable[Decided]) -> Written:
        values = self.cleaned_data
        return Written(values["text"], tuple(decisions), values.get("correction", ""), values["edition"])


class DecisionForm(forms.Form):
    text = forms.CharField(label=_("Decision"), max_length=500, required=False)
    responsible = forms.ChoiceField(label=_("Who sees to it"), required=False)
    due_on = forms.DateField(label=_("By when"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def __init__(self, *args: Any, members: dict[str, NetworkMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        names = [(key, one.user.name) for key, one in members.items()]
        self.fields["responsible"].choices = [("", _("Nobody in particular")), *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if (values.get("responsible") or values.get("due_on")) and not values.get("text"):
            self.add_error("text", _("Write the decision, or empty the row."))
        return values

    @property
    def decided(self) -> Decided | None:
        values = self.cleaned_data
        if not values.get("text"):
            return None
        member = self.members.get(values["responsible"])
        return Decided(values["text"], member.user if member else None, values["due_on"])


DecisionRows = forms.formset_factory(
    DecisionForm, extra=EMPTY_ROWS, max_num=MOST_DECISIONS, absolute_max=MOST_DECISIONS, validate_max=True
)
