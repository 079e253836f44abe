from uuid import UUID

from django.contrib.messages import success, warning
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms import clock
from cms.people.requests import SignedInRequest
from learning.models import Enrolment
from learning.queries import standing_of
from learning.snapshot import item_key
from learning.views.desk import enrolled

from ..assessing import Assessment
from ..domain.peers import ReviewIsClosed, ReviewIsDone, ReviewNotWhole, send_review
from ..models import PeerReview
from ..presenting import file_rows, read_assessment, rubric_rows
from ..queries import block_on, last_day_of_reviews


@enrolled
def review(request: SignedInRequest, enrolment: Enrolment, lesson: UUID, block: str, pk: int) -> HttpResponse:
    """What another learner handed in, without a name, and the rubric to assess it by."""
    rows = enrolment.peer_reviews.filter(submission__item_key=item_key(lesson, block))
    found = rows.select_related("submission__release").defer("submission__release__outline").filter(pk=pk).first()
    if found is None:
        raise Http404
    if request.method == "POST" and found.is_open:
        return _send(request, enrolment, found)
    return _page(request, enrolment, found, Assessment(found.criteria, found.comment))


def _send(request: SignedInRequest, enrolment: Enrolment, found: PeerReview) -> HttpResponse:
    language = get_language() or ""
    asked = block_on(found.submission.release, found.submission.item_key, language)
    said = read_assessment(asked, request.POST)
    try:
        send_review(review=found, assessment=said, by=request.user, at=clock.now())
    except ReviewNotWhole as refusal:
        left = [one["title"] for one in asked["criteria"] if not said.criteria[one["id"]]["level"]]
        return _page(request, enrolment, found, said, missing=left or refusal.missing)
    except ReviewIsDone:
        pass
    except ReviewIsClosed:
        warning(request, _("The teacher has gone on without it. Nothing was sent."))
    else:
        success(request, _("Thank you. The other learner reads it without your name."))
    lesson, block = found.submission.item_key.split(":", 1)
    return redirect(reverse("assignments:work", args=[enrolment.course.slug, lesson, block]))


def _page(
    request: SignedInRequest,
    enrolment: Enrolment,
    found: PeerReview,
    said: Assessment,
    missing: list[str] | None = None,
) -> HttpResponse:
    standing = standing_of(enrolment, language=get_language() or "")
    submission = found.submission
    asked = block_on(submission.release, submission.item_key, standing.language)
    lesson, block = submission.item_key.split(":", 1)
    context = {
        "enrolment": enrolment,
        "course_title": standing.outline.texts[standing.language]["title"],
        "course_url": reverse("course", args=[enrolment.course.slug]),
        "work_url": reverse("assignments:work", args=[enrolment.course.slug, lesson, block]),
        "content_language": standing.language,
        "title": asked["title"],
        "task": asked,
        "review": found,
        "last_day": last_day_of_reviews(enrolment.course_id, submission.item_key) if found.is_open else None,
        "submission": submission,
        "files": [
            row | {"name": _("File %(number)s") % {"number": n}} for n, row in enumerate(file_rows(submission), 1)
        ],
        "criteria": rubric_rows(asked, said, missing or ()),
        "comment": said.comment,
        "missing": missing,
    }
    return render(request, "assignments/review.html", context, status=422 if missing else 200)
