"""One's own booking, by its secret link, whoever holds it. Looking changes nothing: each change is a button."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.messages import error as say_error
from django.contrib.messages import success
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms import clock
from cms.people.models import User

from ..booking_hooks import booking_panels, giving_back_panels, payer_of, ticket_panels
from ..booking_reads import BookingView, booking_view, exchangeable, standing, tickets_instead
from ..costs import cost_of
from ..domain.bookings import cancel_booking
from ..domain.bound import bound_places
from ..domain.places import cancel_place, change_category
from ..domain.waiting import accept_offer, decline_offer
from ..enums import PlaceState
from ..models import Booking, Place
from ..place_links import booking_path, booking_with_link
from ..rules import is_own_booking
from ..signing_up.refusals import KNOWN, words_of
from .naming import answer_naming, link_over

View = Callable[..., HttpResponse]


def of_booking(view: View) -> View:
    """Find the booking of a link, or say so: the same for a wrong link and one that never was."""

    @never_cache
    @wraps(view)
    def found(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        booking = booking_with_link(token)
        if booking is None:
            return link_over(request)
        return view(request, booking_view(booking, at=clock.now()), **more)

    return found


def of_place(view: View) -> View:
    """Find a place of the booking; one that is given back meanwhile leads to the booking, which says so."""

    @wraps(view)
    def found(request: HttpRequest, booked: BookingView, pk: int) -> HttpResponse:
        place = next((one for one in booked.places if one.pk == pk), None)
        if place is None:
            raise Http404
        if place not in booked.live:
            return _back(request, booked.booking, refused=_("This place is given back already."))
        return view(request, booked, place)

    return found


@require_safe
@of_booking
def booking(request: HttpRequest, view: BookingView) -> HttpResponse:
    own = standing(view)
    context = {
        "view": view,
        "booking": view.booking,
        "occurrence": view.occurrence,
        "state": view.state,
        "number": len(view.live),
        "exchangeable": exchangeable(view),
        "panels": booking_panels.render(request, booking=view.booking),
    }
    if (cost := cost_of(view.live)) and not view.is_cancelled:
        context |= {"cost": cost, "payer": payer_of(view.booking), "is_sure": view.state == PlaceState.CONFIRMED}
    if own:
        context |= {"position": own.position, "ahead": own.position - 1, "why": own.reason.label}
    return render(request, "events/booking.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_booking
def cancel(request: HttpRequest, view: BookingView) -> HttpResponse:
    """All places of it, with what that means said before."""
    if request.method == "POST":
        return _do(request, view, cancel_booking, _("Your booking is cancelled."), booking=view.booking)
    return _ask(request, view, places=view.live)


@require_http_methods(["GET", "HEAD", "POST"])
@of_booking
@of_place
def cancel_one(request: HttpRequest, view: BookingView, place: Place) -> HttpResponse:
    if request.method == "POST":
        return _do(request, view, cancel_place, _("The place is given back."), place=place)
    return _ask(request, view, places=[place], alone=True)


@require_http_methods(["GET", "HEAD", "POST"])
@of_booking
@of_place
def change(request: HttpRequest, view: BookingView, place: Place) -> HttpResponse:
    """Another ticket of the same price: in the room instead of online, say."""
    offered = tickets_instead(place, at=view.at) if view.may_change else []
    if request.method == "POST":
        chosen = next((one for one in offered if str(one.pk) == request.POST.get("category")), None)
        if chosen is None:
            return _back(request, view.booking, refused=_("Choose one of the tickets."))
        return _do(request, view, change_category, _("The ticket is changed."), place=place, category=chosen)
    context = {"view": view, "place": place, "offered": offered, "occurrence": view.occurrence}
    return render(request, "events/change_ticket.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_booking
@of_place
def name(request: HttpRequest, view: BookingView, place: Place) -> HttpResponse:
    panels = ticket_panels.render(request, place=place)
    return answer_naming(request, place, back=booking_path(view.booking), open_to_name=view.may_name, panels=panels)


@require_http_methods(["GET", "HEAD", "POST"])
@of_booking
def offer(request: HttpRequest, view: BookingView) -> HttpResponse:
    """The link in the mail leads to two buttons."""
    if request.method != "POST":
        context = {"view": view, "booking": view.booking, "occurrence": view.occurrence}
        gone = view.offer_ends_at is None
        return render(request, "events/offer.html", context, status=HTTPStatus.GONE if gone else HTTPStatus.OK)
    if request.POST.get("do") == "decline":
        return _do(request, view, decline_offer, _("You have said no. Thank you for telling us."), booking=view.booking)
    said = _("The places are yours.") if len(view.offered) > 1 else _("The place is yours.")
    if any(place.category.needs_approval for place in view.offered):
        said = _("You have said yes. It now waits for approval.")
    return _do(request, view, accept_offer, said, booking=view.booking)


def actor(request: HttpRequest, booking: Booking) -> User | None:
    """For the log: the owner when signed in. Whoever holds the link may, and need be nobody we know."""
    user = request.user
    return user if isinstance(user, User) and is_own_booking(user, booking) else None


def _do(request: HttpRequest, view: BookingView, verb: Callable[..., Any], said: str, **what: Any) -> HttpResponse:
    try:
        verb(**what, by=actor(request, view.booking), at=clock.now())
    except KNOWN as refused:
        return _back(request, view.booking, refused=words_of(refused))
    success(request, said)
    return redirect(booking_path(view.booking))


def _back(request: HttpRequest, booking: Booking, *, refused: Any) -> HttpResponse:
    say_error(request, refused)
    return redirect(booking_path(booking))


def _ask(request: HttpRequest, view: BookingView, *, places: list[Place], alone: bool = False) -> HttpResponse:
    waits = bool(places) and all(place.state == PlaceState.WAITING for place in places)
    context = {
        "view": view,
        "places": places,
        "booking": view.booking,
        "occurrence": view.occurrence,
        "waits": waits,
        "cost_given_back": any(place.price for place in places if place.state == PlaceState.CONFIRMED),
        "bound": alone and bool(bound_places([place.pk for place in places])),
        "panels": giving_back_panels.render(request, booking=view.booking, places=places, whole=not alone),
    }
    return render(request, "events/cancel_booking.html", context)
