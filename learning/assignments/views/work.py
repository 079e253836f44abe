"""A learner's page of one assignment: written as it goes, handed in, and what was said of it."""

from typing import Any
from uuid import UUID

from django.contrib.messages import error, success
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms import clock
from cms.people.requests import SignedInRequest
from learning.domain.progress import UnknownItem, refuse_locked
from learning.enums import ItemKind
from learning.models import Enrolment
from learning.outline import Item, Lesson
from learning.queries import standing_of
from learning.snapshot import item_key
from learning.standing import Standing
from learning.views.desk import enrolled

from ..domain import submissions as verbs
from ..queries import submissions_of
from .pages import earlier_view, work_view

REFUSALS = (verbs.AlreadyHandedIn, verbs.NoSubmissionsLeft, verbs.TextTooLong, verbs.NothingToHandIn)


@enrolled
def work(request: SignedInRequest, enrolment: Enrolment, lesson: UUID, block: str) -> HttpResponse:
    """The task, what was written so far, and the form; sent, it saves, and hands in when it is told to."""
    if request.method == "POST":
        return _save(request, enrolment, lesson, block)
    return _page(request, enrolment, lesson, block)


def _save(request: SignedInRequest, enrolment: Enrolment, lesson: UUID, block: str) -> HttpResponse:
    """Saving comes first, whatever else was pressed, so that nothing written is lost."""
    about: dict[str, Any] = {"enrolment": enrolment, "lesson_key": lesson, "item_key": item_key(lesson, block)}
    about |= {"by": request.user, "at": clock.now()}
    sent: dict[str, Any] = {"text": request.POST.get("text"), "remove": request.POST.getlist("remove")}
    is_to_go = request.POST.get("do") == "submit"
    save = verbs.save_and_hand_in if is_to_go else verbs.save_draft
    try:
        saved = save(**about, **sent, uploads=request.FILES.getlist("files"))
    except REFUSALS as refusal:
        return _refused(request, enrolment, lesson, block, refusal)
    if saved.refused:
        return _page(request, enrolment, lesson, block, refused=saved.refused)
    if is_to_go:
        return _handed_in(request, saved.submission.submitted_at)
    if "HX-Request" in request.headers:
        return render(request, "learning/partials/saved.html", {"saved_at": saved.submission.saved_at})
    if not sent["remove"]:
        success(request, _("Saved. Hand it in when you are ready."))
    return redirect(f"{request.path}#write")


def _handed_in(request: SignedInRequest, at: Any) -> HttpResponse:
    moment = formats.date_format(timezone.localtime(at), "DATETIME_FORMAT")
    success(request, _("Handed in %(moment)s. You get a mail when there is feedback.") % {"moment": moment})
    return redirect(request.path)


def _refused(
    request: SignedInRequest, enrolment: Enrolment, lesson: UUID, block: str, refusal: Exception
) -> HttpResponse:
    """The page again, with what was refused and with what was written still in its field."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=409)
    if isinstance(refusal, verbs.AlreadyHandedIn) and request.POST.get("do") == "submit":
        return redirect(request.path)
    texts = {
        verbs.AlreadyHandedIn: _("It is handed in. What you sent now was not saved; take it back first."),
        verbs.NoSubmissionsLeft: _("It cannot be handed in again. What you sent was not saved."),
        verbs.TextTooLong: _("The text is too long to be kept. Shorten it, or hand it in as a file."),
        verbs.NothingToHandIn: _("There is nothing to hand in yet: write a text, or add a file."),
    }
    written = request.POST.get("text", "") if not isinstance(refusal, verbs.NothingToHandIn) else None
    return _page(request, enrolment, lesson, block, problem=texts[type(refusal)], written=written)


def _page(request: HttpRequest, enrolment: Enrolment, lesson: UUID, block: str, **about: Any) -> HttpResponse:
    standing, found, item = _standing(enrolment, lesson, item_key(lesson, block))
    context = work_view(enrolment, standing, found, item, at=clock.now(), **about)
    return render(request, "assignments/work.html", context, status=422 if about else 200)


def _standing(enrolment: Enrolment, lesson: UUID, key: str) -> tuple[Standing, Lesson, Item]:
    standing = standing_of(enrolment, language=get_language() or "")
    found = standing.outline.by_key.get(lesson)
    item = found.item(key) if found else None
    if found is None or item is None or item.kind != ItemKind.ASSIGNMENT:
        raise UnknownItem(key)
    refuse_locked(enrolment, standing, found)
    return standing, found, item


@enrolled
def submission(request: HttpRequest, enrolment: Enrolment, lesson: UUID, block: str, number: int) -> HttpResponse:
    """What was handed in, as it was then, and what was said of it; readable whatever became of the assignment."""
    rows = submissions_of(enrolment, item_key(lesson, block))
    found = next((one for one in rows if one.number == number and not one.is_draft), None)
    if found is None:
        raise Http404
    standing = standing_of(enrolment, language=get_language() or "")
    return render(request, "assignments/submission.html", earlier_view(enrolment, standing, found))


@enrolled
def take_back(request: SignedInRequest, enrolment: Enrolment, lesson: UUID, block: str) -> HttpResponse:
    way = redirect(request.path.removesuffix("take-back/"))
    if request.method != "POST":
        return way
    try:
        verbs.take_back(
            enrolment=enrolment, lesson_key=lesson, item_key=item_key(lesson, block), by=request.user, at=clock.now()
        )
    except verbs.CannotTakeBack:
        error(request, _("It cannot be taken back: somebody has begun to read it."))
    else:
        success(request, _("You have taken it back. It is a draft again."))
    return way
