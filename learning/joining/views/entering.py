"""Getting into a course with a key or by asking."""

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_required
from django.contrib.messages import info, success
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cms import clock
from cms.people.requests import SignedInRequest
from learning.domain.enrolments import AlreadyEnrolled, EntryClosed
from learning.models import Course
from learning.queries import open_course
from learning.views.desk import not_enrolled, post_only

from ..domain import keys, requests
from ..entrance import last_request
from ..enums import RequestState
from ..forms import AskForm, KeyForm, form_of
from ..ways import ClosedForNew, WayNotOpen
from .answering import not_let_in, welcome

# Keys one person may try, right or wrong ones of all courses; nobody guesses one of ten signs with these.
TRIES = {"key": "10/10m/key"}


@post_only
@login_required
def enter_with_key(request: SignedInRequest, course: str) -> HttpResponse:
    found, form = _course(course), form_of(KeyForm, request, data=request.POST)
    if not form.is_valid():
        return not_enrolled(request, course, asked=form)
    if not ratelimit.consume(request, app="learning.joining", action="key", config=TRIES, key=str(request.user.pk)):
        form.add_error("key", _("You have tried too often. Wait ten minutes, and check the key meanwhile."))
        return not_enrolled(request, course, asked=form, status=429)
    try:
        keys.enter_with_key(
            course=found,
            learner=request.user,
            typed=form.cleaned_data["key"],
            organisation=form.chosen,
            at=clock.now(),
        )
    except keys.WrongKey:
        words = _("This key does not open the course. Check the signs; if they are right, ask whoever gave it to you.")
        form.add_error("key", words)
        return not_enrolled(request, course, asked=form)
    except (ClosedForNew, WayNotOpen, EntryClosed) as refusal:
        return not_let_in(request, found, refusal)
    except AlreadyEnrolled:
        info(request, _("You are taking this course already."))
    else:
        welcome(request, form.chosen)
    return redirect("course", course=found.slug)


@post_only
@login_required
def ask(request: SignedInRequest, course: str) -> HttpResponse:
    found, form = _course(course), form_of(AskForm, request, data=request.POST)
    if not form.is_valid():
        return not_enrolled(request, course, asked=form)
    reason = form.cleaned_data["reason"]
    try:
        requests.ask(course=found, learner=request.user, reason=reason, organisation=form.chosen, at=clock.now())
    except requests.TooManyRequests:
        form.add_error(None, _("You wait for many answers already. Take a request back, or wait for one."))
        return not_enrolled(request, course, asked=form)
    except requests.ReasonMissing:
        form.add_error("reason", _("Write why you want to take the course."))
        return not_enrolled(request, course, asked=form)
    except (ClosedForNew, WayNotOpen, EntryClosed) as refusal:
        return not_let_in(request, found, refusal)
    except AlreadyEnrolled:
        info(request, _("You are taking this course already."))
    else:
        success(request, _("Your request is sent. You get the answer by e-mail."))
    return redirect("course", course=found.slug)


@post_only
@login_required
def take_back(request: SignedInRequest, course: str) -> HttpResponse:
    """One's own request in this course; there is nobody else's to name."""
    found = _course(course)
    asked = last_request(request.user, found)
    if asked is None or asked.state != RequestState.WAITING:
        info(request, _("The request is answered or taken back already."))
        return redirect("course", course=found.slug)
    try:
        requests.take_back(request=asked, at=clock.now())
    except requests.AlreadyAnswered:
        info(request, _("The request is answered or taken back already."))
    else:
        success(request, _("Your request is taken back."))
    return redirect("course", course=found.slug)


def _course(slug: str) -> Course:
    found = open_course(slug)
    if found is None:
        raise Http404
    return found
