"""Delta training: who has completed a course does what is new in it, and gets a new certificate for the old one."""

from datetime import datetime

from django.db import IntegrityError, transaction

from cms import clock
from cms.people.models import User
from cms.people.queries import organisation_acted_for

from ..enums import ItemStatus
from ..models import CourseState, Enrolment, ItemState
from ..outline import outline_of
from ..queries import done_keys, enrolments_to_update
from ..updates import Update, update_between
from .enrolments import AlreadyEnrolled, let_in, next_number, write_registered


class NothingToUpdate(Exception):
    """No update is offered to this person: nothing is new, or there is no certificate that holds."""


def update_of(enrolment: Enrolment, *, at: datetime) -> Update:
    """What a completed enrolment lacks of the course's current release. Raises NothingToUpdate."""
    offered = enrolments_to_update(on=clock.local_date(at)).select_related("release", "course__current_release")
    found = offered.filter(pk=enrolment.pk).first()
    if found is None:
        raise NothingToUpdate(enrolment.pk)
    current = found.course.current_release
    assert current is not None
    update = update_between(outline_of(found.release), outline_of(current), done_keys(found))
    if not update.lessons:
        raise NothingToUpdate(enrolment.pk)
    return update


def start_update(*, enrolment: Enrolment, by: User | None, at: datetime) -> Enrolment:
    """Begin a new enrolment on the current release, with what has not changed credited.

    Raises NothingToUpdate, EntryClosed as every way in does, and AlreadyEnrolled when it has begun already.
    """
    try:
        with transaction.atomic():
            return _started(enrolment, by=by, at=at)
    except IntegrityError:
        raise AlreadyEnrolled(enrolment.course.slug) from None


def _started(enrolment: Enrolment, *, by: User | None, at: datetime) -> Enrolment:
    update = update_of(enrolment, at=at)
    course, learner = enrolment.course, enrolment.learner
    release = course.current_release
    assert release is not None
    organisation = organisation_acted_for(learner, on=clock.local_date(at))
    waiver = let_in(course, learner, organisation, at=at)
    started = Enrolment.objects.create(
        course=course,
        learner=learner,
        number=next_number(course, learner),
        release=release,
        organisation=organisation,
        updates=enrolment,
        enrolled_at=at,
    )
    _credit(started, update, at=at)
    more = {"waiver": waiver.pk} if waiver else {}
    write_registered(started, by=by, at=at, credited=sorted(update.credited), **more)
    return started


def _credit(started: Enrolment, update: Update, *, at: datetime) -> None:
    """What has not changed since is done here too, from the first moment on."""
    states = (
        ItemState(enrolment=started, item_key=key, status=ItemStatus.DONE, done_at=at)
        for key in sorted(update.credited)
    )
    ItemState.objects.bulk_create(states)
    required = outline_of(started.release).required_keys
    CourseState.objects.create(enrolment=started, done=len(required & update.credited), required=len(required))
