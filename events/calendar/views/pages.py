"""Where people subscribe: to what is open to all, and to what is theirs."""

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from cms import clock
from cms.people.requests import SignedInRequest

from ..domain import tokens
from ..links import network_ways, personal_ways, public_ways
from ..models import FeedToken
from .feeds import centre_name


@require_safe
def calendars(request: HttpRequest) -> HttpResponse:
    """The feeds everybody may follow."""
    everything = _("Everything from %(centre)s") % {"centre": centre_name()}
    context = {"feeds": list(public_ways(everything)), "networks": network_ways()}
    return render(request, "calendars/calendars.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: SignedInRequest) -> HttpResponse:
    """One's own calendar and its address, which stands in the answer that makes it and never again."""
    if request.method != "POST":
        return _my_page(request)
    if request.POST.get("do") == "revoke":
        if tokens.revoke_token(user=request.user, by=request.user, at=clock.now()):
            success(request, _("The address no longer works."))
        return redirect("my_calendar")
    return _shown_once(request)


@sensitive_variables()
def _shown_once(request: SignedInRequest) -> HttpResponse:
    token = tokens.make_token(user=request.user, by=request.user, at=clock.now())
    name = _("My days – %(centre)s") % {"centre": centre_name()}
    return _my_page(request, ways=personal_ways(token, name))


def _my_page(request: SignedInRequest, **about: object) -> HttpResponse:
    row = FeedToken.objects.filter(user=request.user).first()
    response = render(request, "calendars/mine.html", {"address": row, **about})
    response.headers["Referrer-Policy"] = "same-origin"
    return response
