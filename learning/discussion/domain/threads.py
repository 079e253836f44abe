"""What teachers do with threads and answers, and how a course's discussion is set."""

from datetime import datetime

from django.db import transaction

from cms import audit
from cms.people.models import User

from ...models import Course
from ...rules import owns_course
from ..models import DiscussionSettings, Mute, Post, Thread
from ..rules import moderates, staff_role
from ..settings_of import settings_of
from ..texts import tidied
from .moderation import MayNotModerate, ReasonMissing


class NotAnAnswer(Exception):
    """Only answers that are shown help."""


class MayNotSet(Exception):
    """Owners of the course say how its discussion is set."""


class IsStaff(Exception):
    """Who looks after the discussion is not kept from writing in it; that is for those who give roles."""


class MomentPassed(ValueError):
    """A pause from writing ends later than now."""


@transaction.atomic
def mark_helpful(*, post: Post, helpful: bool, by: User, at: datetime) -> Post:
    """Mark an answer as helpful, or take the mark away; several may have it. Raises MayNotModerate, NotAnAnswer."""
    locked = Post.objects.select_for_update(of=("self",), no_key=True).select_related("thread__course").get(pk=post.pk)
    _must_moderate(by, locked.thread.course, at=at)
    if locked.is_first or not locked.is_shown:
        raise NotAnAnswer
    if bool(locked.helpful_at) == helpful:
        return locked
    locked.helpful_at, locked.helpful_by = (at, by) if helpful else (None, None)
    locked.save(update_fields=["helpful_at", "helpful_by"])
    audit.record(locked, action="discussion.helpful" if helpful else "discussion.not_helpful", by=by, at=at)
    return locked


@transaction.atomic
def close_thread(*, thread: Thread, closed: bool, by: User, at: datetime) -> Thread:
    """Let nobody write in a thread any more, or open it again. Raises MayNotModerate."""
    _must_moderate(by, thread.course, at=at)
    changed = Thread.objects.filter(pk=thread.pk, closed_at__isnull=closed).update(closed_at=at if closed else None)
    return _told(thread, "close" if closed else "open", changed, by=by, at=at)


@transaction.atomic
def pin_thread(*, thread: Thread, pinned: bool, by: User, at: datetime) -> Thread:
    """Let a thread stand on top of the list, or no more. Raises MayNotModerate."""
    _must_moderate(by, thread.course, at=at)
    changed = Thread.objects.filter(pk=thread.pk, is_pinned=not pinned).update(is_pinned=pinned)
    return _told(thread, "pin" if pinned else "unpin", changed, by=by, at=at)


def _told(thread: Thread, what: str, changed: int, *, by: User, at: datetime) -> Thread:
    if changed:
        audit.record(thread, action=f"discussion.{what}", by=by, at=at)
    thread.refresh_from_db()
    return thread


def _must_moderate(by: User, course: Course, *, at: datetime) -> None:
    if not moderates(by, course, at=at):
        raise MayNotModerate


# --- The course's discussion --------------------------------------------------------------------


@transaction.atomic
def set_discussion(
    *, course: Course, is_open: bool, begun_by: str, moderated_first: bool, by: User, at: datetime
) -> DiscussionSettings:
    """Say how the people of a course talk together. Raises MayNotSet."""
    if not owns_course(by, course, at=at):
        raise MayNotSet
    values = {"is_open": is_open, "begun_by": begun_by, "moderated_first": moderated_first}
    before = settings_of(course)
    if before.pk and all(getattr(before, name) == value for name, value in values.items()):
        return before
    kept, _ = DiscussionSettings.objects.update_or_create(course=course, defaults=values)
    audit.record(course, action="discussion.set", by=by, at=at, **values)
    return kept


@transaction.atomic
def mute(*, course: Course, user: User, until: datetime, reason: str, by: User, at: datetime) -> Mute:
    """Let somebody read but not write in the course's discussion until a moment; they see until when, and why.

    Raises MayNotModerate, IsStaff, ReasonMissing and MomentPassed.
    """
    _must_moderate(by, course, at=at)
    if staff_role(user, course, at=at):
        raise IsStaff
    if not (reason := tidied(reason)):
        raise ReasonMissing
    if until <= at:
        raise MomentPassed
    held = Mute.objects.create(course=course, user=user, reason=reason, begun_at=at, ends_at=until, by=by)
    audit.record(course, action="discussion.mute", by=by, at=at, user=user.pk, until=until.isoformat())
    return held


@transaction.atomic
def end_mute(*, held: Mute, by: User, at: datetime) -> bool:
    """Let somebody write again from now on; say whether they could not. Raises MayNotModerate."""
    _must_moderate(by, held.course, at=at)
    if not Mute.objects.filter(pk=held.pk, ends_at__gt=at).update(ends_at=at):
        return False
    audit.record(held.course, action="discussion.end_mute", by=by, at=at, user=held.user_id)
    return True
