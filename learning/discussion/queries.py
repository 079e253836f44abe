"""Reads about discussions that more than one place needs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from cms.people.models import User
from cms.people.roles import COORDINATOR, COURSE_OWNER
from cms.people.rules import is_coordinator

from ..enums import EnrolmentState
from ..models import Course, Enrolment
from ..queries import course_staff
from ..rules import courses_looked_after_by, is_in_some_staff
from .enums import PostState
from .models import Follow, Mute, Post, Report, Thread, Visit
from .rules import Place

NEWS_SHOWN = 5


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in a list of threads."""

    lesson: UUID | None = None
    words: str = ""
    unanswered: bool = False


# --- Threads ------------------------------------------------------------------------------------


def threads_seen(place: Place, user: User, *, wanted: Wanted, since: datetime) -> QuerySet[Thread]:
    """The threads of a course that a person sees, pinned ones first, then those with the newest posts.

    Each with `answers`, `helpful`, `last_at`, `begun_by` (a name), `first_state`, `is_own` and `has_new`: what others
    have written since the person looked, or since `since` where they never did.
    """
    shown = _posts_of_thread(state=PostState.SHOWN)
    rows = Thread.objects.filter(course=place.course)
    if not place.moderates:
        rows = rows.filter(Exists(shown) | Exists(_posts_of_thread(author=user)))
    return _told_apart(_narrowed(rows, wanted), user, since=since).order_by(
        "-is_pinned", Coalesce("last_at", "created_at").desc(), "-pk"
    )


def _posts_of_thread(**about: Any) -> QuerySet[Post]:
    return Post.objects.filter(thread=OuterRef("pk"), **about)


def _narrowed(rows: QuerySet[Thread], wanted: Wanted) -> QuerySet[Thread]:
    shown = _posts_of_thread(state=PostState.SHOWN)
    if wanted.lesson:
        rows = rows.filter(lesson_key=wanted.lesson)
    if wanted.words:
        titled = Q(Exists(shown.filter(is_first=True))) & _holds("title", wanted.words)
        rows = rows.filter(titled | Exists(shown.filter(_holds("text", wanted.words))))
    return _without_answers(rows) if wanted.unanswered else rows


def _holds(column: str, words: str) -> Q:
    """Whether a column holds these words. SQLite knows large and small of a to z only, so other letters are asked as
    they are written in each.
    """
    ways = {words} if words.isascii() else {words, words.lower(), words.upper(), words.capitalize()}
    return Q(*(Q(**{f"{column}__icontains": way}) for way in sorted(ways)), _connector=Q.OR)


def _without_answers(rows: QuerySet[Thread]) -> QuerySet[Thread]:
    """Open threads whose question stands and that nobody but who asked has written in."""
    first = _posts_of_thread(is_first=True, state=PostState.SHOWN)
    others = _posts_of_thread(is_first=False, state=PostState.SHOWN).exclude(
        author__in=Subquery(Post.objects.filter(thread=OuterRef("thread"), is_first=True).values("author"))
    )
    return rows.filter(Exists(first), ~Exists(others), closed_at__isnull=True)


def _told_apart(rows: QuerySet[Thread], user: User, *, since: datetime) -> QuerySet[Thread]:
    shown, first = Q(posts__state=PostState.SHOWN), _posts_of_thread(is_first=True)
    seen_at = Coalesce(Subquery(Visit.objects.filter(thread=OuterRef("pk"), user=user).values("seen_at")), Value(since))
    news = _posts_of_thread(state=PostState.SHOWN, shown_at__gt=OuterRef("seen_at")).exclude(author=user)
    return rows.annotate(  # type: ignore[no-redef]
        answers=Count("posts", filter=shown & Q(posts__is_first=False)),
        helpful=Count("posts", filter=shown & Q(posts__helpful_at__isnull=False)),
        last_at=Max("posts__shown_at", filter=shown),
        begun_by=Subquery(first.values("author__name")),
        begun_as=Subquery(first.values("written_as")),
        first_state=Subquery(first.values("state")),
        is_own=Exists(first.filter(author=user)),
        seen_at=seen_at,
        has_new=Exists(news),
    )


def unanswered(course: Course) -> QuerySet[Thread]:
    """Open threads that nobody but who began them has written in, the oldest first. For who teaches the course."""
    return _without_answers(Thread.objects.filter(course=course)).order_by("created_at", "pk")


def threads_followed_by(user: User) -> QuerySet[Thread]:
    return Thread.objects.filter(follows__user=user, follows__is_on=True)


def threads_with_news(user: User, *, at: datetime) -> list[Thread]:
    """Threads a person follows in which others have written since they looked, newest first, each with its `news` (how
    many posts), `first_state` and course. One query. Whoever has left a course hears no more of it.
    """
    seen = Visit.objects.filter(thread=OuterRef("pk"), user=user).values("seen_at")
    others = Q(posts__state=PostState.SHOWN, posts__shown_at__gt=F("seen_at")) & ~Q(posts__author=user)
    followed: Any = threads_followed_by(user)
    told = followed.annotate(seen_at=Coalesce(Subquery(seen), F("follows__since"))).annotate(
        news=Count("posts", filter=others),
        newest=Max("posts__shown_at", filter=others),
        first_state=Subquery(_posts_of_thread(is_first=True).values("state")),
    )
    readable = told.filter(_readers(user.pk, OuterRef("course"), at=at), news__gt=0)
    shown = readable.exclude(course__discussion__is_open=False).select_related("course")
    return list(shown.order_by("-newest", "-pk")[:NEWS_SHOWN])


# --- Posts --------------------------------------------------------------------------------------


def answers_in(thread: Thread, place: Place, user: User) -> QuerySet[Post]:
    """The answers of a thread that a person sees, helpful ones first, then as they came.

    Each with `answered` (somebody else has written after it) and `reported` (by this person).
    """
    rows = Post.objects.filter(thread=thread, is_first=False)
    if not place.moderates:
        rows = rows.filter(~Q(state=PostState.WAITING) | Q(author=user))
    helpful = Case(
        When(helpful_at__isnull=False, state=PostState.SHOWN, then=0), default=1, output_field=IntegerField()
    )
    return with_marks(rows, user).order_by(helpful, "posted_at", "pk")


def with_marks(rows: QuerySet[Post], user: User) -> QuerySet[Post]:
    later = Post.objects.filter(thread=OuterRef("thread"), posted_at__gt=OuterRef("posted_at"))
    return rows.select_related("author", "answers_to__author").annotate(  # type: ignore[no-redef]
        answered=Exists(later.filter(~Q(author=OuterRef("author")))),
        reported=Exists(Report.objects.filter(post=OuterRef("pk"), reporter=user)),
    )


def is_answered(post: Post) -> bool:
    """Whether somebody else has written in the thread after this. One query."""
    later = Post.objects.filter(thread=post.thread_id, posted_at__gt=post.posted_at)
    return later.exclude(author=post.author_id).exists()


def follows(user: User, *, course: Course, thread: Thread | None = None) -> bool:
    """Whether somebody hears of answers in a thread, or of new threads in a course. One query."""
    return Follow.objects.filter(user=user, course=course, thread=thread, is_on=True).exists()


def mute_of(user: User, course: Course, *, at: datetime) -> Mute | None:
    """Whether somebody may only read for now. One query."""
    return Mute.objects.filter(user=user, course=course, begun_at__lte=at, ends_at__gt=at).order_by("-ends_at").first()


# --- Who is told --------------------------------------------------------------------------------


def _readers(user: Any, course: Any, *, at: datetime) -> Q:
    """For a filter: whether somebody takes a course or looks after its discussion. Each a value or an OuterRef."""
    takes = Enrolment.objects.filter(learner=user, course=course).exclude(state=EnrolmentState.WITHDRAWN)
    staff = course_staff(at=at).filter(user=user, course=course, user__groups__isnull=False)
    over_all = Q(is_superuser=True) | Q(groups__name__in=[COORDINATOR.group, COURSE_OWNER.group])
    return Q(Exists(takes)) | Q(Exists(staff)) | Q(Exists(User.objects.filter(over_all, pk=user)))


def people_to_tell(post: Post, *, told: QuerySet[Any, Any], at: datetime) -> QuerySet[User]:
    """Who follows what this post belongs to (an answer: its thread, a new thread: the course), may still read it, and
    has not been told; never its author. One query.
    """
    course = post.thread.course_id
    about = Q(course=course, thread__isnull=True) if post.is_first else Q(thread=post.thread_id)
    following = Follow.objects.filter(about, user=OuterRef("pk"), is_on=True, since__lte=post.shown_at)
    people = User.objects.filter(Exists(following), _readers(OuterRef("pk"), course, at=at), is_active=True)
    return people.exclude(pk=post.author_id or 0).exclude(pk__in=told).order_by("pk")


def posts_to_tell_of(*, before: datetime) -> list[int]:
    """Posts that have been shown since before this moment, and whose followers have not all been told. One query."""
    rows = Post.objects.filter(state=PostState.SHOWN, told_at__isnull=True, shown_at__lt=before)
    return list(rows.order_by("shown_at").values_list("pk", flat=True)[:500])


def staff_of(course: Course, *, at: datetime) -> QuerySet[User]:
    """Who teaches and owns this very course. One query."""
    held = course_staff(at=at).filter(course=course, user=OuterRef("pk"))
    return User.objects.filter(Exists(held), is_active=True, groups__isnull=False).distinct().order_by("pk")


# --- Moderation ---------------------------------------------------------------------------------


def courses_moderated_by(user: User, *, at: datetime) -> QuerySet[Course]:
    """Coordinators, administrators and owners of all courses: all; others those they teach or own."""
    return Course.objects.all() if is_coordinator(user) else courses_looked_after_by(user, at=at)


def may_moderate_somewhere(user: Any, *, at: datetime) -> bool:
    """Whether there is a queue for somebody at all: one query at most beside the person's groups and permissions."""
    return is_coordinator(user) or is_in_some_staff(user, at=at)


def mutes_in(course: Course, *, at: datetime) -> QuerySet[Mute]:
    """Who only reads in a course for now, and who put it so."""
    return Mute.objects.filter(course=course, ends_at__gt=at).select_related("user", "by").order_by("ends_at", "pk")


def _open_reports() -> QuerySet[Report]:
    return Report.objects.filter(post=OuterRef("pk"), handled_at__isnull=True)


def posts_to_look_at(courses: QuerySet[Course]) -> QuerySet[Post]:
    """What waits for approval or was reported, the oldest first, each with `open_reports`."""
    rows = Post.objects.filter(thread__course__in=courses)
    waits = Q(state__in=[PostState.WAITING, PostState.HELD]) | Q(Exists(_open_reports()))
    return _for_queue(rows.filter(waits)).order_by("posted_at", "pk")


def posts_looked_at(courses: QuerySet[Course]) -> QuerySet[Post]:
    """What was decided about, the newest decision first."""
    rows = Post.objects.filter(thread__course__in=courses, rulings__isnull=False)
    return _for_queue(rows).annotate(ruled_at=Max("rulings__at")).order_by("-ruled_at", "-pk")


def _for_queue(rows: QuerySet[Post]) -> QuerySet[Post]:
    counted = _open_reports().order_by().values("post").annotate(number=Count("pk")).values("number")
    found = rows.select_related("author", "thread__course")
    return found.annotate(open_reports=Coalesce(Subquery(counted), 0))  # type: ignore[no-redef]
