"""Tables to take away. Each one leaves a line in the log."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import audit, clock
from cms.people.models import Organisation
from cms.people.requests import SignedInRequest
from cms.views.looked_after import looked_after

from ...models import Course
from ...teaching.picture import Picture
from ...teaching.seen import seen_by
from ..centre_tables import months_table, sums_table
from ..course_table import gradebook_table
from ..enums import FileFormat
from ..forms import CentreForm
from ..organisation_table import organisation_table
from ..rules import may_see_centre
from ..tables import answer_with


@login_required
@never_cache
@require_safe
def course_table(request: SignedInRequest, course: str, form: str) -> HttpResponseBase:
    """The gradebook of a course or of one of its groups (`?group=`), for those who follow it up."""
    found, at = get_object_or_404(Course, slug=course), clock.now()
    seen, asked = seen_by(request.user, found, at=at), request.GET.get("group", "")
    if seen is None or (asked and seen.group(asked) != asked):
        raise Http404
    group = seen.group(asked)
    _take_down(request, found, form, action="reports.export_course", **({"group": group} if group else {}))
    return answer_with(gradebook_table(Picture(found, at=at, only=seen.only(group))), form, at=at)


@looked_after
@never_cache
@require_safe
def organisation_learning(request: SignedInRequest, organisation: Organisation, form: str) -> HttpResponseBase:
    """Who takes and has completed what for an organisation, for those who look after it."""
    _take_down(request, organisation, form, action="reports.export_organisation")
    return answer_with(organisation_table(organisation), form, at=clock.now())


@login_required
@never_cache
@require_safe
def sums(request: SignedInRequest, form: str) -> HttpResponseBase:
    """Courses by organisations."""
    return _of_centre(request, form, sums_table)


@login_required
@never_cache
@require_safe
def months(request: SignedInRequest, form: str) -> HttpResponseBase:
    return _of_centre(request, form, months_table)


def _of_centre(request: SignedInRequest, form: str, table: Any) -> HttpResponseBase:
    if not may_see_centre(request.user):
        raise Http404
    wanted = CentreForm(request.GET, today=clock.today()).wanted()
    _take_down(request, request.user, form, action="reports.export_centre")
    return answer_with(table(wanted), form, at=clock.now())


def _take_down(request: SignedInRequest, about: Any, form: str, *, action: str, **more: str) -> None:
    if form not in FileFormat.values:
        raise Http404
    audit.record(about, action=action, by=request.user, at=clock.now(), form=form, **more)
