"""Keys to a course: made, revoked, used."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from cms import audit
from cms.people.models import Organisation, User
from learning.domain.enrolments import AlreadyEnrolled
from learning.models import Course, Enrolment
from learning.verification_code import ALPHABET

from ..models import CourseGroup, CourseKey, KeyUse
from ..ways import WayNotOpen, refuse_closed
from .entering import enrol_or_find

SIGNS = 10
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


class WrongKey(Exception):
    """No key of the course that works now reads so: mistyped, revoked, expired or used up, nobody is told which."""


@transaction.atomic
def make_key(
    *,
    course: Course,
    group: CourseGroup | None = None,
    expires_at: datetime | None = None,
    most_uses: int | None = None,
    by: User | None,
    at: datetime,
) -> CourseKey:
    """Make a key of signs that cannot be mistaken for each other; into a group, where one is named."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(SIGNS))
    code = f"{code[:5]}-{code[5:]}"
    key = CourseKey.objects.create(
        course=course, code=code, group=group, expires_at=expires_at, most_uses=most_uses, made_at=at
    )
    audit.record(key, action="joining.make_key", by=by, at=at, course=course.pk)
    return key


@transaction.atomic
def revoke_key(*, key: CourseKey, by: User | None, at: datetime) -> bool:
    """Let a key open nothing from now on; say whether it did. Who came by it stays."""
    if not CourseKey.objects.filter(pk=key.pk, revoked_at__isnull=True).update(revoked_at=at):
        return False
    audit.record(key, action="joining.revoke_key", by=by, at=at, course=key.course_id)
    return True


@transaction.atomic
def enter_with_key(
    *, course: Course, learner: User, typed: str, at: datetime, organisation: Organisation | None = None
) -> Enrolment:
    """Enrol oneself with a key, into its group where it has one. Somebody under way comes into the group.

    The key's row is locked while its uses are counted. Raises ClosedForNew, WayNotOpen, WrongKey, AlreadyEnrolled.
    """
    if not refuse_closed(course).by_key:
        raise WayNotOpen(course.slug)
    key = _locked(_matching(course, typed), at=at)
    enrolment, new = enrol_or_find(
        course=course, learner=learner, by=learner, at=at, organisation=organisation, group=key.group
    )
    if not new and key.group is None:
        raise AlreadyEnrolled(course.slug)
    KeyUse.objects.get_or_create(key=key, enrolment=enrolment, defaults={"used_at": at})
    audit.record(key, action="joining.use_key", by=learner, at=at, enrolment=enrolment.pk)
    return enrolment


def plain_key(typed: str) -> str:
    """As keys are compared, however they were typed."""
    return "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_READ_AS)


def _matching(course: Course, typed: str) -> int:
    """The key that reads so. All are compared, each in the same time whatever is right of it. Raises WrongKey."""
    plain = plain_key(typed[:100]).encode()
    known = CourseKey.objects.filter(course=course).values_list("pk", "code")
    found = [pk for pk, code in known if secrets.compare_digest(plain_key(code).encode(), plain)]
    if not found:
        raise WrongKey
    return found[0]


def _locked(key_id: int, *, at: datetime) -> CourseKey:
    """The key, locked, if it still opens. Raises WrongKey."""
    works = Q(expires_at__isnull=True) | Q(expires_at__gt=at)
    rows = CourseKey.objects.select_for_update(of=("self",)).select_related("group")
    key = rows.filter(works, pk=key_id, revoked_at__isnull=True).first()
    if key is None or (key.most_uses is not None and key.uses.count() >= key.most_uses):
        raise WrongKey
    return key
