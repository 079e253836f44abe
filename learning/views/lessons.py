from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms import clock
from cms.people.requests import SignedInRequest

from ..domain import progress
from ..models import Enrolment
from ..outline import outline_of
from ..presenters import lesson_view
from ..queries import standing_of
from ..snapshot import item_key
from .desk import enrolled, not_there, post_only


@enrolled
def lesson(request: HttpRequest, enrolment: Enrolment, lesson: UUID) -> HttpResponse:
    """A lesson as the learner's release holds it; a locked one says what it waits for."""
    standing = standing_of(enrolment, language=get_language() or "")
    found = standing.outline.by_key.get(lesson)
    if found is None:
        return not_there(request, enrolment, lesson)
    progress.refuse_locked(enrolment, standing, found)
    return render(request, "learning/lesson.html", lesson_view(enrolment, standing, found))


@post_only
@enrolled
def read(request: SignedInRequest, enrolment: Enrolment, lesson: UUID) -> HttpResponse:
    """ "I have read this": then on to the next lesson, or to the course when this was the last."""
    now = progress.mark_read(enrolment=enrolment, lesson_key=lesson, by=request.user, at=clock.now())
    following = _after(now, lesson)
    if following is None:
        return redirect("course", course=enrolment.course.slug)
    return redirect("lesson", course=enrolment.course.slug, lesson=following)


@post_only
@enrolled
def reflection(request: SignedInRequest, enrolment: Enrolment, lesson: UUID, block: str) -> HttpResponse:
    """Keep a reflection. HTMX gets the line saying so, everybody else the lesson again."""
    text = request.POST.get(f"r-{block}", "")
    saved = progress.save_reflection(
        enrolment=enrolment,
        lesson_key=lesson,
        item_key=item_key(lesson, block),
        text=text,
        by=request.user,
        at=clock.now(),
    )
    if "HX-Request" in request.headers:
        return render(request, "learning/partials/saved.html", {"saved_at": saved.saved_at})
    success(request, _("Your text is saved. Only you can read it."))
    return redirect(f"{request.path.removesuffix(f'{block}/reflection/')}#b-{block}")


@post_only
@enrolled
def place(request: HttpRequest, enrolment: Enrolment, lesson: UUID) -> HttpResponse:
    """A bookmark set by the page's script; who reads without scripts resumes at the lesson."""
    progress.remember_place(enrolment=enrolment, lesson_key=lesson, block_id=request.POST.get("block", ""))
    return HttpResponse(status=204)


def _after(enrolment: Enrolment, lesson: UUID) -> UUID | None:
    outline = outline_of(enrolment.release)
    place_in_order = outline.by_key[lesson].number
    return outline.lessons[place_in_order].key if place_in_order < len(outline.lessons) else None
