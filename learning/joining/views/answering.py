"""What the views of joining share: greeting who came in, and saying in words why somebody did not."""

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.people.acting import remember
from cms.people.models import Organisation
from cms.people.requests import SignedInRequest
from learning.domain.enrolments import EntryClosed
from learning.gates.entry import in_words as entry_in_words
from learning.models import Course

from ..ways import ClosedForNew


def welcome(request: HttpRequest, organisation: Organisation | None) -> None:
    """For the organisation that was chosen; where there was nothing to choose, the verb knows which."""
    if organisation is None:
        success(request, _("You are enrolled. Start with the first lesson when it suits you."))
        return
    remember(request.session, organisation)
    text = _("You are enrolled, for %(organisation)s. Start with the first lesson when it suits you.")
    success(request, text % {"organisation": organisation})


def not_let_in(request: SignedInRequest, course: Course, refusal: Exception) -> HttpResponse:
    """The page of the course with what can be done instead. Nothing was changed."""
    from learning.views.desk import not_enrolled

    return not_enrolled(request, course.slug, refusal=in_words(refusal), status=409)


def not_yet(request: HttpRequest, course: Course, refusal: EntryClosed) -> HttpResponse:
    """To somebody who is invited, and lacks what comes first: what that is. The invitation stays good."""
    missing = entry_in_words(course, refusal.missing, language=get_language() or "")
    return render(request, "joining/not_yet.html", {"course": course, "missing": missing}, status=409)


def in_words(refusal: Exception) -> str:
    if isinstance(refusal, ClosedForNew):
        return _("The course takes nobody new just now.")
    if isinstance(refusal, EntryClosed):
        return _("Something comes before this course.")
    return _("You cannot start this course by yourself. Below you see how you get in.")
