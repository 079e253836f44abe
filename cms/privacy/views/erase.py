"""A person erases themselves."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import clock
from cms.people.requests import SignedInRequest

from ..domain.erasure import LastAdministrator, erase_person, is_last_administrator
from ..forms import EraseForm
from ..purposes import all_purposes
from ..queries import kept_after_erasure


@login_required
@reauthentication_required
@never_cache
def erase(request: SignedInRequest) -> HttpResponse:
    """Say exactly what goes, what stays and why; do it when the reader means it."""
    form = EraseForm(request.POST or None, person=request.user)
    last, status = is_last_administrator(request.user), 200
    if request.method == "POST" and form.is_valid():
        try:
            erase_person(user=request.user, by=request.user, at=clock.now())
        except LastAdministrator:
            last, status = True, 409
        else:
            logout(request)
            return redirect("privacy:erased")
    context = {"form": form, "purposes": all_purposes(), "kept": kept_after_erasure(), "is_last_administrator": last}
    return render(request, "privacy/erase.html", context, status=status)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/erased.html")
