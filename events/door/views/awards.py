"""Certificates for those who came: the form, and how far it has come."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import clock
from cms.people.requests import SignedInRequest
from events.models import Occurrence

from ..domain.awards import AlreadyRunning, NobodyToAward, NotSettled, places_to_award, start_award
from ..forms import AwardForm
from ..models import AttendanceAward, Settlement
from ..queries import award_progress, who_came
from .entrance import occurrence_for

A_PAGE = 100


@login_required
def awards(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """A new award, and those before it. Who gets one, and who does not, is shown before anybody does."""
    occurrence = occurrence_for(request, uid)
    form = AwardForm(request.POST if request.method == "POST" else None, initial=_suggested(occurrence))
    is_good = form.is_bound and form.is_valid()
    if is_good and request.POST.get("do") == "award" and (started := _started(request, occurrence, form)):
        return redirect("attendance_award", uid=occurrence.uid, pk=started.pk)
    context = {
        "occurrence": occurrence,
        "form": form,
        "before": _before(occurrence, form) if is_good else None,
        "is_settled": Settlement.objects.filter(occurrence=occurrence).exists(),
        "earlier": occurrence.awards.select_related("by")[:20],
    }
    return render(request, "door/awards.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@login_required
def award(request: SignedInRequest, uid: UUID, pk: int) -> HttpResponse:
    """How far it has come. A page that polls gets its part alone, and the whole when it is over."""
    occurrence = occurrence_for(request, uid)
    record = get_object_or_404(AttendanceAward, pk=pk, occurrence=occurrence)
    polls = bool(request.headers.get("HX-Request"))
    context = {"occurrence": occurrence, "record": record, "progress": award_progress(record)}
    if polls and record.is_running:
        return render(request, "door/partials/award_progress.html", context)
    lines = record.lines.select_related("place", "certificate").order_by("pk")
    context["page"] = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    response = render(request, "door/award.html", context)
    if polls:
        response.headers["HX-Refresh"] = "true"
    return response


def _before(occurrence: Occurrence, form: AwardForm) -> dict[str, Any]:
    """Who came and gets one, and who came and gets none: they have one, or have not earned it. Up to six queries."""
    places = set(places_to_award(occurrence, form.words))
    came = list(who_came(occurrence).select_related("booking").order_by("name", "pk"))
    return {"gets": [one for one in came if one.pk in places], "others": [one for one in came if one.pk not in places]}


def _suggested(occurrence: Occurrence) -> dict[str, object]:
    """What it says unless somebody knows better."""
    day = date_format(timezone.localtime(occurrence.starts_at, occurrence.zone), "DATE_FORMAT")
    return {
        "title": occurrence.title,
        "basis_text": _("Took part on %(day)s.") % {"day": day},
        "hours": occurrence.hours,
        "least_percent": 0,
        "least_minutes": 0,
    }


def _started(request: SignedInRequest, occurrence: Occurrence, form: AwardForm) -> AttendanceAward | None:
    try:
        return start_award(occurrence=occurrence, words=form.words, by=request.user, at=clock.now())
    except NotSettled:
        form.add_error(None, _("Settle who came first."))
    except NobodyToAward:
        form.add_error(None, _("Nobody is left to award: those who have earned it have it already."))
    except AlreadyRunning:
        form.add_error(None, _("Certificates are being awarded right now. Wait until that is finished."))
    return None
