"""allauth's forms of the second step, in our words. Apart from forms.py: allauth's are loaded late."""

from typing import Any

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey signs in alone unless the person says otherwise; old security keys can only be a second step."""

    passwordless = forms.BooleanField(
        label=_("Let it sign me in without a password"),
        help_text=_("Take the tick away for a security key that knows neither finger nor PIN."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What shall we call it?")
        self.fields["name"].max_length = 80
        self.fields["name"].widget.attrs["maxlength"] = 80


class _FiguresOnly(forms.Form):
    """Phones show the keys with figures."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AuthenticateForm(_FiguresOnly, base.AuthenticateForm):
    pass


class ReauthenticateForm(_FiguresOnly, base.ReauthenticateForm):
    pass


class ActivateForm(_FiguresOnly, totp.ActivateTOTPForm):
    pass
