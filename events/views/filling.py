"""Filling in a place by the link of a group: whoever has the link takes one that nobody is named on."""

from http import HTTPStatus
from typing import Any

from allauth.core.internal import ratelimit
from django.contrib.messages import success
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms import clock
from cms.people.models import User

from ..booking_reads import booking_view
from ..domain.bookings import AlreadyHasPlace
from ..domain.orders import Named
from ..domain.signing_up import take_unnamed
from ..models import Booking, Question
from ..place_links import booking_with_share_token, place_token
from ..signing_up.filling import FillForm
from ..signing_up.refusals import KNOWN, words_of
from .naming import link_over

# Addresses that were refused because they have a place: whoever holds a link is not to try them all.
LIMITS = {"fill": "20/d/key"}
HAS_PLACE = gettext_lazy(
    "This address has a place here already, so nothing was changed. Its ticket is in the mail you got from us. If "
    "somebody else comes on this place, write their name and address."
)
# For how long a form that is sent again leads to the place it took, in seconds.
REMEMBERED = 600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, token: str) -> HttpResponse:
    """What the link leads to. A double click is one place."""
    booking = booking_with_share_token(token)
    if booking is None:
        return link_over(request)
    if taken := _taken_before(request, booking):
        return redirect("place", taken)
    view = booking_view(booking, at=clock.now())
    if not view.unnamed or not view.may_name:
        about = {"occurrence": booking.occurrence, "too_late": bool(view.unnamed)}
        return render(request, "events/no_place_left.html", about, status=HTTPStatus.GONE)
    if not ratelimit.consume(request, app="events", action="fill", config=LIMITS, key=str(booking.pk), dry_run=True):
        return ratelimit.respond_429(request)
    questions = list(Question.objects.filter(occurrence=booking.occurrence_id))
    typed = request.POST if request.method == "POST" else None
    form = FillForm(typed, unnamed=view.unnamed, questions=questions)
    if typed is not None and form.is_valid():
        return _take(request, booking, form)
    return _page(request, booking, form)


def _take(request: HttpRequest, booking: Booking, form: FillForm) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    person = _person(form, user)
    try:
        place = take_unnamed(booking=booking, category=form.chosen, person=person, by=user, at=clock.now())
    except AlreadyHasPlace:
        if taken := _taken_before(request, booking):
            return redirect("place", taken)
        ratelimit.consume(request, app="events", action="fill", config=LIMITS, key=str(booking.pk))
        form.add_error("email", HAS_PLACE)
    except KNOWN as refused:
        form.add_error(None, words_of(refused))
    else:
        if key := form.cleaned_data["key"]:
            cache.set(_sent(booking, key), place_token(place), REMEMBERED)
        success(request, _("It is written down who comes."))
        return redirect("place", place_token(place))
    return _page(request, booking, form)


def _person(form: FillForm, user: User | None) -> Named:
    """Whoever is signed in and writes their own address is linked to the place."""
    cleaned = form.cleaned_data
    own = user is not None and cleaned["email"].lower() == user.email.lower()
    about: dict[str, Any] = {name: cleaned[name] for name in ("name", "email", "is_assistant")}
    return Named(**about, user=user if own else None, answers=form.answers, consents=form.consents)


def _taken_before(request: HttpRequest, booking: Booking) -> str:
    """The place that this same form has taken already."""
    key = request.POST.get("key", "")[:36]
    return str(cache.get(_sent(booking, key), "")) if key else ""


def _sent(booking: Booking, key: object) -> str:
    return f"events.fill:{booking.pk}:{key}"


def _page(request: HttpRequest, booking: Booking, form: FillForm) -> HttpResponse:
    organisation = booking.organisation.name if booking.organisation else booking.organisation_name
    context = {"occurrence": booking.occurrence, "form": form, "booked_by": organisation or booking.name}
    return render(request, "events/fill.html", context)
