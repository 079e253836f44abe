from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from cms import audit, clock
from cms.people.requests import SignedInRequest

from ..evidence import content_type
from ..models import Waiver
from ..rules import may_see_evidence


@login_required
@require_safe
def evidence(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file behind a waiver, to its learner and to those who may waive; the latter leave a line in the log."""
    at = clock.now()
    waiver = get_object_or_404(Waiver.objects.select_related("course"), pk=pk)
    if not waiver.file or not may_see_evidence(request.user, waiver, at=at):
        raise Http404
    if waiver.learner_id != request.user.pk:
        audit.record(waiver, action="gates.read_evidence", by=request.user, at=at)
    answer = FileResponse(
        waiver.file.open("rb"),
        as_attachment=True,
        filename=waiver.file_name,
        content_type=content_type(waiver.file_name),
    )
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
