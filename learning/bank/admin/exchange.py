"""Files of questions in and out."""

from typing import Any

from django.contrib.messages import error, success
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.generic import FormView, View

from cms import clock
from cms.exports import csv_response
from cms.file_names import disposition
from cms.people.requests import SignedInRequest

from ..domain.imports import NotChecked, NothingToImport, already_here, check_questions, import_questions
from ..enums import ImportState
from ..exporting import ENDINGS, TYPES, exported, file_of
from ..formats.reading import UnreadableFile
from ..models import QuestionImport
from ..queries import found_questions
from ..rules import may_see_bank, may_write_questions
from .forms import ExportForm, ImportForm, SearchForm, UploadForm
from .views import BankPage

SHOWN = 200


class WritersOnly(BankPage):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_write_questions(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class UploadView(WritersOnly, FormView):
    http_method_names = ["get", "head", "options", "post"]
    template_name = "bank/admin/upload.html"
    form_class = UploadForm
    page_title = _("Import questions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        records = QuestionImport.objects.select_related("by").defer("drafts", "problems")
        return super().get_context_data(**kwargs) | {"records": records[:20]}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            record = check_questions(
                data=file.read(),
                file_name=file.name,
                form=form.cleaned_data["format"],
                language=form.cleaned_data["language"],
                by=self.request.user,
                at=clock.now(),
            )
        except UnreadableFile as unreadable:
            form.add_error("file", str(unreadable))
            return self.form_invalid(form)
        return redirect("bank_admin:import", pk=record.pk)

    def form_invalid(self, form: UploadForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ImportView(WritersOnly, FormView):
    """What would be imported and what would not, and the button."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "bank/admin/import.html"
    form_class = ImportForm
    page_title = _("Import questions")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if may_write_questions(request.user):
            self.record = get_object_or_404(QuestionImport, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.record
        waits = record.state == ImportState.CHECKED
        return super().get_context_data(**kwargs) | {
            "record": record,
            "waits": waits,
            "here": already_here(record) if waits else record.unchanged,
            "ready": len(record.drafts),
            "problems": record.problems[:SHOWN],
            "more": max(0, len(record.problems) - SHOWN),
            "drafts": record.drafts[:SHOWN],
        }

    def form_valid(self, form: ImportForm) -> HttpResponse:
        try:
            record = import_questions(
                record=self.record,
                tags=tuple(form.cleaned_data["tags"]),
                category=form.cleaned_data["category"],
                by=self.request.user,
                at=clock.now(),
            )
        except NotChecked:
            error(self.request, _now("This file has been imported already."))
        except NothingToImport:
            error(self.request, _now("No question of this file can be imported. Mend it and upload it again."))
        else:
            success(self.request, _now("%(number)s questions are imported.") % {"number": record.created})
        return redirect("bank_admin:import", pk=self.record.pk)


class ReportView(WritersOnly, View):
    """What was not imported, line by line, to mend the file by."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: SignedInRequest, pk: int) -> HttpResponseBase:
        record = get_object_or_404(QuestionImport, pk=pk)
        header = (_now("Line"), _now("Question"), _now("Left out"), _now("Reason"))
        words = {True: _now("the whole question"), False: _now("a part of it")}
        rows = ((one["line"], one["question"], words[one["refused"]], one["reason"]) for one in record.problems)
        name = "-".join([pgettext("file name", "questions"), str(record.pk)])
        return csv_response(f"{name}.csv", header, rows)


class ExportView(View):
    """What the list shows, as a file in one language."""

    http_method_names = ["get", "head"]

    def get(self, request: SignedInRequest) -> HttpResponseBase:
        if not may_see_bank(request.user):
            raise PermissionDenied
        form, search = ExportForm(request.GET), SearchForm(request.GET)
        if not form.is_valid():
            error(request, _now("Choose a format and a language."))
            return redirect("bank_admin:questions")
        wanted = search.cleaned_data if search.is_valid() else {}
        kind = form.cleaned_data["format"]
        questions = exported(found_questions(**wanted), form.cleaned_data["language"])
        name = pgettext("file name", "questions")
        response = StreamingHttpResponse(file_of(questions, kind), content_type=TYPES[kind])
        response.headers["Content-Disposition"] = disposition(f"{name}.{ENDINGS[kind]}")
        return response
