"""Letting go places of those who have not come: looked at first, done, and taken back."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.messages import error, success, warning
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms import clock
from cms.people.requests import SignedInRequest
from events.domain.bookings import AlreadyHasPlace, OccurrenceFull
from events.domain.moves import NotPossibleNow
from events.domain.releasing import IsOver, NotBegun, give_back, give_free_place
from events.enums import PlaceState
from events.models import Occurrence, Place

from ..domain.check_ins import check_in
from ..domain.letting_go import consequences_of, let_go, let_go_absent, undo_letting_go
from ..scanning import number_in, scan_in_form, uuid_in
from .entrance import back_to_door, door_for


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def letting_go(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Who would lose the place stands on the page, and goes along with the button: nobody loses it unseen."""
    occurrence = door_for(request, uid)
    if request.method == "POST":
        return _let_go(request, occurrence)
    at = clock.now()
    context = {
        "occurrence": occurrence,
        "consequences": consequences_of(occurrence, at=at),
        "gone": let_go(occurrence).count(),
        "has_begun": occurrence.starts_at <= at < occurrence.ends_at,
    }
    return render(request, "door/letting_go.html", context)


@require_POST
@login_required
def undo(request: SignedInRequest, uid: UUID) -> HttpResponse:
    occurrence = door_for(request, uid)
    try:
        done, failed = undo_letting_go(occurrence=occurrence, by=request.user, at=clock.now())
    except (NotBegun, IsOver):
        error(request, _("Places are let go and given back while it goes on, not before and not after."))
        return redirect("letting_go", uid=occurrence.uid)
    if done:
        words = ngettext("%(number)s place is given back.", "%(number)s places are given back.", done)
        success(request, words % {"number": done})
    if failed:
        words = ngettext("%(number)s place is taken by now.", "%(number)s places are taken by now.", failed)
        warning(request, words % {"number": failed})
    return redirect("letting_go", uid=occurrence.uid)


@require_POST
@login_required
def give_one_back(request: SignedInRequest, uid: UUID, pk: int) -> HttpResponse:
    """Somebody comes late whose place was let go, or waits in line: they have it and are let in, if there is room."""
    occurrence = door_for(request, uid)
    place = get_object_or_404(Place.objects.select_related("occurrence"), pk=pk, occurrence=occurrence)
    give = give_free_place if place.state == PlaceState.WAITING else give_back
    try:
        give(place=place, by=request.user, at=clock.now())
    except OccurrenceFull:
        error(request, _("No place is free. They can wait until somebody goes."))
    except AlreadyHasPlace:
        error(request, _("This person has another place by now. Look up the name."))
    except NotPossibleNow:
        error(request, _("This place was not let go at the door. Somebody without a booking gets a free one."))
    except (NotBegun, IsOver):
        error(request, _("Places are let go and given back while it goes on, not before and not after."))
    else:
        scan = scan_in_form(request, request.POST)
        row = check_in(occurrence=occurrence, scan=scan, by=request.user, at=clock.now())
        return back_to_door(occurrence, scan=row.pk, session=row.session_key)
    return back_to_door(occurrence, session=uuid_in(request.POST.get("session")))


def _let_go(request: SignedInRequest, occurrence: Occurrence) -> HttpResponse:
    seen = [number for value in request.POST.getlist("place") if (number := number_in(value))]
    try:
        released = let_go_absent(occurrence=occurrence, seen=seen, by=request.user, at=clock.now())
    except NotBegun:
        error(request, _("It has not begun yet: everybody may still come."))
    except IsOver:
        error(request, _("It is over, or called off. There is nothing to let go."))
    else:
        words = ngettext("%(number)s place is let go.", "%(number)s places are let go.", len(released))
        success(request, words % {"number": len(released)})
    return redirect("letting_go", uid=occurrence.uid)
