"""Threads and posts as plain values, for templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.people.models import User
from cms.sanitise import people_html

from ..outline import outline_of
from .enums import PostState, WrittenAs
from .forms import Lessons
from .models import Post, Thread
from .rules import Place, is_editable, is_own_post, is_withdrawable
from .words import name_of, placeholder_for, title_of


@dataclass(frozen=True)
class PostRow:
    """A post as one reader sees it. `placeholder` stands where its text does not."""

    post: Post
    name: str
    role: str
    html: SafeString | None
    placeholder: str
    answers_name: str
    is_new: bool
    is_own: bool
    may_edit: bool
    may_withdraw: bool
    may_report: bool


def post_row(post: Post, place: Place, user: User, *, seen_at: datetime, at: datetime) -> PostRow:
    """`post` has the marks of queries.with_marks(). Its author and moderators read also what others do not."""
    own = is_own_post(user, post)
    reads = post.is_shown or ((own or place.moderates) and bool(post.text))
    return PostRow(
        post=post,
        name=name_of(post),
        role=role_of(post.written_as),
        html=people_html(post.text) if reads else None,
        placeholder=placeholder_for(post),
        answers_name=name_of(post.answers_to) if post.answers_to else "",
        is_new=bool(post.shown_at and post.shown_at > seen_at) and post.is_shown and not own,
        is_own=own,
        may_edit=own and is_editable(post, answered=post.answered, at=at),
        may_withdraw=own and is_withdrawable(post),
        may_report=post.is_shown and not own and not post.reported and not place.moderates,
    )


def role_of(written_as: str) -> str:
    """The word for who wrote as something else than a learner."""
    return "" if written_as == WrittenAs.LEARNER else str(WrittenAs(written_as).label)


@dataclass(frozen=True)
class ThreadRow:
    thread: Thread
    title: str
    name: str
    role: str
    lesson: str
    state: str


def thread_rows(threads: Iterable[Thread], place: Place, lessons: Lessons) -> list[ThreadRow]:
    titles = dict(lessons)
    return [thread_row(one, place, titles) for one in threads]


def thread_row(thread: Thread, place: Place, titles: dict[UUID, str]) -> ThreadRow:
    """`thread` has the marks of queries.threads_seen()."""
    sees_all = place.moderates or thread.is_own
    stands = thread.first_state == PostState.SHOWN
    return ThreadRow(
        thread=thread,
        title=title_of(thread, first_state=thread.first_state, sees_all=sees_all),
        name=thread.begun_by or _("Former participant"),
        role=role_of(thread.begun_as),
        lesson=lesson_title(thread.lesson_key, titles),
        state="" if stands or not sees_all else str(PostState(thread.first_state).label),
    )


def lesson_title(key: UUID | None, titles: dict[UUID, str]) -> str:
    if key is None:
        return ""
    return titles.get(key) or _("A lesson that is no longer in the course")


def lessons_in(place: Place, language: str) -> Lessons:
    """Keys and titles of the lessons, of the release one stands on or else the newest. No query, as a rule."""
    release = place.enrolment.release if place.enrolment else place.course.current_release
    if release is None:
        return []
    outline = outline_of(release)
    language = outline.language_for(language)
    return [(lesson.key, lesson.titles[language]) for lesson in outline.lessons]
