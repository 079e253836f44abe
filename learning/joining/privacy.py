"""What joining holds of a person: what they asked, to what they were invited, in which group they are."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cms.privacy.answers import Answer, Rows, Subject, blank, delete_rows, names_nobody, register, stays
from cms.privacy.mentions import mentioning
from cms.privacy.retention import DELETED, Rule, drop, retain

from .enums import InvitationState, RequestState
from .models import (
    CourseInvitation,
    EnrolmentList,
    EnrolmentRequest,
    GroupPlace,
    GroupTeacher,
    KeyUse,
    ListLine,
    UnfinishedReminder,
)


def lines_naming(subject: Subject) -> Rows:
    """Refused lines of lists that hold the person's address or name."""
    return mentioning(ListLine.objects.all(), subject, "value")


def answered_requests(before: datetime) -> Rows:
    return EnrolmentRequest.objects.exclude(state=RequestState.WAITING).filter(answered_at__lt=before)


def old_invitations(before: datetime) -> Rows:
    """Accepted or withdrawn, or expired, this long ago."""
    expired = CourseInvitation.objects.filter(expires_at__lt=before, invited_at__lt=before)
    answered = CourseInvitation.objects.exclude(state=InvitationState.SENT).filter(invited_at__lt=before)
    return expired | answered


def lines_not_enrolled(before: datetime) -> Rows:
    return ListLine.objects.filter(record__made_at__lt=before, enrolment__isnull=True)


register(
    Answer(
        EnrolmentRequest,
        purpose="learning",
        by=("learner",),
        columns=("course__title", "organisation__name", "reason", "state", "asked_at", "answer", "answered_at"),
        erase=delete_rows,
    ),
    Answer(
        EnrolmentRequest,
        purpose="log",
        by=("answered_by",),
        columns=("course__title", "state", "answered_at"),
        erase=stays,
        theirs=False,
    ),
    Answer(
        CourseInvitation,
        purpose="learning",
        by=("accepted_by",),
        by_address=("email",),
        also=("name",),
        columns=("course__title", "email", "name", "state", "invited_at", "expires_at", "accepted_at"),
        erase=delete_rows,
    ),
    Answer(
        CourseInvitation,
        purpose="log",
        by=("invited_by",),
        columns=("course__title", "state", "invited_at"),
        erase=stays,
        theirs=False,
    ),
    Answer(
        GroupPlace,
        purpose="learning",
        by=("enrolment__learner",),
        columns=("group__course__title", "group__name", "placed_at"),
        erase=stays,
    ),
    Answer(
        GroupTeacher,
        purpose="learning",
        by=("user",),
        columns=("group__course__title", "group__name"),
        erase=delete_rows,
    ),
    Answer(
        KeyUse,
        purpose="learning",
        by=("enrolment__learner",),
        columns=("key__course__title", "used_at"),
        erase=stays,
    ),
    Answer(
        UnfinishedReminder,
        purpose="learning",
        by=("enrolment__learner",),
        columns=("enrolment__course__title", "step", "settled_at"),
        erase=delete_rows,
    ),
    Answer(
        ListLine,
        purpose="learning",
        by=("user",),
        columns=("record__course__title", "record__organisation__name", "record__made_at", "reason"),
        erase=blank(user=None, value=""),
    ),
    Answer(ListLine, purpose="learning", find=lines_naming, erase=blank(value=""), theirs=False, counted=False),
    Answer(
        EnrolmentList,
        purpose="log",
        by=("by",),
        columns=("course__title", "organisation__name", "made_at"),
        erase=stays,
        theirs=False,
    ),
)
names_nobody("The name of a group of a course.", "joining.coursegroup.name")

retain(
    Rule(
        "joining.requests",
        EnrolmentRequest,
        _("Requests to take a course, once they are answered or taken back"),
        DELETED,
        due=answered_requests,
        act=drop,
    ),
    Rule(
        "joining.invitations",
        CourseInvitation,
        _("Invitations to a course that were accepted, withdrawn or have expired"),
        DELETED,
        due=old_invitations,
        act=drop,
    ),
    Rule(
        "joining.lines",
        ListLine,
        _("Lines of a list of people to enrol that nobody was enrolled by"),
        DELETED,
        due=lines_not_enrolled,
        act=drop,
    ),
)
