"""One's own reports by mail."""

from django.contrib.auth.decorators import login_required
from django.contrib.messages import info, success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms import clock
from cms.people.requests import SignedInRequest

from ..domain.reports import (
    AlreadyAsked,
    MayNotGet,
    ReportEnded,
    ask_for_report,
    end_report,
    pause_report,
    resume_report,
)
from ..forms import ReportForm
from ..models import ScheduledReport
from ..summaries import page_of, table_of, title_of

SHOWN = 50
VERBS = {"pause": pause_report, "resume": resume_report, "end": end_report}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: SignedInRequest) -> HttpResponse:
    """What comes by mail, and the form that asks for more."""
    about, at = request.GET.get("about", ""), clock.now()
    form = ReportForm(request.POST or None, user=request.user, at=at, asked=about)
    if request.method == "POST" and form.is_valid() and _asked(request, form):
        return redirect("reports:mine")
    status = 422 if form.is_bound else 200
    return render(request, "reports/mine.html", {"form": form, "reports": _rows(request)}, status=status)


def _asked(request: SignedInRequest, form: ReportForm) -> bool:
    values = form.cleaned_data
    try:
        report = ask_for_report(
            user=request.user,
            **form.target(),
            rhythm=values["rhythm"],
            file_format=values["file_format"],
            at=clock.now(),
        )
    except MayNotGet:
        form.add_error("about", _("This is not yours to see."))
    except AlreadyAsked:
        form.add_error("about", _("This report comes already, or is paused. See the list."))
    else:
        success(request, _("“%(title)s” comes by mail from now on.") % {"title": title_of(report)})
        return True
    return False


def _rows(request: SignedInRequest) -> list[dict[str, object]]:
    found = request.user.scheduled_reports.select_related("course", "organisation")
    return [{"report": one, "title": title_of(one), "page": page_of(one)} for one in found[:SHOWN]]


@login_required
@require_POST
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Pause, resume or end one of one's own."""
    report = get_object_or_404(ScheduledReport, pk=pk, user=request.user)
    verb = VERBS.get(request.POST.get("do", ""))
    if verb is None:
        return redirect("reports:mine")
    try:
        verb(report=report, at=clock.now())
    except ReportEnded:
        info(request, _("It has ended already. Ask for it anew."))
    else:
        success(request, _("Done."))
    return redirect("reports:mine")


@login_required
@never_cache
@require_safe
def fetch(request: SignedInRequest, pk: int) -> HttpResponse:
    """The way from a mail to the table; whether one may have it is asked there."""
    rows = ScheduledReport.objects.select_related("course", "organisation")
    return redirect(table_of(get_object_or_404(rows, pk=pk, user=request.user)))
