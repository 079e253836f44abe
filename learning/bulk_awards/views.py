"""Awarding to a list: the form, what it would come to, the button, and how far it has come."""

from django.contrib.auth.decorators import login_required
from django.contrib.messages import error, success
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms import clock
from cms.people.requests import SignedInRequest

from ..domain.certificate_documents import render_again
from ..models import Certificate
from .domain.bulk_awards import NobodyToAward, NotChecked, check_bulk_award, start_bulk_award
from .forms import BulkAwardForm
from .models import BulkAward
from .queries import progress_of
from .rules import may_award_to_lists

A_PAGE = 100
EARLIER = 20


@login_required
def bulk_awards(request: SignedInRequest) -> HttpResponse:
    """A new award, and those before it."""
    _must_be_allowed(request)
    form = BulkAwardForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        record = check_bulk_award(award=form.award, people=form.found, by=request.user, at=clock.now())
        return redirect("bulk_award", pk=record.pk)
    earlier = BulkAward.objects.select_related("by")[:EARLIER]
    status = 422 if form.errors else 200
    return render(request, "bulk_awards/new.html", {"form": form, "earlier": earlier}, status=status)


@require_safe
@never_cache
@login_required
def bulk_award(request: SignedInRequest, pk: int) -> HttpResponse:
    """What it comes to. A page that polls gets its part alone, and the whole when it is over."""
    record, polls = _record(request, pk), bool(request.headers.get("HX-Request"))
    progress = progress_of(record)
    works = record.is_running or progress.waits_for_documents
    context = {"record": record, "progress": progress, "works": works}
    if polls and works:
        return render(request, "bulk_awards/partials/progress.html", context)
    lines = record.lines.select_related("user", "certificate").order_by("row")
    context["page"] = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    response = render(request, "bulk_awards/award.html", context)
    if polls:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
@login_required
def start(request: SignedInRequest, pk: int) -> HttpResponse:
    record = _record(request, pk)
    try:
        start_bulk_award(record=record, by=request.user, at=clock.now())
    except NotChecked:
        error(request, _("This award has been started already."))
    except NobodyToAward:
        error(request, _("There is nobody in the list to award it to. Mend the list and send it again."))
    return redirect("bulk_award", pk=record.pk)


@require_POST
@login_required
def draw_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make the PDFs of the list once more, each as it was issued."""
    record = _record(request, pk)
    of_this = Certificate.objects.filter(pk__in=record.lines.values("certificate"))
    number = render_again(certificates=of_this, by=request.user, at=clock.now())
    text = ngettext("%(number)s PDF is being made again.", "%(number)s PDFs are being made again.", number)
    success(request, text % {"number": number})
    return redirect("bulk_award", pk=record.pk)


def _must_be_allowed(request: SignedInRequest) -> None:
    if not may_award_to_lists(request.user):
        raise Http404


def _record(request: SignedInRequest, pk: int) -> BulkAward:
    _must_be_allowed(request)
    return get_object_or_404(BulkAward.objects.select_related("by"), pk=pk)
