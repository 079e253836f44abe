"""What the views of a discussion share: who may come in, and what a verb's refusal is in words."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from cms import clock
from cms.people.requests import SignedInRequest

from ...models import Course
from ..domain.posts import (
    Muted,
    NothingWritten,
    OnlyTeachersBegin,
    TextTooLong,
    ThreadClosed,
    TooLateToChange,
    TooManyPosts,
    UnknownLesson,
    UnknownPost,
)
from ..models import Post
from ..rules import Place, place_in
from ..typed import keep_typed

View = Callable[..., HttpResponse]
WORDS: dict[type[Exception], tuple[int, Any]] = {
    TooManyPosts: (
        429,
        gettext_lazy("You have written a lot in ten minutes. Wait a little, then send again; your text stands below."),
    ),
    ThreadClosed: (
        409,
        gettext_lazy("The thread was closed meanwhile. Keep a copy of your text, or begin a new thread."),
    ),
    OnlyTeachersBegin: (403, gettext_lazy("In this course the teachers begin threads. You can answer in them.")),
    TooLateToChange: (
        409,
        gettext_lazy("This post can no longer be changed: others have answered. Write a new answer instead."),
    ),
    UnknownPost: (422, gettext_lazy("The post you answer stands in another thread.")),
    UnknownLesson: (422, gettext_lazy("The course has no such lesson.")),
    NothingWritten: (422, gettext_lazy("Write something first.")),
    TextTooLong: (422, gettext_lazy("The text is too long. Shorten it.")),
}
REFUSALS: tuple[type[Exception], ...] = (Muted, *WORDS)


def taking_part(view: View) -> View:
    """Give the view what the reader is in the course's discussion. Who is nothing in it finds nothing there."""

    @login_required
    @never_cache
    def with_place(request: SignedInRequest, course: str, **kwargs: Any) -> HttpResponse:
        courses = Course.objects.select_related("current_release").defer("current_release__outline")
        place = place_in(request.user, get_object_or_404(courses, slug=course), at=clock.now())
        if place is None:
            raise Http404
        if not place.may_read:
            return render(request, "discussion/off.html", {"course": place.course}, status=404)
        return view(request, place, **kwargs)

    @wraps(view)
    def opened(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            keep_typed(request)
        return with_place(request, **kwargs)  # type: ignore[arg-type]  # login_required asks

    return opened


def post_only(view: View) -> View:
    """Send a plain visit to the thread, or the list, the form stands on."""

    @wraps(view)
    def posted(request: HttpRequest, course: str, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            return view(request, course=course, **kwargs)
        for name in ("thread", "post"):
            if name in kwargs:
                return redirect(f"discussion:{name}", course, kwargs[name])
        return redirect("discussion:threads", course)

    return posted


def post_here(place: Place, number: int, user: Any) -> Post:
    """A post of this course that the reader may know of."""
    rows = Post.objects.select_related("author", "thread__course")
    found = get_object_or_404(rows, pk=number, thread__course=place.course)
    if found.shown_at is None and not place.moderates and found.author_id != user.pk:
        raise Http404
    return found


def refusal_in_words(refusal: Exception) -> tuple[int, str]:
    """Status, and what to do; what was typed stands in the form again."""
    if isinstance(refusal, Muted):
        until = date_format(timezone.localtime(refusal.until), "DATETIME_FORMAT")
        return 403, _("You can read here, but not write until %(until)s. Keep a copy of your text.") % {"until": until}
    status, words = WORDS[type(refusal)]
    return status, str(words)
