"""What discussions write to people: one function a message, words in `templates/discussion/mail/`."""

from datetime import datetime
from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils import translation

from cms import clock
from cms.addresses import site_url
from cms.mail.domain.posting import post_rendered
from cms.mail.models import OutboxMessage
from cms.people.models import User

from ..models import Course
from .models import Post, Report, Thread
from .words import name_of, title_of

NEW_THREAD, NEW_ANSWER = "discussion/mail/new_thread", "discussion/mail/new_answer"
HIDDEN, HANDLED, TO_LOOK_AT = "discussion/mail/hidden", "discussion/mail/report_handled", "discussion/mail/to_look_at"
# What is signed for leaving a thread says nothing anywhere else.
SALT = "learning.discussion.unfollow"


def prefix_of(about: Thread | Post) -> str:
    """How the keys of all mail about a thread, or about one of its posts, begin."""
    if isinstance(about, Post):
        return f"discussion/mail:{about.thread_id}:{about.pk}:"
    return f"discussion/mail:{about.pk}:"


def new_post(post: Post, *, to: User, at: datetime) -> OutboxMessage:
    """Tell somebody who follows of a new thread, or of an answer."""
    folder, thread = (NEW_THREAD if post.is_first else NEW_ANSWER), post.thread
    url = site_url(reverse("discussion:post", args=[thread.course.slug, post.pk]))
    with translation.override(to.language):
        context = {
            "author": name_of(post),
            "title": title_of(thread),
            "course": thread.course.title,
            "text": post.text,
            "unfollow_url": unfollow_url(to, thread.course, None if post.is_first else thread),
        }
    return _sent(folder, to=to, url=url, context=context, at=at, key=f"{prefix_of(post)}{to.pk}")


def post_hidden(post: Post, *, reason: str, ruling: int, at: datetime) -> OutboxMessage | None:
    """Tell the author what was hidden and why. Nobody needs to choose to hear that."""
    if post.author is None or not post.author.is_active:
        return None
    url = site_url(reverse("discussion:post", args=[post.thread.course.slug, post.pk]))
    context = {"course": post.thread.course.title, "text": post.text, "reason": reason}
    return _sent(HIDDEN, to=post.author, url=url, context=context, at=at, key=f"discussion/hidden:{ruling}")


def report_handled(report: Report, *, at: datetime) -> OutboxMessage | None:
    """Thank somebody who reported a post, and say what became of it."""
    if report.reporter is None or not report.reporter.is_active:
        return None
    thread = report.post.thread
    url = site_url(reverse("discussion:thread", args=[thread.course.slug, thread.pk]))
    context = {"course": thread.course.title, "outcome": report.outcome}
    return _sent(HANDLED, to=report.reporter, url=url, context=context, at=at, key=f"discussion/report:{report.pk}")


def to_look_at(course: Course, *, to: User, at: datetime) -> OutboxMessage:
    """Say that posts wait in the moderation queue: once a person, course and day."""
    day = clock.local_date(at).isoformat()
    key = f"discussion/queue:{course.pk}:{to.pk}:{day}"
    url = site_url(reverse("discussion_admin:queue"))
    return _sent(TO_LOOK_AT, to=to, url=url, context={"course": course.title}, at=at, key=key)


def _sent(folder: str, *, to: User, url: str, context: dict[str, Any], at: datetime, key: str) -> OutboxMessage:
    return post_rendered(folder, {"name": to.name, "url": url, **context}, to=to, at=at, link=url, key=key)


# --- Leaving a thread from its mail --------------------------------------------------------------


def unfollow_url(user: User, course: Course, thread: Thread | None) -> str:
    """Has no end, and can do nothing but stop mail about this one thread (or new threads of the course)."""
    token = signing.Signer(salt=SALT).sign_object([user.pk, course.pk, thread.pk if thread else 0])
    return site_url(reverse("discussion:unfollow", args=[token]))


def read_unfollow(token: str) -> tuple[int, int, int] | None:
    """Numbers of person, course and thread (0: the course); None for what we have not signed for this."""
    try:
        user, course, thread = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return user, course, thread
