"""The page that lets participants of an online meeting in. The meeting's own address stands nowhere else."""

from http import HTTPStatus
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms import clock
from cms.people.requests import SignedInRequest

from ...addresses import occurrence_url
from ...models import Place
from ..domain import joining


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def join(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """For who is signed in and has an online place."""
    return _door(request, joining.place_of(request.user, uid))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """For guests, by the link in their mail."""
    return _door(request, joining.place_with_link(token))


def _door(request: HttpRequest, place: Place | None) -> HttpResponse:
    """When it opens; and once it has, the way in. Programs that open every link in a mail press no button."""
    if place is None:
        raise Http404
    at = clock.now()
    occurrence = place.occurrence
    context = {
        "occurrence": occurrence,
        "doors": joining.doors_of(occurrence),
        "about_url": occurrence_url(occurrence),
    }
    if request.method != "POST":
        return _page(request, context | {"standing": joining.standing_at(occurrence, at=at)})
    try:
        url = joining.arrive(place=place, at=at)
    except joining.NotOpenNow as closed:
        return _page(request, context | {"standing": closed.standing}, status=HTTPStatus.CONFLICT)
    response = _page(request, context | {"standing": "in", "meeting_url": url})
    # Sent on by a header: our forms lead nowhere but to ourselves, and a redirect would count as theirs.
    response.headers["Refresh"] = f"0; url={url}"
    return response


def _page(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    response = render(request, "calendars/join.html", context, status=status)
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
