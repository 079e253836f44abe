"""Who may. Small facts about a person and a course; whether something is possible right now is the verb's to say."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cms.people.models import User
from cms.people.rules import is_administrator, is_coordinator

from ..models import Course, Enrolment
from ..queries import enrolment_of
from ..rules import owns_course, teaches_course
from .enums import BegunBy, PostState, WrittenAs
from .models import DiscussionSettings, Post
from .settings_of import settings_of

EDITING_LASTS = timedelta(minutes=15)


@dataclass(frozen=True)
class Place:
    """What somebody is in a course's discussion, and how it is set."""

    course: Course
    settings: DiscussionSettings
    role: WrittenAs
    enrolment: Enrolment | None

    @property
    def moderates(self) -> bool:
        """Teachers and owners of the course, and the centre's coordinators and administrators."""
        return self.role != WrittenAs.LEARNER

    @property
    def may_read(self) -> bool:
        return self.settings.is_open or self.moderates

    @property
    def may_begin(self) -> bool:
        return self.moderates or (self.settings.is_open and self.settings.begun_by == BegunBy.EVERYBODY)

    @property
    def waits_for_approval(self) -> bool:
        return self.settings.moderated_first and not self.moderates


def place_in(user: User, course: Course, *, at: datetime) -> Place | None:
    """None for who neither takes the course nor looks after it; who has withdrawn from it takes it no more."""
    role, enrolment = staff_role(user, course, at=at), enrolment_of(user, course.slug)
    if role is None and enrolment is None:
        return None
    return Place(course, settings_of(course), role or WrittenAs.LEARNER, enrolment)


def staff_role(user: Any, course: Course, *, at: datetime) -> WrittenAs | None:
    """What somebody of the staff is in this course. One query for who is none of it."""
    if not user.is_active or not (user.is_superuser or user.group_names):
        return None
    if teaches_course(user, course, at=at):
        return WrittenAs.TEACHER
    if is_administrator(user):
        return WrittenAs.CENTRE
    if owns_course(user, course, at=at):
        return WrittenAs.OWNER
    return WrittenAs.CENTRE if is_coordinator(user) else None


def moderates(user: Any, course: Course, *, at: datetime) -> bool:
    return staff_role(user, course, at=at) is not None


def is_own_post(user: Any, post: Post) -> bool:
    return post.author_id is not None and post.author_id == user.pk


def is_editable(post: Post, *, answered: bool, at: datetime) -> bool:
    """For a quarter of an hour, and after that as long as nobody else has written below."""
    stands = post.state in (PostState.SHOWN, PostState.WAITING)
    return stands and (not answered or at - post.posted_at <= EDITING_LASTS)


def is_withdrawable(post: Post) -> bool:
    return post.state in (PostState.SHOWN, PostState.WAITING, PostState.HELD)
