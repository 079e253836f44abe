"""Who may. Small facts about a person and a thing; whether something is possible right now is the verb's to say."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from cms import clock
from cms.models import CoursePage
from cms.people.roles import COURSE_OWNER, holds
from cms.people.rules import is_administrator, is_contact_of

from .enums import CourseRole
from .models import Certificate, Course, Enrolment
from .queries import course_roles_of, course_staff
from .sharing import shares_progress_with


def is_own_certificate(user: Any, certificate: Certificate) -> bool:
    return user.is_authenticated and certificate.holder_id == user.pk


# --- Roles in a course -----------------------------------------------------------------------------


def owns_all_courses(user: Any) -> bool:
    return is_administrator(user) or holds(user, COURSE_OWNER)


def owns_course(user: Any, course: Course, *, at: datetime) -> bool:
    """An owner of this very course, or of all. One query at most beside the person's groups."""
    return owns_all_courses(user) or _has(user, CourseRole.OWNER, at=at, course_id=course.pk)


def teaches_course(user: Any, course: Course, *, at: datetime) -> bool:
    return _has(user, CourseRole.TEACHER, at=at, course_id=course.pk)


def is_in_staff(user: Any, course: Course, *, at: datetime) -> bool:
    """Whoever teaches or owns the course. One query at most beside the person's groups."""
    return owns_all_courses(user) or _has(user, *CourseRole.values, at=at, course_id=course.pk)


def is_in_some_staff(user: Any, *, at: datetime) -> bool:
    """Whoever teaches or owns any course at all: what menus ask on every page of the admin."""
    if owns_all_courses(user):
        return True
    is_staff = user.is_authenticated and user.has_perm("wagtailadmin.access_admin")
    return is_staff and any(one.holds(at) for one in course_roles_of(user))


def courses_looked_after_by(user: Any, *, at: datetime) -> QuerySet[Course]:
    """The courses this person owns or teaches: all for who owns all. One query at most, when it is read."""
    if owns_all_courses(user):
        return Course.objects.all()
    if not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
        return Course.objects.none()
    return Course.objects.filter(pk__in=course_staff(at=at).filter(user=user).values("course"))


def may_see_learners(user: Any, course: Course, *, at: datetime) -> bool:
    """Who takes the course and how far they have come; answers are nobody's but the learner's."""
    return owns_course(user, course, at=at) or teaches_course(user, course, at=at)


def may_see_grades(user: Any, course: Course, *, at: datetime) -> bool:
    """Attempts and best score in each quiz of a course: who owns or teaches it. Never what somebody answered, and never
    by consent, by being a contact person or by looking after the whole centre.
    """
    return owns_course(user, course, at=at) or teaches_course(user, course, at=at)


def may_give_extra_time(user: Any, course: Course, *, at: datetime) -> bool:
    return owns_course(user, course, at=at) or teaches_course(user, course, at=at)


def may_see_statistics(user: Any, course: Course, *, at: datetime) -> bool:
    """How the questions of a course do: sums over many answers, nobody's own."""
    return owns_course(user, course, at=at) or teaches_course(user, course, at=at)


def may_regrade(user: Any, course: Course, *, at: datetime) -> bool:
    return owns_course(user, course, at=at)


def may_name(user: Any, course: Course, role: str, *, at: datetime) -> bool:
    """Owners of a course say who teaches it; who owns it, those say who own all."""
    return owns_course(user, course, at=at) if role == CourseRole.TEACHER else owns_all_courses(user)


def _has(user: Any, *roles: str, at: datetime, course_id: int | None = None, key: UUID | None = None) -> bool:
    """One of these roles in a course. They are for the staff: who has lost the way into the admin has lost them too.

    Of one course, by its id or its pages' key. What a person has been given is asked for once and remembered on the
    object, as their groups are; the verbs that give and end roles forget it (`queries.forget_course_roles`).
    """
    if not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
        return False
    return any(
        one.role in roles and one.holds(at) and (one.course_id == course_id or one.course.translation_key == key)
        for one in course_roles_of(user)
    )


def may_see_progress(user: Any, enrolment: Enrolment, *, at: datetime) -> bool:
    """How far somebody has come: the learner, who teaches or owns the course, the contact persons of the organisation
    it is taken for, and whoever the learner lets see it (a mentor, say). Answers and scores are nobody's but theirs.
    """
    if not user.is_authenticated:
        return False
    if enrolment.learner_id == user.pk or may_see_learners(user, enrolment.course, at=at):
        return True
    taken_for = enrolment.organisation
    if taken_for and is_contact_of(user, taken_for, on=clock.local_date(at)):
        return True
    return shares_progress_with(user, enrolment)


# --- What they may ---------------------------------------------------------------------------------


def may_publish_course(user: Any, page: CoursePage) -> bool:
    """Whoever may publish the course page itself may publish the course, and so may its owner."""
    if page.permissions_for_user(user).can_publish():
        return True
    return _has(user, CourseRole.OWNER, at=clock.now(), key=page.translation_key)


def may_look_after_releases(user: Any, course: Course, *, at: datetime) -> bool:
    """See what a course's releases change, and move people between them: whoever may publish it."""
    if owns_course(user, course, at=at):
        return True
    pages = CoursePage.objects.filter(translation_key=course.translation_key)
    return user.is_authenticated and any(page.permissions_for_user(user).can_publish() for page in pages)


def may_revoke_certificates(user: Any) -> bool:
    return user.is_active and user.has_perm("learning.change_certificate")


def may_revoke(user: Any, certificate: Certificate) -> bool:
    """Whoever may revoke any certificate, and the owner of the course it was earned in."""
    if may_revoke_certificates(user):
        return True
    if certificate.basis_kind != "enrolment" or not certificate.basis_key.isdigit():
        return False
    course_id = Enrolment.objects.filter(pk=int(certificate.basis_key)).values_list("course_id", flat=True).first()
    return course_id is not None and _has(user, CourseRole.OWNER, at=clock.now(), course_id=course_id)


def may_fetch_certificate(user: Any, certificate: Certificate) -> bool:
    return is_own_certificate(user, certificate) or may_revoke(user, certificate)
