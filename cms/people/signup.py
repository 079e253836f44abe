"""The part of the sign-up form that is ours. Apart from forms.py: allauth loads it before all apps are ready."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .emails import WrongName, check_name
from .enums import Language
from .models import User


class SignupForm(forms.Form):
    """What we ask beyond address and password (allauth mixes this into its own form)."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("As it should stand on your certificates."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1", "password2")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)

    def clean_name(self) -> str:
        try:
            return check_name(self.cleaned_data["name"])
        except WrongName as wrong:
            raise forms.ValidationError(wrong.reason) from None

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the account exists; nothing is left to do."""


def reading_language() -> str:
    """The language the reader sees now, if it is one of ours."""
    chosen = get_language() or Language.BOKMAL
    return chosen if chosen in Language.values else Language.BOKMAL
