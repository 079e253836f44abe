from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms import clock
from cms.people.requests import SignedInRequest

from ..answers import read_answers, unanswered
from ..domain import attempts
from ..drawing import served
from ..enums import AttemptState
from ..models import Attempt, Enrolment
from ..presenters import attempt_view, lesson_view
from ..queries import quiz_on, standing_of, with_grade
from ..snapshot import item_key
from .desk import enrolled, post_only


@post_only
@enrolled
def start(request: SignedInRequest, enrolment: Enrolment, lesson: UUID, block: str) -> HttpResponse:
    """Start an attempt at a timed quiz; clicked twice it is one attempt, and its clock runs from the first click."""
    begun = attempts.start_attempt(
        enrolment=enrolment, lesson_key=lesson, item_key=item_key(lesson, block), by=request.user, at=clock.now()
    )
    if begun.state == AttemptState.SUBMITTED:
        return _handed_in(request, begun, lesson, block, enrolment)
    return redirect(f"{request.path.removesuffix(f'{block}/start/')}#b-{block}")


@post_only
@enrolled
def answers(request: SignedInRequest, enrolment: Enrolment, lesson: UUID, block: str) -> HttpResponse:
    """Save the answers, or hand them in. Questions left open are pointed out first, once, with nothing lost."""
    key = item_key(lesson, block)
    done: dict[str, Any] = {
        "enrolment": enrolment,
        "lesson_key": lesson,
        "item_key": key,
        "by": request.user,
        "at": clock.now(),
    }
    if request.POST.get("do") != "submit":
        saved = attempts.save_answers(**done, read=_reader(request))
        if saved.state == AttemptState.STARTED:
            return _saved(request, saved, lesson, block, enrolment)
        return _handed_in(request, saved, lesson, block, enrolment)
    attempt = attempts.submit_attempt(**done, read=_reader(request), only_whole="anyway" not in request.POST)
    if attempt.state == AttemptState.STARTED:
        return _point_out(request, enrolment, lesson, attempt)
    return _handed_in(request, attempt, lesson, block, enrolment)


@enrolled
def attempt(request: HttpRequest, enrolment: Enrolment, lesson: UUID, block: str, number: int) -> HttpResponse:
    """What an attempt gave: score, and feedback on what was answered."""
    key = item_key(lesson, block)
    standing = standing_of(enrolment, language=get_language() or "")
    tried = with_grade(enrolment.attempts.select_related("release").defer("release__outline"))
    rows = tried.filter(item_key__startswith=f"{lesson}:", state=AttemptState.SUBMITTED)
    attempts = [one for one in rows if one.item_key == key]
    found = next((one for one in attempts if one.number == number), None)
    if found is None:
        raise Http404
    return render(request, "learning/attempt.html", attempt_view(enrolment, standing, found, attempts))


def _reader(request: HttpRequest) -> attempts.ReadAnswers:
    return lambda questions: read_answers(questions, request.POST)


def _saved(request: HttpRequest, saved: Attempt, lesson: UUID, block: str, enrolment: Enrolment) -> HttpResponse:
    if "HX-Request" in request.headers:
        return render(request, "learning/partials/saved.html", {"saved_at": saved.saved_at})
    success(request, _("Your answers are saved. Hand them in when you are ready."))
    return redirect("lesson", course=enrolment.course.slug, lesson=lesson)


def _handed_in(request: HttpRequest, attempt: Attempt, lesson: UUID, block: str, enrolment: Enrolment) -> HttpResponse:
    """On to what the attempt gave; a form that was saving itself when time ran out is led there too."""
    way = redirect("attempt", course=enrolment.course.slug, lesson=lesson, block=block, number=attempt.number)
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": way["Location"]})
    return way


def _point_out(request: HttpRequest, enrolment: Enrolment, lesson: UUID, saved: Attempt) -> HttpResponse:
    """The lesson again, with the answers that were given and what has none yet."""
    standing = standing_of(enrolment, language=get_language() or "")
    found = standing.outline.by_key[lesson]
    quiz = quiz_on(saved.release, saved.item_key, standing.language)
    missing = {saved.item_key: unanswered(served(quiz, saved.served), saved.answers)}
    context = lesson_view(enrolment, standing, found, missing=missing)
    return render(request, "learning/lesson.html", context, status=422)
