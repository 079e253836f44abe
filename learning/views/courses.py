from django.contrib.auth.decorators import login_required
from django.contrib.messages import info, success
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms import clock
from cms.people.requests import SignedInRequest

from ..domain import enrolments, updates
from ..enums import EnrolmentState
from ..gates.entry import asked_of
from ..gates.showing import waivers_view
from ..joining.domain.entering import enter
from ..joining.forms import StartForm, form_of
from ..joining.views.answering import not_let_in, welcome
from ..joining.ways import ClosedForNew, WayNotOpen
from ..models import Enrolment
from ..presenters import course_view, update_view, why_view
from ..queries import facts_of, open_course, standing_of
from .desk import enrolled, not_enrolled, post_only


@enrolled
def course(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """The outline: where one is, what is next, and why something is locked."""
    standing = standing_of(enrolment, language=get_language() or "")
    return render(request, "learning/course.html", course_view(enrolment, standing))


@post_only
@login_required
def enrol(request: SignedInRequest, course: str) -> HttpResponse:
    found = open_course(course)
    if found is None:
        raise Http404
    asked = form_of(StartForm, request, data=request.POST)
    if not asked.is_valid():
        return not_enrolled(request, course, asked=asked)
    try:
        enter(course=found, learner=request.user, at=clock.now(), organisation=asked.chosen)
        welcome(request, asked.chosen)
    except enrolments.AlreadyEnrolled:
        info(request, _("You are taking this course already."))
    except (ClosedForNew, WayNotOpen, enrolments.EntryClosed) as refusal:
        return not_let_in(request, found, refusal)
    return redirect("course", course=found.slug)


@enrolled
def update(request: SignedInRequest, enrolment: Enrolment) -> HttpResponse:
    """What is new since the course was completed, and the button that begins it."""
    if enrolment.updates_id and enrolment.is_active:
        return redirect("course", course=enrolment.course.slug)
    try:
        if request.method == "POST":
            updates.start_update(enrolment=enrolment, by=request.user, at=clock.now())
            success(request, _("Only what is new is left to do. The rest is credited."))
            return redirect("course", course=enrolment.course.slug)
        found = updates.update_of(enrolment, at=clock.now())
    except enrolments.EntryClosed:
        return redirect("update", course=enrolment.course.slug)
    except (updates.NothingToUpdate, enrolments.AlreadyEnrolled):
        info(request, _("There is nothing new for you in this course."))
        return redirect("course", course=enrolment.course.slug)
    language = get_language() or ""
    missing = asked_of(enrolment.course, request.user, language=language, at=clock.now())
    shown = update_view(enrolment, found, language=language)
    return render(request, "learning/update.html", shown | {"missing": missing})


@enrolled
def why(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Why each thing counts, or does not yet, from what has happened."""
    standing = standing_of(enrolment, language=get_language() or "")
    facts = facts_of(enrolment)
    shown = why_view(enrolment, standing, facts, own=True)
    return render(request, "learning/why.html", shown | {"waivers": waivers_view(enrolment, standing, facts)})


@post_only
@enrolled
def withdraw(request: SignedInRequest, enrolment: Enrolment) -> HttpResponse:
    if enrolment.state == EnrolmentState.COMPLETED:
        info(request, _("You have completed this course; there is nothing to withdraw from."))
        return redirect("course", course=enrolment.course.slug)
    enrolments.withdraw(enrolment=enrolment, by=request.user, at=clock.now())
    success(request, _("You have withdrawn from the course. What you did is kept; you may enrol again."))
    return redirect("my_day")
