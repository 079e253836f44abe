"""Who owns and who teaches a course."""

from datetime import datetime

from django.db import transaction

from cms import audit
from cms.people.models import User

from ..models import Course, CourseStaff
from ..queries import course_staff, forget_course_roles
from ..rules import may_name


class NotStaff(Exception):
    """The person has no way into the admin yet: an administrator gives the role Editor or Teacher first."""


class MayNotName(Exception):
    """Owners of a course say who teaches it; who owns it, those say who own all."""


@transaction.atomic
def give_course_role(*, course: Course, user: User, role: str, by: User | None, at: datetime) -> CourseStaff:
    """Let somebody own or teach a course; one who does already is returned as they are.

    Raises MayNotName and NotStaff.
    """
    if by and not may_name(by, course, role, at=at):
        raise MayNotName
    if not user.has_perm("wagtailadmin.access_admin"):
        raise NotStaff
    held, created = CourseStaff.objects.get_or_create(
        course=course, user=user, role=role, ends_at=None, defaults={"starts_at": at}
    )
    if created:
        forget_course_roles(user, by)
        audit.record(course, action="learning.give_course_role", by=by, at=at, user=user.pk, role=role)
    return held


@transaction.atomic
def end_course_role(*, held: CourseStaff, by: User | None, at: datetime) -> bool:
    """End a role in a course from this moment; say whether it was held. Raises MayNotName."""
    if by and not may_name(by, held.course, held.role, at=at):
        raise MayNotName
    if not course_staff(at=at).filter(pk=held.pk).update(ends_at=at):
        return False
    forget_course_roles(held.user, by)
    audit.record(held.course, action="learning.end_course_role", by=by, at=at, user=held.user_id, role=held.role)
    return True
