"""Writing: a thread, an answer, an edit; taking back what one wrote."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from cms import audit
from cms.mail.domain.outbox import let_waiting_mail_go
from cms.people.models import User

from ...models import Course
from ...queries import was_in_course
from ..enums import PostState
from ..mails import prefix_of
from ..models import EarlierText, Post, Thread
from ..queries import is_answered, mute_of
from ..rules import Place, is_editable, is_own_post, is_withdrawable, place_in
from ..texts import MAX_TEXT, MAX_TITLE, tidied, tidied_line
from .following import follow_by_writing
from .telling import announce

SPAN = timedelta(minutes=10)


class NotOfCourse(Exception):
    """The person neither takes the course nor looks after it, or its discussion is switched off."""


class OnlyTeachersBegin(Exception):
    """In this course teachers begin threads; everybody may answer."""


class Muted(Exception):
    """The person may read but not write until `until`."""

    def __init__(self, until: datetime, reason: str) -> None:
        super().__init__(until)
        self.until, self.reason = until, reason


class TooManyPosts(Exception):
    """Enough for ten minutes."""


class ThreadClosed(Exception):
    """Nobody writes in it any more."""


class NothingWritten(ValueError):
    """No text, or nothing in it that can be seen; or no title."""


class TextTooLong(ValueError):
    """More than a post or a title holds."""


class UnknownLesson(ValueError):
    """The course has never had this lesson."""


class UnknownPost(ValueError):
    """The post that is answered stands in another thread."""


class NotYours(Exception):
    """Only who wrote a post changes it or takes it back."""


class TooLateToChange(Exception):
    """The quarter of an hour is over and others have answered, or the post does not stand any more."""


@transaction.atomic
def begin_thread(
    *, course: Course, title: str, text: str, lesson_key: UUID | None = None, form_key: UUID, by: User, at: datetime
) -> Thread:
    """Begin a thread with its first post; sent twice it is one. Its author follows it.

    Raises NotOfCourse, OnlyTeachersBegin, Muted, TooManyPosts, NothingWritten, TextTooLong and UnknownLesson.
    """
    place = _place_to_write(course, by=by, at=at)
    if sent := _sent_already(by, form_key):
        return sent.thread
    if not place.may_begin:
        raise OnlyTeachersBegin
    _refuse_too_many(by, at=at)
    title, text = _checked(tidied_line(title), MAX_TITLE), _checked(tidied(text), MAX_TEXT)
    if lesson_key and not was_in_course(course, lesson_key):
        raise UnknownLesson
    thread = Thread.objects.create(course=course, lesson_key=lesson_key, title=title, created_at=at)
    _write(thread, place, text=text, form_key=form_key, is_first=True, by=by, at=at)
    return thread


@transaction.atomic
def answer(*, thread: Thread, text: str, answers_to: int | None = None, form_key: UUID, by: User, at: datetime) -> Post:
    """Answer in a thread, perhaps one post of it; sent twice it is one. Who answers follows the thread.

    Raises NotOfCourse, Muted, TooManyPosts, ThreadClosed, NothingWritten, TextTooLong and UnknownPost.
    """
    place = _place_to_write(thread.course, by=by, at=at)
    if sent := _sent_already(by, form_key):
        return sent
    if Thread.objects.select_for_update(no_key=True).get(pk=thread.pk).is_closed:
        raise ThreadClosed
    _refuse_too_many(by, at=at)
    text = _checked(tidied(text), MAX_TEXT)
    if answers_to and not thread.posts.filter(pk=answers_to).exists():
        raise UnknownPost
    return _write(thread, place, text=text, form_key=form_key, answers_to_id=answers_to, by=by, at=at)


@transaction.atomic
def edit_post(*, post: Post, text: str, by: User, at: datetime) -> Post:
    """Put another text in its place; the earlier one is kept for moderators, and the post says that it was edited.

    Where posts wait for approval, it waits again. Raises NotYours, TooLateToChange, NotOfCourse, Muted, NothingWritten
    and TextTooLong.
    """
    place = _place_to_write(post.thread.course, by=by, at=at)
    locked = _own(post, by=by)
    if not is_editable(locked, answered=is_answered(locked), at=at):
        raise TooLateToChange
    text = _checked(tidied(text), MAX_TEXT)
    if text == locked.text:
        return locked
    EarlierText.objects.create(post=locked, text=locked.text, replaced_at=at)
    locked.text, locked.edited_at, locked.looked_at = text, at, None
    if place.waits_for_approval:
        locked.state = PostState.WAITING
        let_waiting_mail_go(key_prefix=prefix_of(locked))
    locked.save(update_fields=["text", "edited_at", "looked_at", "state"])
    audit.record(locked, action="discussion.edit", by=by, at=at)
    announce(locked)
    return locked


@transaction.atomic
def withdraw_post(*, post: Post, by: User, at: datetime) -> Post:
    """Take back what one wrote. Its place stays, its text is kept for moderators only; who has not been written to yet
    is not. Raises NotYours and TooLateToChange. Doing it twice changes nothing.
    """
    locked = _own(post, by=by)
    if locked.state == PostState.WITHDRAWN:
        return locked
    if not is_withdrawable(locked):
        raise TooLateToChange
    EarlierText.objects.create(post=locked, text=locked.text, replaced_at=at)
    locked.text, locked.state, locked.helpful_at, locked.helpful_by = "", PostState.WITHDRAWN, None, None
    locked.save(update_fields=["text", "state", "helpful_at", "helpful_by"])
    let_waiting_mail_go(key_prefix=prefix_of(locked))
    audit.record(locked, action="discussion.withdraw", by=by, at=at)
    return locked


# --- What they share ----------------------------------------------------------------------------


def _place_to_write(course: Course, *, by: User, at: datetime) -> Place:
    """The author is locked: what they send at the same moment comes one after the other."""
    User.objects.select_for_update(no_key=True).filter(pk=by.pk).values_list("pk").get()
    place = place_in(by, course, at=at)
    if place is None or not place.may_read:
        raise NotOfCourse
    if mute := mute_of(by, course, at=at):
        raise Muted(mute.ends_at, mute.reason)
    return place


def _sent_already(by: User, form_key: UUID) -> Post | None:
    return Post.objects.filter(author=by, form_key=form_key).select_related("thread__course").first()


def _refuse_too_many(by: User, *, at: datetime) -> None:
    if Post.objects.filter(author=by, posted_at__gt=at - SPAN).count() >= settings.DISCUSSION_POSTS_IN_TEN_MINUTES:
        raise TooManyPosts


def _checked(text: str, longest: int) -> str:
    if not text:
        raise NothingWritten
    if len(text) > longest:
        raise TextTooLong
    return text


def _write(thread: Thread, place: Place, *, by: User, at: datetime, **about: Any) -> Post:
    waits = place.waits_for_approval
    state, shown_at = (PostState.WAITING, None) if waits else (PostState.SHOWN, at)
    post = Post.objects.create(
        thread=thread, author=by, written_as=place.role, state=state, posted_at=at, shown_at=shown_at, **about
    )
    follow_by_writing(user=by, thread=thread, at=at)
    audit.record(post, action="discussion.post", by=by, at=at, thread=thread.pk, state=state)
    announce(post)
    return post


def _own(post: Post, *, by: User) -> Post:
    locked = Post.objects.select_for_update(of=("self",), no_key=True).select_related("thread__course").get(pk=post.pk)
    if not is_own_post(by, locked):
        raise NotYours
    return locked
