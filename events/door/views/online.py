"""The attendance report of an online meeting: read, shown, written in."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.messages import error, success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms import clock
from cms.people.requests import SignedInRequest
from events.models import Occurrence

from ..domain.presence import AlreadyApplied, apply_report, check_report, written_in
from ..enums import ImportState, Match
from ..forms import ReportForm
from ..models import PresenceImport
from ..report_reader import MOST, TooLong, Unreadable, read_report
from ..scanning import number_in
from ..sessions import sessions_at
from .entrance import occurrence_for


@login_required
def reports(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """A new report, and those before it."""
    occurrence = occurrence_for(request, uid)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReportForm(*sent, sessions=sessions_at(occurrence))
    report = _checked(request, occurrence, form) if request.method == "POST" and form.is_valid() else None
    if report:
        return redirect("presence_report", uid=occurrence.uid, pk=report.pk)
    earlier = occurrence.presence_imports.select_related("by")[:20]
    context = {"occurrence": occurrence, "form": form, "earlier": earlier}
    return render(request, "door/reports.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@login_required
def report(request: SignedInRequest, uid: UUID, pk: int) -> HttpResponse:
    """What it would come to: who is found, who is to be looked at, and who is nobody."""
    occurrence = occurrence_for(request, uid)
    record = get_object_or_404(PresenceImport, pk=pk, occurrence=occurrence)
    lines = list(record.lines.select_related("place"))
    likely = [line for line in lines if line.match == Match.NAME and not line.problem]
    context = {
        "occurrence": occurrence,
        "record": record,
        "session": _session_in_words(record),
        "others": _written_in_before(record),
        "sure": [line for line in lines if line.match == Match.EMAIL and not line.problem],
        "likely": likely if record.state == ImportState.CHECKED else written_in(likely),
        "refused": [line for line in lines if line.problem],
    }
    return render(request, "door/report.html", context)


@require_POST
@login_required
def apply(request: SignedInRequest, uid: UUID, pk: int) -> HttpResponse:
    occurrence = occurrence_for(request, uid)
    record = get_object_or_404(PresenceImport, pk=pk, occurrence=occurrence)
    confirmed = {number for value in request.POST.getlist("line") if (number := number_in(value))}
    try:
        people = apply_report(report=record, confirmed=confirmed, by=request.user, at=clock.now())
        words = ngettext("%(people)s person is checked in.", "%(people)s people are checked in.", people)
        success(request, words % {"people": people})
    except AlreadyApplied:
        error(request, _("This report has been written in already."))
    return redirect("presence_report", uid=occurrence.uid, pk=record.pk)


def _session_in_words(record: PresenceImport) -> str:
    chosen = (one.words for one in sessions_at(record.occurrence) if one.key == record.session_key)
    return next(chosen, "") if record.session_key else ""


def _written_in_before(record: PresenceImport) -> bool:
    """Another report of the same, whose minutes this one's come on top of."""
    same = PresenceImport.objects.filter(occurrence=record.occurrence_id, session_key=record.session_key)
    return same.filter(state=ImportState.APPLIED).exclude(pk=record.pk).exists()


def _checked(request: SignedInRequest, occurrence: Occurrence, form: ReportForm) -> PresenceImport | None:
    try:
        people = read_report(form.cleaned_data["file"].read())
    except Unreadable:
        form.add_error("file", _("This is no attendance report: there is no line with headings and people below it."))
    except TooLong:
        form.add_error("file", _("The report has more than %(most)s lines.") % {"most": MOST})
    else:
        about = {"least_minutes": form.cleaned_data["least_minutes"], "session_key": form.session_key}
        return check_report(occurrence=occurrence, people=people, **about, by=request.user, at=clock.now())
    return None
