from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .rules import must_set_up_second_factor

# Where roles of the staff open what is other people's.
STAFF_WORK = ("/admin/", "/organisation/", "/imports/")
# Signing out must work for everybody.
OPEN = ("/admin/login/", "/admin/logout/")


class SecondFactorMiddleware:
    """Send staff to the set-up of a second factor before their work opens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(STAFF_WORK) or request.path.startswith(OPEN):
            return self.get_response(request)
        if not request.user.is_authenticated or not must_set_up_second_factor(request.user):
            return self.get_response(request)
        messages.warning(request, _("Who works in the admin signs in with more than a password. Set that up first."))
        return redirect("mfa_index")
