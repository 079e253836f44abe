"""Taking a course: enrol, withdraw."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from cms import audit
from cms.people.models import Organisation, User
from cms.people.queries import organisation_acted_for

from ..enums import ENROLMENT_MOVES, EnrolmentState, Verb
from ..gates.conditions import Gate
from ..gates.entry import entry_for
from ..gates.models import Waiver
from ..models import ActivityFact, Course, CourseRelease, CourseState, Enrolment
from ..outline import outline_of
from ..signals import enrolled


class CourseNotOpen(Exception):
    """The course has no release to stand on yet."""


class EntryClosed(Exception):
    """The course asks for something the person does not have yet: `missing`, in words by learning/gates/entry.py."""

    def __init__(self, course: Course, missing: Gate) -> None:
        super().__init__(course.slug)
        self.missing = missing


class AlreadyEnrolled(Exception):
    """The person is taking the course already."""


class EnrolmentEnded(Exception):
    """The enrolment is completed or withdrawn; nothing more is written to it."""


def enrol(
    *,
    course: Course,
    learner: User,
    by: User | None,
    at: datetime,
    organisation: Organisation | None = None,
    asks_gate: bool = True,
) -> Enrolment:
    """Enrol a person on the course's current release, for the organisation they act for.

    After a completed or withdrawn enrolment this is a new one with the next number. The course's gate is asked unless
    told otherwise (what is credited, or made up for a demo). Raises CourseNotOpen, EntryClosed and AlreadyEnrolled.
    """
    if course.current_release is None:
        raise CourseNotOpen(course.slug)
    organisation = organisation or organisation_acted_for(learner, on=timezone.localdate(at))
    waiver = let_in(course, learner, organisation, at=at) if asks_gate else None
    try:
        with transaction.atomic():
            return _write_enrolment(course, learner, organisation, waiver, by=by, at=at)
    except IntegrityError:
        raise AlreadyEnrolled(course.slug) from None


def let_in(course: Course, learner: User, organisation: Organisation | None, *, at: datetime) -> Waiver | None:
    """The waiver that lets somebody in, where one is needed. Who takes the course already is told so, not what they
    would have needed. Raises EntryClosed.
    """
    entry = entry_for(course, learner, at, organisation_id=organisation.pk if organisation else None)
    takes = Enrolment.objects.filter(course=course, learner=learner, state=EnrolmentState.ACTIVE)
    if entry.missing and not takes.exists():
        raise EntryClosed(course, entry.missing)
    return entry.waiver


def _write_enrolment(
    course: Course,
    learner: User,
    organisation: Organisation | None,
    waiver: Waiver | None,
    *,
    by: User | None,
    at: datetime,
) -> Enrolment:
    """The unique constraints refuse a second enrolment under way, also to two tabs at once."""
    release = course.current_release
    assert release is not None
    enrolment = Enrolment.objects.create(
        course=course,
        learner=learner,
        number=next_number(course, learner),
        release=release,
        organisation=organisation,
        enrolled_at=at,
    )
    CourseState.objects.create(enrolment=enrolment, required=len(outline_of(release).required_keys))
    write_registered(enrolment, by=by, at=at, **({"waiver": waiver.pk} if waiver else {}))
    transaction.on_commit(lambda: enrolled.send(Enrolment, enrolment_id=enrolment.pk), robust=True)
    return enrolment


def next_number(course: Course, learner: User) -> int:
    last = Enrolment.objects.filter(course=course, learner=learner).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def write_registered(enrolment: Enrolment, *, by: User | None, at: datetime, **value: Any) -> None:
    """The first fact of an enrolment, which names the release it begins on, and its line in the log."""
    value["release"] = enrolment.release.number
    ActivityFact.objects.create(
        enrolment=enrolment, verb=Verb.REGISTERED, client_id="registered", at=at, by=by, value=value
    )
    course, release = enrolment.course_id, enrolment.release_id
    audit.record(enrolment, action="learning.enrol", by=by, at=at, course=course, release=release)


@transaction.atomic
def withdraw(*, enrolment: Enrolment, by: User | None, at: datetime, reason: str = "") -> Enrolment:
    """End an enrolment without completing it. What was done stays as facts; the fact keeps the reason, where one was
    given. Raises EnrolmentEnded.
    """
    locked = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    move(locked, EnrolmentState.WITHDRAWN, at=at)
    value = {"reason": reason} if reason else {}
    ActivityFact.objects.create(enrolment=locked, verb=Verb.WITHDREW, client_id="withdrew", at=at, by=by, value=value)
    audit.record(locked, action="learning.withdraw", by=by, at=at)
    return locked


def move(enrolment: Enrolment, state: EnrolmentState, *, at: datetime) -> None:
    """Move a locked enrolment along the table of states. Raises EnrolmentEnded where the table has no such move."""
    if state not in ENROLMENT_MOVES[enrolment.state]:
        raise EnrolmentEnded(enrolment.pk)
    enrolment.state = state
    enrolment.ended_at = at
    enrolment.save(update_fields=["state", "ended_at"])


@transaction.atomic
def enrol_many(
    *, course: Course, learners: Sequence[User], organisation: Organisation | None, by: User | None, at: datetime
) -> list[Enrolment]:
    """Enrol people at once, for one organisation: a handful of statements, however many they are.

    All or nobody: raises CourseNotOpen, and AlreadyEnrolled when one of them has begun meanwhile.
    """
    release = course.current_release
    if release is None:
        raise CourseNotOpen(course.slug)
    try:
        with transaction.atomic():
            made = _written_at_once(course, release, learners, organisation, at=at)
    except IntegrityError:
        raise AlreadyEnrolled(course.slug) from None
    required, value = len(outline_of(release).required_keys), {"release": release.number}
    CourseState.objects.bulk_create(CourseState(enrolment=one, required=required) for one in made)
    facts = {"verb": Verb.REGISTERED, "client_id": "registered", "at": at, "by": by, "value": value}
    ActivityFact.objects.bulk_create(ActivityFact(enrolment=one, **facts) for one in made)
    lines = [(one, {"course": course.pk, "release": release.pk}) for one in made]
    audit.record_many(lines, action="learning.enrol", by=by, at=at)
    ids = [one.pk for one in made]
    transaction.on_commit(lambda: [enrolled.send(Enrolment, enrolment_id=pk) for pk in ids], robust=True)
    return made


def _written_at_once(
    course: Course,
    release: CourseRelease,
    learners: Sequence[User],
    organisation: Organisation | None,
    *,
    at: datetime,
) -> list[Enrolment]:
    earlier = Enrolment.objects.filter(course=course, learner__in=learners).order_by().values_list("learner_id")
    numbers = dict(earlier.annotate(last=Max("number")))
    return Enrolment.objects.bulk_create(
        Enrolment(
            course=course,
            learner=learner,
            number=numbers.get(learner.pk, 0) + 1,
            release=release,
            organisation=organisation,
            enrolled_at=at,
        )
        for learner in learners
    )
