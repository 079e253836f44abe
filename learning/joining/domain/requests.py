"""Asking to take a course, and the answer."""

from datetime import datetime

from django.db import IntegrityError, transaction

from cms import audit
from cms.people.models import Organisation, User
from learning.domain.enrolments import AlreadyEnrolled
from learning.enums import EnrolmentState
from learning.models import Course, Enrolment

from .. import mails
from ..enums import RequestState
from ..models import CourseGroup, EnrolmentRequest
from ..ways import WayNotOpen, refuse_closed
from .entering import enrol_or_find

# So that nobody fills other people's lists.
MOST_WAITING = 10


class ReasonMissing(Exception):
    """Whoever asks says why, and whoever refuses does too."""


class TooManyRequests(Exception):
    """The person waits for as many answers as one may."""


class AlreadyAnswered(Exception):
    """Somebody was first: the request is answered or taken back."""


class OwnRequest(Exception):
    """Nobody answers their own request."""


@transaction.atomic
def ask(
    *, course: Course, learner: User, reason: str, at: datetime, organisation: Organisation | None = None
) -> EnrolmentRequest:
    """Ask to take a course. Whoever waits already gets the request that is there.

    Raises ClosedForNew, WayNotOpen, AlreadyEnrolled, ReasonMissing, TooManyRequests.
    """
    if not refuse_closed(course).on_request:
        raise WayNotOpen(course.slug)
    if Enrolment.objects.filter(course=course, learner=learner, state=EnrolmentState.ACTIVE).exists():
        raise AlreadyEnrolled(course.slug)
    if not reason.strip():
        raise ReasonMissing
    waiting = list(EnrolmentRequest.objects.filter(learner=learner, state=RequestState.WAITING))
    if mine := next((one for one in waiting if one.course_id == course.pk), None):
        return mine
    if len(waiting) >= MOST_WAITING:
        raise TooManyRequests
    return _ask(course, learner, reason.strip(), organisation, at=at)


def _ask(
    course: Course, learner: User, reason: str, organisation: Organisation | None, *, at: datetime
) -> EnrolmentRequest:
    """The constraint lets one of two tabs through; the other gets the same request."""
    try:
        with transaction.atomic():
            request = EnrolmentRequest.objects.create(
                course=course, learner=learner, reason=reason, organisation=organisation, asked_at=at
            )
    except IntegrityError:
        return EnrolmentRequest.objects.get(course=course, learner=learner, state=RequestState.WAITING)
    audit.record(request, action="joining.ask", by=learner, at=at, course=course.pk)
    mails.somebody_asks(request, at=at)
    return request


@transaction.atomic
def approve(*, request: EnrolmentRequest, group: CourseGroup | None = None, by: User, at: datetime) -> EnrolmentRequest:
    """Enrol the person, into a group of the course where one is chosen, and tell them. One who has come in by another
    way meanwhile goes on, and comes into the group.

    Raises AlreadyAnswered, OwnRequest, and CourseNotOpen.
    """
    waiting = _locked(request, by=by)
    course, learner, place = waiting.course, waiting.learner, waiting.organisation
    enrol_or_find(course=course, learner=learner, organisation=place, group=group, by=by, at=at)
    return _answer(waiting, RequestState.APPROVED, "", group=group, by=by, at=at)


@transaction.atomic
def refuse(*, request: EnrolmentRequest, answer: str, by: User, at: datetime) -> EnrolmentRequest:
    """Say no, and why. Raises ReasonMissing, AlreadyAnswered, OwnRequest."""
    if not answer.strip():
        raise ReasonMissing
    return _answer(_locked(request, by=by), RequestState.REFUSED, answer.strip(), by=by, at=at)


@transaction.atomic
def take_back(*, request: EnrolmentRequest, at: datetime) -> EnrolmentRequest:
    """Whoever asked wants no answer any more. Raises AlreadyAnswered."""
    locked = EnrolmentRequest.objects.select_for_update().get(pk=request.pk)
    if locked.state != RequestState.WAITING:
        raise AlreadyAnswered
    locked.state, locked.answered_at = RequestState.WITHDRAWN, at
    locked.save(update_fields=["state", "answered_at"])
    audit.record(locked, action="joining.take_back", by=request.learner, at=at, course=locked.course_id)
    return locked


def _locked(request: EnrolmentRequest, *, by: User) -> EnrolmentRequest:
    rows = EnrolmentRequest.objects.select_for_update(of=("self",))
    related = ("course__current_release", "learner", "organisation")
    waiting = rows.select_related(*related).defer("course__current_release__outline").get(pk=request.pk)
    if waiting.state != RequestState.WAITING:
        raise AlreadyAnswered
    if waiting.learner_id == by.pk:
        raise OwnRequest
    return waiting


def _answer(
    request: EnrolmentRequest,
    state: RequestState,
    answer: str,
    *,
    group: CourseGroup | None = None,
    by: User,
    at: datetime,
) -> EnrolmentRequest:
    request.state, request.answer, request.answered_by, request.answered_at = state, answer, by, at
    request.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    audit.record(request, action="joining.answer", by=by, at=at, course=request.course_id, state=state)
    mails.request_answered(request, group=group, at=at)
    return request
