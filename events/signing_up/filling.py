"""The form a group's link leads to: who comes, and on which of the places that are left."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Place, TicketCategory
from .people import PersonForm


class FillForm(PersonForm):
    """Where places of several kinds are left, whoever fills one in says which. By `key` a form sent twice is known."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    kind = forms.ChoiceField(
        label=_("Which place do you take?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the places that are left."),
            "invalid_choice": _("Somebody else took the last place of that kind. Choose one of those that are left."),
        },
    )
    field_order = ("key", "kind")

    def __init__(self, data: Any, *, unnamed: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(data, needs_name=True, **kwargs)
        self.kinds = list({one.category_id: one.category for one in unnamed}.values())
        # Who chose among several is not given another kind because one alone is left meanwhile.
        if len(self.kinds) == 1 and not (data and data.get("kind")):
            del self.fields["kind"]
        else:
            self.fields["kind"].choices = [(str(one.pk), _named(one)) for one in self.kinds]  # type: ignore[attr-defined]

    @property
    def only_kind(self) -> str:
        return _named(self.kinds[0]) if "kind" not in self.fields else ""

    @property
    def chosen(self) -> int:
        """Id of the kind of ticket."""
        return int(self.cleaned_data.get("kind") or self.kinds[0].pk)


def _named(category: TicketCategory) -> str:
    mode = category.get_mode_display()
    return category.name if category.name == mode else f"{category.name} · {mode}"
