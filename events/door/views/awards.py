"""Certificates for those who came: the form, and how far it has come."""

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

from ..domain.awards import AlreadyRunning, NobodyToAward, NotSettled, start_award
from ..forms import AwardForm
from ..models import AttendanceAward, Settlement
from ..queries import award_progress
from .entrance import occurrence_for

A_PAGE = 100


@login_required
def awards(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """A new award, and those before it."""
    occurrence = occurrence_for(request, uid)
    form = AwardForm(request.POST if request.method == "POST" else None, initial=_suggested(occurrence))
    started = _started(request, occurrence, form) if request.method == "POST" and form.is_valid() else None
    if started:
        return redirect("attendance_award", uid=occurrence.uid, pk=started.pk)
    context = {
        "occurrence": occurrence,
        "form": form,
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
