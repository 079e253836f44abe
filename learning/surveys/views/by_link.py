"""Answering without an account, by the link in the mail; and saying that one does not want to."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms import clock

from ..domain.asking import leave_alone
from ..links import respondent_with
from ..models import Respondent
from ..panels import described
from .answering import Way, take_answers, thank


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    return _private(take_answers(request, _by_link(token), _way(token)))


@never_cache
@require_safe
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    return _private(thank(request, _by_link(token), _way(token)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def no_thanks(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail leads to a button: looking changes nothing."""
    respondent = _by_link(token)
    if request.method == "POST":
        leave_alone(respondent=respondent, at=clock.now())
    about = described(respondent) | {"done": request.method == "POST", "way": _way(token)}
    return _private(render(request, "surveys/no_thanks.html", about))


def _by_link(token: str) -> Respondent:
    respondent = respondent_with(token)
    if respondent is None:
        raise Http404
    return respondent


def _way(token: str) -> Way:
    answer_path, thanks_path, refuse_path = (
        reverse(f"surveys:{name}", args=[token]) for name in ("answer_by_link", "thanks_by_link", "no_thanks")
    )
    return Way(answer_path, thanks_path, cookie_path="/surveys/answer/", refuse=refuse_path, is_guest=True)


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = "same-origin"
    return response
