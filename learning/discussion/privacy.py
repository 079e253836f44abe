"""What discussions hold of a person: what they wrote, reported, follow and have looked at."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from cms.mail.domain.outbox import take_words_out
from cms.privacy.answers import Answer, Rows, Subject, blank, delete_rows, register, stays
from cms.privacy.purposes import LEGITIMATE, Purpose, register_purpose
from cms.privacy.retention import DELETED, Rule, drop, retain

from .enums import PostState
from .mails import prefix_of
from .models import EarlierText, Follow, Mute, Post, Report, RulingOnPost, Thread, Visit

register_purpose(
    Purpose(
        "discussion",
        _("Discussions in courses"),
        _("What you write there, what you report and follow, and when you last looked at a thread."),
        LEGITIMATE,
        _(
            "Threads for five years after the last post, what you changed or withdrew for half a year, reports for a "
            "year. When you are erased, your words go at once."
        ),
        _("Those who take the course and its teachers; reports and earlier texts only who moderates."),
        46,
    )
)


def take_back(rows: Rows, subject: Subject, at: datetime) -> int:
    """Words and whose they were go, from mail to others as well; the place in the thread stays, for what others wrote
    around it.
    """
    found = list(rows.only("pk", "thread", "is_first"))
    for post in found:
        take_words_out(key_prefix=prefix_of(post))
    _empty_titles([post.thread_id for post in found if post.is_first])
    posts = [post.pk for post in found]
    gone: dict[str, Any] = {"text": "", "author": None, "state": PostState.WITHDRAWN, "helpful_at": None}
    return Post.objects.filter(pk__in=posts).update(**gone)


def _empty_titles(threads: list[int]) -> None:
    """A title is its asker's words too; it stands in the mail about every answer."""
    for thread in Thread.objects.filter(pk__in=threads):
        take_words_out(key_prefix=prefix_of(thread))
    Thread.objects.filter(pk__in=threads).update(title="")


def forget_reporter(rows: Rows, subject: Subject, at: datetime) -> int:
    """That there was a report stays, and what for; who and in which words goes."""
    return rows.update(reporter=None, text="")


register(
    # Before the posts it is found by.
    Answer(
        EarlierText,
        purpose="discussion",
        by=("post__author",),
        columns=("text", "replaced_at"),
        erase=delete_rows,
        order=90,
    ),
    Answer(
        RulingOnPost,
        purpose="discussion",
        by=("post__author",),
        columns=("ruling", "reason", "at"),
        erase=blank(reason=""),
        order=90,
    ),
    # Without who reported, and without their words: those tell who it was.
    Answer(
        Report,
        purpose="discussion",
        by=("post__author",),
        columns=("reason", "reported_at", "outcome"),
        erase=blank(text=""),
        order=90,
    ),
    Answer(
        Post,
        purpose="discussion",
        by=("author",),
        columns=("thread__course__title", "thread__title", "text", "state", "posted_at", "edited_at", "helpful_at"),
        erase=take_back,
    ),
    Answer(
        Report,
        purpose="discussion",
        by=("reporter",),
        columns=("post__thread__title", "reason", "text", "reported_at", "outcome"),
        erase=forget_reporter,
    ),
    Answer(
        Follow,
        purpose="discussion",
        by=("user",),
        columns=("course__title", "thread__title", "is_on", "since"),
        erase=delete_rows,
    ),
    Answer(Visit, purpose="discussion", by=("user",), columns=("thread__title", "seen_at"), erase=delete_rows),
    Answer(
        Mute,
        purpose="discussion",
        by=("user",),
        columns=("course__title", "reason", "begun_at", "ends_at"),
        erase=delete_rows,
    ),
    Answer(Post, purpose="log", by=("helpful_by",), columns=("helpful_at",), erase=stays, theirs=False),
    Answer(RulingOnPost, purpose="log", by=("by",), columns=("ruling", "at"), erase=stays, theirs=False),
    Answer(Mute, purpose="log", by=("by",), columns=("begun_at",), erase=stays, theirs=False),
)


def threads_left(before: datetime) -> Rows:
    """Threads in which nobody has written since."""
    return Thread.objects.filter(~Exists(Post.objects.filter(thread=OuterRef("pk"), posted_at__gte=before)))


retain(
    Rule(
        "discussion.earlier_texts",
        EarlierText,
        _("What posts in discussions said before they were changed or withdrawn"),
        DELETED,
        due=lambda before: EarlierText.objects.filter(replaced_at__lt=before),
        act=drop,
    ),
    Rule(
        "discussion.reports",
        Report,
        _("Reports of posts, once they are handled"),
        DELETED,
        due=lambda before: Report.objects.filter(handled_at__lt=before),
        act=drop,
    ),
    Rule(
        "discussion.threads",
        Thread,
        _("Threads of discussions, after the last post"),
        DELETED,
        due=threads_left,
        act=drop,
        purpose="discussion",
    ),
    Rule(
        "discussion.visits",
        Visit,
        _("When somebody last looked at a thread"),
        DELETED,
        due=lambda before: Visit.objects.filter(seen_at__lt=before),
        act=drop,
    ),
)
