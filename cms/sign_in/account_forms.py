"""allauth's forms for signing up and in, held to our rules. Apart from forms.py: allauth's are loaded late.

What we ask beyond allauth's fields at sign-up stands in cms/people/signup.py.
"""

from allauth.account import forms
from django.http import HttpRequest, HttpResponse

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


class SignUpForm(forms.SignupForm):
    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Hash a password where there is an account already, as a new one would: the time it takes tells nobody."""
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
        return super().try_save(request)
