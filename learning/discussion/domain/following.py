"""Who hears of what, and what they have looked at."""

from datetime import datetime
from typing import Any

from django.db import transaction

from cms.mail.domain.outbox import let_waiting_mail_go
from cms.people.models import User

from ...models import Course
from ..mails import prefix_of
from ..models import Follow, Thread, Visit


@transaction.atomic
def follow(*, user: User, course: Course, thread: Thread | None = None, at: datetime) -> Follow:
    """Hear of answers in a thread, or (without one) of new threads in a course. Doing it twice changes nothing."""
    about: dict[str, Any] = {"user": user, "course": course, "thread": thread}
    held, created = Follow.objects.get_or_create(**about, defaults={"since": at})
    if not created and not held.is_on:
        held.is_on, held.since = True, at
        held.save(update_fields=["is_on", "since"])
    return held


@transaction.atomic
def unfollow(*, user: User, course: Course, thread: Thread | None = None, at: datetime) -> Follow:
    """Hear no more of it; mail that waits for a digest is let go of. Doing it twice changes nothing."""
    values = {"is_on": False, "since": at}
    held, _ = Follow.objects.update_or_create(user=user, course=course, thread=thread, defaults=values)
    if thread:
        let_waiting_mail_go(key_prefix=prefix_of(thread), to_user=user)
    return held


def follow_by_writing(*, user: User, thread: Thread, at: datetime) -> None:
    """Whoever writes in a thread follows it, unless they have said that they do not want to."""
    defaults = {"since": at, "course_id": thread.course_id}
    Follow.objects.get_or_create(user=user, thread=thread, defaults=defaults)


def remember_visit(*, user: User, thread: Thread, at: datetime) -> None:
    """What stands in the thread now is not new to this person any more. One query."""
    Visit.objects.bulk_create(
        [Visit(user=user, thread=thread, seen_at=at)],
        update_conflicts=True,
        unique_fields=["user", "thread"],
        update_fields=["seen_at"],
    )
