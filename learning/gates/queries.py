"""Reads of waivers."""

from django.db.models import QuerySet

from cms.people.models import User

from ..models import Course, Enrolment
from .enums import Waived
from .models import Waiver


def waivers_of_course(course: Course) -> QuerySet[Waiver]:
    """Every waiver of a course, the newest first, with whom it is for, who gave it, and whether it was taken back."""
    rows = Waiver.objects.filter(course=course).select_related("learner", "given_by", "certificate", "revocation__by")
    return rows.order_by("-given_at", "-pk")


def waivers_of(enrolment: Enrolment) -> QuerySet[Waiver]:
    """What was waived for one learner in a course, and that they might begin it, the newest first."""
    rows = waivers_of_course(enrolment.course).filter(learner=enrolment.learner_id)
    return rows.filter(enrolment=enrolment) | rows.filter(what=Waived.ENTRY)


def entry_waiver(course: Course, learner: User) -> Waiver | None:
    """The waiver that lets a person begin a course whose gate is closed to them. One query."""
    held = Waiver.objects.filter(course=course, learner=learner, what=Waived.ENTRY, revocation__isnull=True)
    return held.order_by("-pk").first()
