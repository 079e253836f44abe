from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from cms import clock
from cms.people.models import User
from cms.people.requests import SignedInRequest
from cms.security import HEADER
from cms.views.media import FILE_POLICY

from ..models import FeedbackFile, SubmissionFile
from ..rules import is_own_submission, may_assess, may_fetch, may_fetch_with_feedback


@login_required
@require_safe
def file(request: SignedInRequest, key: UUID) -> HttpResponseBase:
    """A file that was handed in, to those who may; saved, never shown as a page of ours, and kept by no cache."""
    rows = SubmissionFile.objects.select_related("submission__enrolment__course")
    found = get_object_or_404(rows, key=key)
    if not may_fetch(request.user, found, at=clock.now()):
        raise Http404
    return _handed_out(found, _name_for(request.user, found))


@login_required
@require_safe
def feedback_file(request: SignedInRequest, key: UUID) -> HttpResponseBase:
    """A file that goes with a teacher's feedback, to those who may; in the same way."""
    found = get_object_or_404(FeedbackFile.objects.select_related("submission__enrolment__course"), key=key)
    if not may_fetch_with_feedback(request.user, found, at=clock.now()):
        raise Http404
    return _handed_out(found, found.name)


def _handed_out(found: SubmissionFile | FeedbackFile, name: str) -> HttpResponseBase:
    try:
        opened = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=found.mime)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response[HEADER] = FILE_POLICY
    return response


def _name_for(user: User, found: SubmissionFile) -> str:
    """The learner's own name for it; to another learner none that might say whose it is."""
    submission = found.submission
    if is_own_submission(user, submission) or may_assess(user, submission.enrolment.course, at=clock.now()):
        return found.name
    return f"file-{found.pk}.{found.name.rpartition('.')[2]}"
