"""Who may. Small facts about a person and a thing; whether something is possible right now is the verb's to say."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from cms.people.rules import is_coordinator
from learning.models import Course
from learning.rules import courses_looked_after_by, may_see_learners, owns_all_courses, owns_course

from .models import CourseGroup


def may_set_ways(user: Any, course: Course, *, at: datetime) -> bool:
    """Say how people get in, and hand out keys: who owns the course."""
    return owns_course(user, course, at=at)


def may_let_in(user: Any, course: Course, *, at: datetime) -> bool:
    """Invite, enrol somebody, and have groups: who owns or teaches the course."""
    return may_see_learners(user, course, at=at)


def may_answer_requests(user: Any, course: Course, *, at: datetime) -> bool:
    return is_coordinator(user) or may_let_in(user, course, at=at)


def may_withdraw(user: Any, course: Course, *, at: datetime) -> bool:
    """End somebody's enrolment: who owns the course, and coordinators."""
    return is_coordinator(user) or owns_course(user, course, at=at)


def teaches_group(user: Any, group: CourseGroup) -> bool:
    """Course roles are for the staff: who has lost the way into the admin has lost this too."""
    if not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
        return False
    return group.teachers.filter(user=user).exists()


def may_see_group(user: Any, group: CourseGroup, *, at: datetime) -> bool:
    """Who is in a group and how far they have come: its teachers, and who sees all learners of the course."""
    return may_let_in(user, group.course, at=at) or teaches_group(user, group)


def courses_answered_by(user: Any, *, at: datetime) -> QuerySet[Course]:
    """Courses whose requests this person may answer."""
    if is_coordinator(user) or owns_all_courses(user):
        return Course.objects.all()
    return courses_looked_after_by(user, at=at)


def sees_enrolment(user: Any, *, at: datetime) -> bool:
    """Whether there is anything for this person where requests and groups are: the staff of courses, coordinators."""
    if user.has_perm("learning.view_course"):
        return True
    return courses_looked_after_by(user, at=at).exists() or groups_seen_by(user, at=at).exists()


def groups_seen_by(user: Any, *, at: datetime) -> QuerySet[CourseGroup]:
    if not user.has_perm("wagtailadmin.access_admin"):
        return CourseGroup.objects.none()
    own = Q(course__in=courses_looked_after_by(user, at=at)) | Q(teachers__user=user)
    return CourseGroup.objects.filter(own).distinct()
