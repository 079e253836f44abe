"""Uploading a list, seeing what is wrong with it, importing what is right, and the report."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import error
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms import clock
from cms.exports import csv_response
from cms.people.models import Organisation
from cms.people.requests import SignedInRequest
from cms.views.looked_after import looked_after

from .domain.imports import NotChecked, NothingToImport, start_import, upload_import
from .enums import Column, ImportKind
from .examples import EXAMPLES
from .forms import UploadForm
from .headers import COLUMNS, REQUIRED
from .models import Import
from .queries import imports_of, report_rows
from .reader import UnreadableFile
from .rules import may_import_everywhere, may_see_import

A_PAGE = 100


@login_required
def imports(request: SignedInRequest) -> HttpResponse:
    """For the centre: lists of organisations, and of people of any organisation."""
    if not may_import_everywhere(request.user):
        raise Http404
    return _upload(request, None)


@looked_after
def import_people(request: SignedInRequest, organisation: Organisation) -> HttpResponse:
    """For those who look after an organisation: people, to this organisation."""
    return _upload(request, organisation)


def _upload(request: SignedInRequest, organisation: Organisation | None) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, people_only=organisation is not None)
    if request.method == "POST" and form.is_valid() and (record := _keep(request, form, organisation)):
        return redirect("import_progress", pk=record.pk)
    kinds = [ImportKind.PEOPLE] if organisation else list(ImportKind)
    context = {
        "form": form,
        "organisation": organisation,
        "records": imports_of(organisation)[:20],
        "kinds": [_described(kind, organisation) for kind in kinds],
    }
    return render(request, "imports/upload.html", context)


def _keep(request: SignedInRequest, form: UploadForm, organisation: Organisation | None) -> Import | None:
    file = form.cleaned_data["file"]
    try:
        return upload_import(
            kind=form.kind_chosen,
            file=file.file,
            file_name=file.name,
            size=file.size,
            organisation=organisation,
            send_invitations=form.cleaned_data["send_invitations"],
            by=request.user,
            at=clock.now(),
        )
    except UnreadableFile as unreadable:
        form.add_error("file", str(unreadable))
        return None


def _described(kind: ImportKind, organisation: Organisation | None) -> dict[str, Any]:
    """Which columns such a list has, for those who have not made one before."""
    hidden = {Column.NUMBER, Column.ORGANISATION} if organisation else set()
    columns = [column.label for column in COLUMNS[kind] if column not in hidden]
    return {"kind": kind.value, "label": kind.label, "columns": columns, "required": REQUIRED[kind].label}


@require_safe
@login_required
def import_example(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """A small list of each kind, to start from. There is nothing secret in it."""
    if kind not in EXAMPLES:
        raise Http404
    header, *rows = EXAMPLES[ImportKind(kind)]
    return csv_response(f"{kind}.csv", header, rows)


@require_safe
@never_cache
@login_required
def import_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far it has come, and what is wrong. A page that polls gets its part alone, and the whole when it is over."""
    record = _record(request, pk)
    if request.headers.get("HX-Request") and record.is_working:
        return render(request, "imports/partials/progress.html", {"record": record})
    page = Paginator(record.problems.order_by("row", "pk"), A_PAGE).get_page(request.GET.get("page"))
    response = render(request, "imports/progress.html", {"record": record, "page": page, "ready": _ready(record)})
    if request.headers.get("HX-Request"):
        response.headers["HX-Refresh"] = "true"
    return response


def _ready(record: Import) -> int:
    """Lines that an import would do something with."""
    return record.created + record.invited


@require_POST
@login_required
def start(request: SignedInRequest, pk: int) -> HttpResponse:
    record = _record(request, pk)
    try:
        start_import(record=record, by=request.user, at=clock.now())
    except NotChecked:
        error(request, _("This list has been started already, or is not checked yet."))
    except NothingToImport:
        error(request, _("No line can be imported. Mend the list and upload it again."))
    return redirect("import_progress", pk=record.pk)


@require_safe
@login_required
def import_report(request: SignedInRequest, pk: int) -> HttpResponseBase:
    record = _record(request, pk)
    header = (_("Row"), _("Column"), _("Reason"), _("What stands there"))
    return csv_response(f"import-{record.pk}.csv", header, report_rows(record))


def _record(request: SignedInRequest, pk: int) -> Import:
    record = get_object_or_404(Import.objects.select_related("organisation", "by"), pk=pk)
    if not may_see_import(request.user, record, on=clock.today()):
        raise Http404
    return record
