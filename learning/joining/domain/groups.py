"""Groups: when they start, who teaches them, who is in them."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from cms import audit, clock
from cms.people.models import User
from learning.models import Course, Enrolment

from ..models import CourseGroup, GroupPlace, GroupTeacher


class NameTaken(Exception):
    """Another group of the course has this name."""


class EndsBeforeStart(Exception):
    """The day to be done by comes before the day it starts."""


class GroupHasBegun(Exception):
    """People read and answer already: the day it started stays."""


class NotStaff(Exception):
    """The person has no way into the admin: an administrator gives the role Teacher first."""


@transaction.atomic
def set_group(
    *,
    course: Course,
    group: CourseGroup | None = None,
    name: str,
    starts_on: date,
    ends_on: date | None = None,
    by: User | None,
    at: datetime,
) -> CourseGroup:
    """Make a group, or change what is said of one. Raises NameTaken, EndsBeforeStart, GroupHasBegun."""
    if ends_on and ends_on < starts_on:
        raise EndsBeforeStart
    if group is None:
        group = CourseGroup(course=course)
    else:
        group = CourseGroup.objects.select_for_update().get(pk=group.pk)
        if starts_on != group.starts_on and group.starts_on <= clock.local_date(at):
            raise GroupHasBegun
    group.name, group.starts_on, group.ends_on = name.strip(), starts_on, ends_on
    try:
        with transaction.atomic():
            group.save()
    except IntegrityError:
        raise NameTaken from None
    audit.record(group, action="joining.set_group", by=by, at=at, course=course.pk, starts_on=starts_on.isoformat())
    return group


@transaction.atomic
def place_in_group(
    *, group: CourseGroup, enrolment: Enrolment, waits: bool = True, by: User | None, at: datetime
) -> GroupPlace:
    """Put an enrolment into a group, out of another where it was in one. Who was in it already stays as they are.

    With `waits`, its lessons open on the day the group starts, and the learner is told then.
    """
    place = GroupPlace.objects.select_for_update().filter(enrolment=enrolment).first()
    if place and place.group_id == group.pk:
        return place
    # Somebody who was under way before goes on, also from one group to another.
    place = place or GroupPlace(enrolment=enrolment, waits=waits)
    begun = group.starts_on <= clock.local_date(at)
    place.group, place.placed_at, place.told_at = group, at, at if begun or not place.waits else None
    place.save()
    audit.record(enrolment, action="joining.place", by=by, at=at, group=group.pk)
    return place


@transaction.atomic
def take_from_group(*, place: GroupPlace, by: User | None, at: datetime) -> None:
    """Let somebody leave a group; they go on with the course, and need not wait."""
    audit.record(place.enrolment, action="joining.take_out", by=by, at=at, group=place.group_id)
    place.delete()


@transaction.atomic
def let_teach(*, group: CourseGroup, user: User, by: User | None, at: datetime) -> GroupTeacher:
    """Let somebody of the staff teach a group; who does already is returned. Raises NotStaff."""
    if not user.has_perm("wagtailadmin.access_admin"):
        raise NotStaff
    held, created = GroupTeacher.objects.get_or_create(group=group, user=user)
    if created:
        audit.record(group, action="joining.let_teach", by=by, at=at, user=user.pk)
    return held


@transaction.atomic
def end_teaching(*, held: GroupTeacher, by: User | None, at: datetime) -> None:
    audit.record(held.group, action="joining.end_teaching", by=by, at=at, user=held.user_id)
    held.delete()
