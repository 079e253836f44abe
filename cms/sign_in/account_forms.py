"""allauth's forms for signing up and in, held to our rules. Apart from forms.py: allauth's are loaded late.

What we ask beyond allauth's fields at sign-up stands in cms/people/signup.py.
"""

from typing import Any

from allauth.account import forms
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from cms.people.emails import WrongEmail, check_email
from cms.people.models import User


class LoginForm(forms.LoginForm):
    def clean_login(self) -> str:
        """Bring the address into the form it is stored in: browsers write blåbær.no as xn--blbr-roah.no. What is no
        address of ours is simply unknown."""
        written = super().clean_login()
        try:
            return check_email(written)
        except WrongEmail:
            return written


class _NewPassword(Form):
    """Says in two sentences what a password should be; what is wrong with one is said when it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _(
            "At least eight characters. Three or four words that have nothing to do with one another make a good one."
        )


class ChangePasswordForm(_NewPassword, forms.ChangePasswordForm):
    pass


class SetPasswordForm(_NewPassword, forms.SetPasswordForm):
    pass


class ResetPasswordKeyForm(_NewPassword, forms.ResetPasswordKeyForm):
    pass


class SignUpForm(_NewPassword, forms.SignupForm):
    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Hash a password where there is an account already, as a new one would: the time it takes tells nobody."""
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
        return super().try_save(request)
