"""The question what happens to whom, with the safe answers chosen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..enums import CompletedPolicy, MovePolicy
from ..policies import ReleasePolicy

NOT_STARTED = [
    (MovePolicy.MOVE.value, _("Move them to the new release")),
    (MovePolicy.STAY.value, MovePolicy.STAY.label),
]


class PolicyForm(forms.Form):
    not_started = forms.ChoiceField(
        label=_("Those who have not started"), choices=NOT_STARTED, widget=forms.RadioSelect
    )
    under_way = forms.ChoiceField(label=_("Those under way"), choices=MovePolicy.choices, widget=forms.RadioSelect)
    completed = forms.ChoiceField(
        label=_("Those who have completed"),
        help_text=_("What they have, certificates too, stays as it is either way."),
        choices=CompletedPolicy.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, safe: ReleasePolicy, offers: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": safe.as_json()})
        if not offers:
            del self.fields["completed"]

    @property
    def policy(self) -> ReleasePolicy:
        chosen = self.cleaned_data
        return ReleasePolicy(
            MovePolicy(chosen["not_started"]),
            MovePolicy(chosen["under_way"]),
            CompletedPolicy(chosen.get("completed", CompletedPolicy.NOTHING)),
        )
