"""The whole sign-up form; what we ask beyond allauth's fields stands in cms/people/signup.py."""

from allauth.account.forms import SignupForm
from django.http import HttpRequest, HttpResponse

from cms.people.models import User


class SignUpForm(SignupForm):
    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Hash a password where there is an account already, as a new one would: the time it takes tells nobody."""
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
        return super().try_save(request)
