"""Who came: the coordinator's list, corrections, and settling."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.messages import error, success
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cms import clock
from cms.people.requests import SignedInRequest
from events.enums import PlaceState
from events.models import Place

from ..at_the_door import door_counts
from ..badges import FORMATS, parts_of
from ..codes import storable
from ..domain.attendance import (
    AlreadySettled,
    NotBegunYet,
    NothingToCorrect,
    NotOverYet,
    ReasonMissing,
    WasCancelled,
    correct_attendance,
    settle_attendance,
)
from ..models import Settlement
from ..queries import attendance_list
from .entrance import occurrence_for

A_PAGE = 100


@require_safe
@login_required
def attendance(request: SignedInRequest, uid: UUID) -> HttpResponse:
    occurrence = occurrence_for(request, uid)
    wanted, words = request.GET.get("show", ""), storable(request.GET.get("q", "")).strip()[:100]
    page = Paginator(attendance_list(occurrence, show=wanted, words=words), A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "occurrence": occurrence,
        "counts": door_counts(occurrence),
        "page": page,
        "show": wanted,
        "words": words,
        "settlement": Settlement.objects.filter(occurrence=occurrence).first(),
        "has_begun": occurrence.starts_at <= clock.now(),
        "is_over": occurrence.ends_at <= clock.now(),
        "formats": FORMATS.values(),
    }
    context["parts"] = parts_of(context["counts"].expected)
    return render(request, "door/attendance.html", context)


@require_POST
@login_required
def correct(request: SignedInRequest, uid: UUID, pk: int) -> HttpResponse:
    occurrence = occurrence_for(request, uid)
    place = get_object_or_404(
        Place.objects.select_related("occurrence"), pk=pk, occurrence=occurrence, state=PlaceState.CONFIRMED
    )
    came = request.POST.get("came") == "yes"
    try:
        correct_attendance(
            place=place, came=came, reason=request.POST.get("reason", ""), by=request.user, at=clock.now()
        )
        success(request, _("Corrected. It counts from now on."))
    except ReasonMissing:
        error(request, _("Write why, so that others understand it later."))
    except NotBegunYet:
        error(request, _("It has not begun, so nobody can have come yet."))
    except NothingToCorrect:
        error(request, _("It says so already."))
    return redirect("attendance", uid=occurrence.uid)


@require_POST
@login_required
def settle(request: SignedInRequest, uid: UUID) -> HttpResponse:
    occurrence = occurrence_for(request, uid)
    try:
        settle_attendance(occurrence=occurrence, by=request.user, at=clock.now())
        success(request, _("Who came is settled. You can award certificates now."))
    except NotOverYet:
        error(request, _("It is not over yet. Settle who came when it is."))
    except AlreadySettled:
        error(request, _("A colleague has settled it already."))
    except WasCancelled:
        error(request, _("It was not held, so nobody came."))
    return redirect("attendance", uid=occurrence.uid)
