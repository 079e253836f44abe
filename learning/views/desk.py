"""What the learner's views share: finding their enrolment, and turning a verb's refusal into a clear answer."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.messages import info
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms import clock
from cms.people.acting import ActingForForm
from cms.people.requests import SignedInRequest

from ..domain.attempts import NoAttemptsLeft, NotStarted
from ..domain.enrolments import EnrolmentEnded
from ..domain.progress import LessonLocked, ReflectionTooLong, UnknownItem
from ..joining.entrance import entrance_of
from ..joining.opening import NotBegun, refuse_unbegun
from ..models import Course, Enrolment
from ..outline import outline_of
from ..presenters.addresses import wording
from ..queries import enrolment_of, open_course, was_in_course

View = Callable[..., HttpResponse]


def enrolled(view: View) -> View:
    """Give the view the reader's own enrolment instead of the course's address; say clearly when there is none."""

    @wraps(view)
    @login_required
    def with_enrolment(request: SignedInRequest, course: str, **kwargs: Any) -> HttpResponse:
        enrolment = enrolment_of(request.user, course)
        if enrolment is None:
            return not_enrolled(request, course)
        try:
            if "lesson" in kwargs:
                refuse_unbegun(enrolment, at=clock.now())
            return view(request, enrolment, **kwargs)
        except UnknownItem:
            return not_there(request, enrolment, kwargs["lesson"])
        except (LessonLocked, NotBegun, NoAttemptsLeft, NotStarted, EnrolmentEnded, ReflectionTooLong) as refusal:
            return refused(request, enrolment, refusal)

    return with_enrolment


def not_there(request: HttpRequest, enrolment: Enrolment, lesson: UUID) -> HttpResponse:
    """A lesson, quiz or task the release does not hold. Whoever had the lesson open when it was taken out of the course
    is told so; what never was there is not found.
    """
    if lesson in outline_of(enrolment.release).by_key or not was_in_course(enrolment.course, lesson):
        raise Http404
    info(request, _("That lesson is no longer in the course. What you did in it is kept."))
    return redirect("course", course=enrolment.course.slug)


def post_only(view: View) -> View:
    """Send a plain visit (a reload, or coming back from signing in) to the page the form stands on."""

    @wraps(view)
    def posted(request: HttpRequest, course: str, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            return view(request, course=course, **kwargs)
        if "lesson" in kwargs:
            return redirect("lesson", course=course, lesson=kwargs["lesson"])
        return redirect("course", course=course)

    return posted


def refused(request: HttpRequest, enrolment: Enrolment, refusal: Exception) -> HttpResponse:
    """A page that says what was refused, why, and where to go on. Nothing was changed."""
    status, text = _in_words(enrolment, refusal)
    context = {"enrolment": enrolment, "reason": text, "reasons": _reasons(enrolment, refusal)}
    return render(request, "learning/refused.html", context, status=status)


def _in_words(enrolment: Enrolment, refusal: Exception) -> tuple[int, str]:
    if isinstance(refusal, LessonLocked | NotBegun):
        return 409, _closed(enrolment, refusal)
    if isinstance(refusal, NoAttemptsLeft):
        return 409, _(
            "You have used all attempts at this quiz. Your earlier answers are kept. "
            "Write to us, and we will help you on."
        )
    if isinstance(refusal, NotStarted):
        return 409, _(
            "This quiz has a time limit. Go back to the lesson and press “Start”: your time runs from then on."
        )
    if isinstance(refusal, ReflectionTooLong):
        return 413, _("The text is too long to be kept. Shorten it and save again; go back in your browser to find it.")
    return 409, _("You have withdrawn from this course. Enrol again to go on.")


def _closed(enrolment: Enrolment, refusal: LessonLocked | NotBegun) -> str:
    if isinstance(refusal, NotBegun):
        day = date_format(refusal.opens_on, "DATE_FORMAT")
        return _("Your group starts on %(day)s. The lessons open then, and we write to you.") % {"day": day}
    if refusal.waits_for is None or refusal.lock.unmet:
        return _("This lesson is locked.")
    title = refusal.waits_for.titles[_language(enrolment)]
    return _("This lesson is locked. Finish “%(lesson)s” first.") % {"lesson": title}


def _reasons(enrolment: Enrolment, refusal: Exception) -> list[SafeString]:
    """What a closed lesson waits for, where that is more than the lessons before it."""
    if not isinstance(refusal, LessonLocked) or not refusal.lock.unmet:
        return []
    standing = replace(refusal.standing, language=_language(enrolment))
    return wording(enrolment, standing).lock(refusal.lock)


def _language(enrolment: Enrolment) -> str:
    return outline_of(enrolment.release).language_for(get_language() or "")


def not_enrolled(
    request: SignedInRequest, course: str, *, asked: ActingForForm | None = None, refusal: str = "", status: int = 0
) -> HttpResponse:
    """What the course is, and how this person gets in; `asked` is a form that was refused, `refusal` says why."""
    found = open_course(course)
    if found is None:
        raise Http404
    status = status or (200 if request.method == "GET" else 422 if asked else 403)
    context = entrance_of(request, found, sent=asked) | {"outline": _texts(found), "refusal": refusal}
    return render(request, "learning/not_enrolled.html", context, status=status)


def _texts(course: Course) -> dict[str, Any]:
    assert course.current_release is not None
    outline = outline_of(course.current_release)
    language = outline.language_for(get_language() or "")
    modules = [module.titles[language] for module in outline.modules]
    return {"texts": outline.texts[language], "modules": modules, "content_language": language}
