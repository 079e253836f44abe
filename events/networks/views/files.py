"""Files of a network: put up by those who write for it, fetched by its members, shown to nobody else."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms import clock
from cms.people.requests import SignedInRequest
from events.models import Series
from events.uploads import file_answer
from learning.assignments.file_checks import FileRefused

from ..domain import files
from ..enums import FileCategory
from ..forms.files import AboutFileForm, NewFileForm, VersionForm
from ..models import FileVersion, NetworkFile
from .frame import WRONG, inside_or_404, page, written_or_404


def files_by_category(series: Series) -> list[dict[str, Any]]:
    """Each with its newest version. Two queries."""
    rows = NetworkFile.objects.filter(series=series).prefetch_related("versions__uploaded_by").order_by("title", "pk")
    groups: dict[str, list[NetworkFile]] = {}
    for one in rows:
        groups.setdefault(one.category, []).append(one)
    return [
        {"words": category.label, "files": [_row(one) for one in groups[category]]}
        for category in FileCategory
        if category in groups
    ]


def _row(file: NetworkFile) -> dict[str, Any]:
    versions = list(file.versions.all())
    return {"file": file, "newest": versions[0] if versions else None, "earlier": versions[1:]}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_file(request: SignedInRequest, key: UUID) -> HttpResponse:
    series = written_or_404(request, key)
    posted = request.method == "POST"
    form = NewFileForm(request.POST, request.FILES) if posted else NewFileForm()
    if posted and form.is_valid():
        values = form.cleaned_data
        about = {"title": values["title"], "category": values["category"], "by": request.user, "at": clock.now()}
        try:
            files.add_file(series=series, upload=values["file"], **about)
        except FileRefused as refused:
            form.add_error("file", refused.reason.label)
        else:
            success(request, _("The file is there for the members."))
            return redirect("network", key=series.key)
    return page(request, "new_file", series, status=WRONG if form.errors else 200, form=form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def file(request: SignedInRequest, key: UUID, file: UUID) -> HttpResponse:
    """One file: what it is called, a newer version, or its end."""
    series = written_or_404(request, key)
    found = get_object_or_404(NetworkFile.objects.prefetch_related("versions__uploaded_by"), key=file, series=series)
    do = request.POST.get("do", "")
    who: dict[str, Any] = {"file": found, "by": request.user, "at": clock.now()}
    if do == "remove":
        files.remove_file(**who)
        success(request, _("The file is removed, with all versions."))
        return redirect("network", key=series.key)
    about = AboutFileForm(
        request.POST if do == "change" else None, initial={"title": found.title, "category": found.category}
    )
    version = VersionForm(request.POST, request.FILES) if do == "version" else VersionForm()
    if _saved(about, version, who):
        success(request, _("Saved."))
        return redirect("network_file", key=series.key, file=found.key)
    status = WRONG if about.errors or version.errors else 200
    return page(request, "file", series, status=status, file=found, about_form=about, version_form=version)


def _saved(about: AboutFileForm, version: VersionForm, who: dict[str, Any]) -> bool:
    if about.is_bound and about.is_valid():
        files.change_file(**about.cleaned_data, **who)
        return True
    if version.is_bound and version.is_valid():
        try:
            files.add_version(upload=version.cleaned_data["file"], **who)
        except FileRefused as refused:
            version.add_error("file", refused.reason.label)
            return False
        return True
    return False


@never_cache
@require_safe
@login_required
def fetch(request: SignedInRequest, key: UUID, file: UUID, number: int) -> HttpResponseBase:
    """A version to save, for members; never shown as a page of ours."""
    series = inside_or_404(request, key)
    found = get_object_or_404(FileVersion, of__key=file, of__series=series, number=number)
    return file_answer(found.file, name=found.name, mime=found.mime)
