from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms import clock
from cms.people.requests import SignedInRequest

from ..domain.sessions import NoSuchSession, devices_of, end_other_sessions, end_session


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: SignedInRequest) -> HttpResponse:
    """Where I am signed in; signing out in one place, or in all others."""
    if request.method == "POST":
        return _sign_out_one(request) if "session" in request.POST else _sign_out_others(request)
    key = request.session.session_key or ""
    address = get_adapter().get_client_ip(request)
    devices = devices_of(request.user, this_key=key, address=address, at=clock.now())
    return render(request, "usersessions/usersession_list.html", {"devices": devices})


def _sign_out_one(request: SignedInRequest) -> HttpResponse:
    number = request.POST["session"]
    if not number.isascii() or not number.isdecimal() or len(number) > 18:
        raise Http404
    this_key = request.session.session_key
    try:
        ended = end_session(user=request.user, session_id=int(number), by=request.user, at=clock.now())
    except NoSuchSession as error:
        raise Http404 from error
    if ended == this_key:
        get_adapter().logout(request)
        return redirect("account_login")
    messages.success(request, _("You are signed out there."))
    return redirect("usersessions_list")


def _sign_out_others(request: SignedInRequest) -> HttpResponse:
    end_other_sessions(user=request.user, this_key=request.session.session_key, by=request.user, at=clock.now())
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("usersessions_list")
