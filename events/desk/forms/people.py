"""Somebody staff sign up, and what staff write to those who have signed up."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ...domain.letters import Letter
from ...models import TicketCategory
from ...signing_up.forms import good_email, good_name


class AddPersonForm(forms.Form):
    """One person. Staff may do so while sign-up is closed, and tickets that are by invitation only."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    category = forms.ChoiceField(label=_("Ticket"))
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), max_length=254, help_text=_("The ticket goes there."))
    organisation_name = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    may_wait = forms.BooleanField(label=_("Put them on the waiting list if all is taken"), required=False)

    def __init__(self, *args: Any, categories: Sequence[TicketCategory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), f"{one.name}, {one.get_mode_display()}") for one in categories
        ]

    def clean_name(self) -> str:
        return good_name(self.cleaned_data["name"])

    def clean_email(self) -> str:
        return good_email(self.cleaned_data["email"])


class LetterForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(
        label=_("Text"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 12}),
        help_text=_("Title, time and place stand below it by themselves. Write to each in words that suit all."),
    )

    @property
    def letter(self) -> Letter:
        cleaned = self.cleaned_data
        return Letter(cleaned["subject"], cleaned["text"], cleaned["key"])
