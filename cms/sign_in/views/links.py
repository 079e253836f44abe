"""A link to sign in with: ask for it, read that it is on its way, open it, press the button.

Opening shows a button and uses nothing up: programs that look through mail open every link in it.
"""

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms import clock
from cms.people.signup import reading_language

from ..domain.links import LinkDoesNotOpen, ask_for_link, find_link, use_link
from ..forms import LinkForm
from ..models import SignInLink

# Against the network that asks. Against the address nothing is held: links sent before go on working.
LIMITS = {"ask_for_link": "20/m/ip"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The same page, the same status and the same work, whether the address is known or not."""
    next_url = get_next_redirect_url(request) or ""
    if request.user.is_authenticated:
        return redirect(next_url or get_adapter().get_login_redirect_url(request))
    form = LinkForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "sign_in/link_ask.html", {"form": form, "next_url": next_url})
    if not ratelimit.consume(request, app="cms.sign_in", action="ask_for_link", config=LIMITS):
        return ratelimit.respond_429(request)
    ask_for_link(email=form.cleaned_data["email"], language=reading_language(), next_url=next_url, at=clock.now())
    return redirect("sign_in_link_sent")


@never_cache
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "sign_in/link_sent.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    try:
        if request.method == "POST":
            return _enter(request, use_link(token=token, at=clock.now()))
        link = find_link(token=token, at=clock.now())
    except LinkDoesNotOpen:
        return render(request, "sign_in/link_closed.html", status=HTTPStatus.GONE)
    return render(request, "sign_in/link_open.html", {"link": link})


def _enter(request: HttpRequest, link: SignInLink) -> HttpResponse:
    """Go through allauth's own way in: a second factor is asked for."""
    user = link.user
    assert user is not None
    if request.user.is_authenticated and request.user != user:
        get_adapter().logout(request)
    record_authentication(request, user, method="code", email=link.email)
    target = link.next_url if link.next_url and get_adapter().is_safe_url(link.next_url) else None
    return perform_login(request, Login(user=user, email=link.email, redirect_url=target))
