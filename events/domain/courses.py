"""A course with a date: whoever has a place is enrolled, and who gives it back is withdrawn. Where another course is
chosen for it, people go over to that one.

It happens after commit, by a task, and a sweep looks again: enrolling may be refused (a gate, a course without a
release), and that must not cost anybody their place. Who has an account is known by it, or by the address they came on
and have shown to be theirs, be it later; the place is theirs by the account from then on.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Lower

from cms.people.models import User
from learning.domain.enrolments import AlreadyEnrolled, CourseNotOpen, EnrolmentEnded, EntryClosed, enrol, withdraw
from learning.enums import EnrolmentState
from learning.models import Enrolment

from ..enums import PlaceState
from ..models import Place, PlaceEnrolment
from .same_person import proved_addresses


def settle_enrolments(*, places: Iterable[int], at: datetime) -> int:
    """Enrol and withdraw by what these places are now; return how many were changed. Running it twice does no harm."""
    return sum(_settle(place, at=at) for place in places)


def places_to_settle(*, at: datetime) -> list[int]:
    """Places of coming courses that should be enrolled and are not, or are and should not."""
    takes = Enrolment.objects.filter(
        course=OuterRef("occurrence__course"), learner=OuterRef("person"), state=EnrolmentState.ACTIVE
    )
    missing = _of_courses(at).filter(state=PlaceState.CONFIRMED, person__isnull=False, enrolment__isnull=True)
    another_course = Q(occurrence__ends_at__gt=at) & ~Q(occurrence__course=F("enrolment__enrolment__course"))
    wrong = Place.objects.filter(enrolment__enrolment__state=EnrolmentState.ACTIVE).filter(
        ~Q(state=PlaceState.CONFIRMED) | ~Q(user=F("enrolment__enrolment__learner")) | Q(user=None) | another_course
    )
    ids = missing.exclude(Exists(takes)).values_list("pk", flat=True)
    return sorted({*ids, *wrong.values_list("pk", flat=True)})


def _of_courses(at: datetime) -> QuerySet[Any]:
    """With the `person` who comes on each, where they have an account."""
    rows = Place.objects.filter(occurrence__course__isnull=False, occurrence__ends_at__gt=at)
    shown = EmailAddress.objects.filter(verified=True, user__is_active=True).annotate(lower=Lower("email"))
    by_address = Subquery(shown.filter(lower=Lower(OuterRef("email"))).values("user")[:1])
    by_account: Any = {"default": F("user"), "output_field": BigIntegerField()}
    return rows.annotate(person=Case(When(user=None, is_assistant=False, then=by_address), **by_account))


@transaction.atomic
def _settle(place_id: int, *, at: datetime) -> bool:
    rows = Place.objects.select_for_update(of=("self",)).select_related("occurrence__course__current_release", "user")
    place = rows.select_related("organisation").filter(pk=place_id).first()
    if place is None:
        return False
    link = PlaceEnrolment.objects.select_related("enrolment").filter(place=place).first()
    person = _person(place)
    counts = place.state == PlaceState.CONFIRMED and person is not None
    if link and not (counts and person and _is_for(link.enrolment, person, place)):
        _withdraw(link, at=at)
        link = None
        changed = True
    else:
        changed = False
    return _enrol(place, person, at=at) or changed if counts and person and link is None else changed


def _is_for(enrolment: Enrolment, person: User, place: Place) -> bool:
    return enrolment.learner_id == person.pk and enrolment.course_id == place.occurrence.course_id


def _person(place: Place) -> User | None:
    if place.user or place.is_assistant or not place.email:
        return place.user
    owner = proved_addresses([place.email.lower()]).get(place.email.lower())
    return User.objects.filter(pk=owner, is_active=True).first() if owner else None


def _enrol(place: Place, person: User, *, at: datetime) -> bool:
    """Somebody who takes the course already goes on as they are, and keeps it if they give the place back."""
    course = place.occurrence.course
    if course is None:
        return False
    try:
        enrolment = enrol(course=course, learner=person, organisation=place.organisation, by=None, at=at)
    except (AlreadyEnrolled, CourseNotOpen, EntryClosed):
        return False
    if place.user is None:
        place.user = person
        place.save(update_fields=["user"])
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
