"""Reads used more than once."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cms.people.models import Organisation, User
from learning.enums import EnrolmentState
from learning.models import Enrolment

from .enums import InvitationState, RequestState
from .models import CourseGroup, CourseInvitation, CourseKey, EnrolmentList, EnrolmentRequest, GroupPlace
from .rules import courses_answered_by, groups_seen_by


def lists_of(organisation: Organisation) -> QuerySet[EnrolmentList]:
    """What contact persons of an organisation have enrolled, the newest first."""
    rows = EnrolmentList.objects.filter(organisation=organisation).select_related("course", "by")
    return rows.annotate(total=Count("lines"), refused=Count("lines", filter=~Q(lines__reason="")))


def counts_of(record: EnrolmentList) -> dict[str, int]:
    """How many lines there are, are right, are refused and are enrolled. One query."""
    counts: dict[str, int] = record.lines.aggregate(
        total=Count("pk"),
        good=Count("pk", filter=Q(reason="")),
        refused=Count("pk", filter=~Q(reason="")),
        enrolled=Count("enrolment"),
    )
    return counts


def requests_answered_by(user: Any, *, at: datetime) -> QuerySet[EnrolmentRequest]:
    """Requests that wait for this person's answer, the oldest first; `takes_it`: they have come in another way.

    Each with the groups of its course: two queries.
    """
    active = Enrolment.objects.filter(
        course=OuterRef("course"), learner=OuterRef("learner"), state=EnrolmentState.ACTIVE
    )
    rows = EnrolmentRequest.objects.filter(state=RequestState.WAITING, course__in=courses_answered_by(user, at=at))
    rows = rows.select_related("course", "learner", "organisation").annotate(takes_it=Exists(active))
    rows = rows.prefetch_related("course__groups")
    return rows.order_by("asked_at", "pk")


def groups_with_counts(user: Any, *, at: datetime) -> QuerySet[CourseGroup]:
    """Groups this person sees, those that start last first, with how many are in each."""
    rows = CourseGroup.objects.filter(pk__in=groups_seen_by(user, at=at).values("pk"))
    return rows.select_related("course").annotate(people=Count("places")).order_by("-starts_on", "name", "pk")


def keys_with_uses(course_id: int) -> QuerySet[CourseKey]:
    rows = CourseKey.objects.filter(course=course_id).select_related("group")
    return rows.annotate(times=Count("uses")).order_by("revoked_at", "-made_at", "-pk")


def open_invitations(course_id: int) -> QuerySet[CourseInvitation]:
    """Invitations that wait for an answer, the newest first; those whose link has expired too."""
    rows = CourseInvitation.objects.filter(course=course_id, state=InvitationState.SENT)
    return rows.select_related("group").order_by("-invited_at", "-pk")


def group_places_of(user: User, *, since: date) -> QuerySet[GroupPlace]:
    """A learner's groups under way that start or are to be done on this day or later, with group and course."""
    dated = Q(group__starts_on__gte=since) | Q(group__ends_on__gte=since)
    rows = GroupPlace.objects.filter(dated, enrolment__learner=user, enrolment__state=EnrolmentState.ACTIVE)
    return rows.select_related("group__course").order_by("group__starts_on", "pk")
