"""A course with a date: whoever has a place is enrolled, and who gives it back is withdrawn. Where another course is
chosen for it, people go over to that one.

It happens after commit, by a task, and a sweep looks again: enrolling may be refused (a gate, a course without a
release), and that must not cost anybody their place.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from learning.domain.enrolments import AlreadyEnrolled, CourseNotOpen, EnrolmentEnded, EntryClosed, enrol, withdraw
from learning.enums import EnrolmentState
from learning.models import Enrolment

from ..enums import PlaceState
from ..models import Place, PlaceEnrolment


def settle_enrolments(*, places: Iterable[int], at: datetime) -> int:
    """Enrol and withdraw by what these places are now; return how many were changed. Running it twice does no harm."""
    return sum(_settle(place, at=at) for place in places)


def places_to_settle(*, at: datetime) -> list[int]:
    """Places of coming courses that should be enrolled and are not, or are and should not."""
    takes = Enrolment.objects.filter(
        course=OuterRef("occurrence__course"), learner=OuterRef("user"), state=EnrolmentState.ACTIVE
    )
    missing = _of_courses(at).filter(state=PlaceState.CONFIRMED, user__isnull=False, enrolment__isnull=True)
    another_course = Q(occurrence__ends_at__gt=at) & ~Q(occurrence__course=F("enrolment__enrolment__course"))
    wrong = Place.objects.filter(enrolment__enrolment__state=EnrolmentState.ACTIVE).filter(
        ~Q(state=PlaceState.CONFIRMED) | ~Q(user=F("enrolment__enrolment__learner")) | Q(user=None) | another_course
    )
    ids = missing.exclude(Exists(takes)).values_list("pk", flat=True)
    return sorted({*ids, *wrong.values_list("pk", flat=True)})


def _of_courses(at: datetime) -> QuerySet[Place]:
    return Place.objects.filter(occurrence__course__isnull=False, occurrence__ends_at__gt=at)


@transaction.atomic
def _settle(place_id: int, *, at: datetime) -> bool:
    rows = Place.objects.select_for_update(of=("self",)).select_related("occurrence__course__current_release", "user")
    place = rows.select_related("organisation").filter(pk=place_id).first()
    if place is None:
        return False
    link = PlaceEnrolment.objects.select_related("enrolment").filter(place=place).first()
    counts = place.state == PlaceState.CONFIRMED and place.user is not None
    if link and not (counts and _is_for(link.enrolment, place)):
        _withdraw(link, at=at)
        link = None
        changed = True
    else:
        changed = False
    return _enrol(place, at=at) or changed if counts and link is None else changed


def _is_for(enrolment: Enrolment, place: Place) -> bool:
    return enrolment.learner_id == place.user_id and enrolment.course_id == place.occurrence.course_id


def _enrol(place: Place, *, at: datetime) -> bool:
    """Somebody who takes the course already goes on as they are, and keeps it if they give the place back."""
    course = place.occurrence.course
    if course is None or place.user is None:
        return False
    try:
        enrolment = enrol(course=course, learner=place.user, organisation=place.organisation, by=None, at=at)
    except (AlreadyEnrolled, CourseNotOpen, EntryClosed):
        return False
    PlaceEnrolment.objects.create(place=place, enrolment=enrolment, made_at=at)
    return True


def _withdraw(link: PlaceEnrolment, *, at: datetime) -> None:
    """What is completed stays completed."""
    try:
        withdraw(enrolment=link.enrolment, by=None, at=at)
    except EnrolmentEnded:
        return
    finally:
        link.delete()
