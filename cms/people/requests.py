from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """A request behind `login_required`: its user is one of our people. For type checkers; never made."""

    user: User
