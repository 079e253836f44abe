"""A contact person enrols people of their organisation: ticks them, or uploads a list that is checked first."""

from collections.abc import Iterable
from typing import Any

from django.contrib.messages import error, success
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms import clock
from cms.exports import csv_response
from cms.imports.reader import UnreadableFile
from cms.people.models import Organisation
from cms.people.requests import SignedInRequest
from cms.views.looked_after import looked_after
from learning.domain.enrolments import EnrolmentEnded
from learning.models import Enrolment

from ..domain import lists
from ..list_forms import EnrolPeopleForm, WhoForm, by_name, memberships_here
from ..list_lines import MOST, Line, TooLong, lines_of_file, lines_of_people
from ..models import EnrolmentList
from ..queries import counts_of, lists_of

A_PAGE = 100
EARLIER = 20


@looked_after
@never_cache
def enrol_people(request: SignedInRequest, organisation: Organisation) -> HttpResponse:
    """Course and people. Ticked people are enrolled at once, a list is checked first."""
    who, form = _forms(request, organisation)
    if request.method == "POST" and form.is_valid() and (record := _checked(request, organisation, form)):
        return redirect("enrolment_list", key=organisation.key, pk=record.pk)
    context = {
        "organisation": organisation,
        "who": who,
        "form": form,
        "records": lists_of(organisation)[:EARLIER],
    }
    return render(request, "joining/enrol_people.html", context, status=422 if form.errors else 200)


def _forms(request: SignedInRequest, organisation: Organisation) -> tuple[WhoForm, EnrolPeopleForm]:
    held = memberships_here(organisation, on=clock.today())
    who = WhoForm(request.GET, organisation=organisation, roles={one.role for one in held})
    wanted = who.cleaned_data if who.is_valid() else {}
    fitting = [
        one
        for one in held
        if wanted.get("role", "") in ("", one.role) and (not wanted.get("unit") or one.unit_id == wanted["unit"].pk)
    ]
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    shown = by_name({one.user_id: one.user for one in fitting})
    return who, EnrolPeopleForm(*sent, people=shown, every={one.user_id: one.user for one in held})


def _checked(request: SignedInRequest, organisation: Organisation, form: EnrolPeopleForm) -> EnrolmentList | None:
    """A list, checked; one of ticked people is started too. What is wrong is said in the form."""
    values: dict[str, Any] = {"by": request.user, "at": clock.now()}
    file = form.cleaned_data["file"]
    lines = _lines(form, organisation) if file else lines_of_people(form.ticked)
    if lines is None:
        return None
    try:
        about = {"course": form.cleaned_data["course"], "organisation": organisation}
        record = lists.check_list(lines=lines, ticked=not file, **about, **values)
        return record if file else lists.start_list(record=record, **values)
    except (lists.ClosedForNew, lists.WayNotOpen):
        form.add_error("course", _("Contact persons cannot enrol people in this course now."))
    except lists.NobodyToEnrol:
        return record
    return None


def _lines(form: EnrolPeopleForm, organisation: Organisation) -> list[Line] | None:
    file = form.cleaned_data["file"]
    try:
        return lines_of_file(file.file, size=file.size, organisation=organisation)
    except UnreadableFile as unreadable:
        form.add_error("file", str(unreadable))
    except TooLong:
        form.add_error("file", _("The list has more than %(most)s people. Divide it.") % {"most": MOST})
    return None


@looked_after
@never_cache
@require_safe
def enrolment_list(request: SignedInRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """What the list comes to. A page that polls gets its part alone, and the whole when it is over."""
    record, polls = _record(organisation, pk), bool(request.headers.get("HX-Request"))
    context: dict[str, Any] = {"record": record, "organisation": organisation, "counts": counts_of(record)}
    if polls and record.is_working:
        return render(request, "joining/partials/list_progress.html", context)
    refused = record.lines.exclude(reason="").select_related("user").order_by("row")
    context["page"] = Paginator(refused, A_PAGE).get_page(request.GET.get("page"))
    good = record.lines.filter(reason="").select_related("user", "enrolment__course_state").order_by("row")
    context["people"] = Paginator(good, A_PAGE).get_page(request.GET.get("people"))
    response = render(request, "joining/enrolment_list.html", context)
    if polls:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
@looked_after
def start_list(request: SignedInRequest, organisation: Organisation, pk: int) -> HttpResponse:
    record = _record(organisation, pk)
    try:
        lists.start_list(record=record, by=request.user, at=clock.now())
    except lists.NotChecked:
        error(request, _("This list has been started already."))
    except lists.NobodyToEnrol:
        error(request, _("There is nobody in the list to enrol. Mend it and upload it again."))
    except (lists.ClosedForNew, lists.WayNotOpen):
        error(request, _("Contact persons cannot enrol people in this course now."))
    return redirect("enrolment_list", key=organisation.key, pk=record.pk)


@looked_after
@require_safe
def list_report(request: SignedInRequest, organisation: Organisation, pk: int) -> HttpResponseBase:
    """Every line that is refused, or everybody who was ticked and is not enrolled; what stands there runs in no
    spreadsheet.
    """
    record = _record(organisation, pk)
    rows = record.lines.exclude(reason="").select_related("user").order_by("row").iterator(chunk_size=2000)
    header: tuple[str, ...] = (_("Row"), _("Column"), _("Reason"), _("What stands there"))
    lines: Iterable[tuple[Any, ...]] = (
        (one.row, one.get_column_display(), one.get_reason_display(), one.value) for one in rows
    )
    if record.ticked:
        header, lines = (_("Person"), _("Reason")), ((one.person, one.why_not) for one in rows)
    name = "-".join([pgettext("file name", "enrolment"), str(record.pk)])
    return csv_response(f"{name}.csv", header, lines)


@require_POST
@looked_after
def withdraw_person(request: SignedInRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Take back an enrolment that was made for this very organisation by a list."""
    rows = Enrolment.objects.filter(organisation=organisation, list_line__record__organisation=organisation)
    enrolment = get_object_or_404(rows.select_related("list_line", "learner"), pk=pk)
    try:
        lists.withdraw_for_organisation(enrolment=enrolment, by=request.user, at=clock.now())
    except EnrolmentEnded:
        error(request, _("The person has completed the course or left it already."))
    else:
        success(request, _("%(name)s no longer takes the course.") % {"name": enrolment.learner})
    return redirect("enrolment_list", key=organisation.key, pk=enrolment.list_line.record_id)


def _record(organisation: Organisation, pk: int) -> EnrolmentList:
    rows = EnrolmentList.objects.select_related("course__ways", "by").filter(organisation=organisation)
    return get_object_or_404(rows, pk=pk)
