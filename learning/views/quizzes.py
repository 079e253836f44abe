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
from ..enums import AttemptState
from ..models import Attempt, Enrolment
from ..presenters import attempt_view, lesson_view
from ..queries import frozen_quiz, standing_of
from ..snapshot import item_key
from .desk import enrolled, post_only


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
        return _saved(request, attempts.save_answers(**done, read=_reader(request)), lesson, block, enrolment)
    attempt = attempts.submit_attempt(**done, read=_reader(request), only_whole="anyway" not in request.POST)
    if attempt.state == AttemptState.STARTED:
        return _point_out(request, enrolment, lesson, attempt)
    return redirect("attempt", course=enrolment.course.slug, lesson=lesson, block=block, number=attempt.number)


@enrolled
def attempt(request: HttpRequest, enrolment: Enrolment, lesson: UUID, block: str, number: int) -> HttpResponse:
    """What an attempt gave: score, and feedback on what was answered."""
    key = item_key(lesson, block)
    standing = standing_of(enrolment, language=get_language() or "")
    tried = enrolment.attempts.select_related("release").defer("release__outline")
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


def _point_out(request: HttpRequest, enrolment: Enrolment, lesson: UUID, saved: Attempt) -> HttpResponse:
    """The lesson again, with the answers that were given and what has none yet."""
    standing = standing_of(enrolment, language=get_language() or "")
    found = standing.outline.by_key[lesson]
    item = found.item(saved.item_key)
    assert item is not None
    questions = frozen_quiz(saved.release, item, standing.language)["questions"]
    missing = {saved.item_key: unanswered(questions, saved.answers)}
    context = lesson_view(enrolment, standing, found, missing=missing)
    return render(request, "learning/lesson.html", context, status=422)
