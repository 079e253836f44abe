"""What the views of joining share: greeting who came in, and saying in words why somebody did not."""

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cms.people.acting import remember
from cms.people.models import Organisation
from cms.people.requests import SignedInRequest
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


def in_words(refusal: Exception) -> str:
    if isinstance(refusal, ClosedForNew):
        return _("The course takes nobody new just now.")
    return _("You cannot start this course by yourself. Below you see how you get in.")
