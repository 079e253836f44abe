"""The threads of a course, one thread with its answers, and writing in them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.messages import success
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms import clock
from cms.people.requests import SignedInRequest

from ..domain.following import remember_visit
from ..domain.posts import answer, begin_thread
from ..enums import PostState
from ..forms import AnswerForm, PostForm, ThreadForm, WantedForm
from ..models import Post, Thread
from ..presenting import PostRow, lesson_title, lessons_in, post_row, thread_rows
from ..queries import Wanted, answers_in, follows, mute_of, threads_seen, with_marks
from ..rules import Place
from ..typed import typed_before
from ..words import name_of, title_of
from .desk import REFUSALS, post_here, refusal_in_words, taking_part

A_PAGE = 25
# Who looks after a course without taking it: what is older than this is not new to them.
NEW_FOR_STAFF = timedelta(days=30)


@require_safe
@taking_part
def threads(request: SignedInRequest, place: Place) -> HttpResponse:
    """All threads, or those of a lesson, without an answer, or with some words in them."""
    lessons = lessons_in(place, get_language() or "")
    form = WantedForm(request.GET, lessons=lessons)
    rows = threads_seen(place, request.user, wanted=form.wanted, since=_since(place, clock.now()))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "place": place,
        "form": form,
        "wanted": form.wanted,
        "searched": form.wanted != Wanted(),
        "page": page,
        "rows": thread_rows(page.object_list, place, lessons),
        "lesson": lesson_title(form.wanted.lesson, dict(lessons)),
        "follows": follows(request.user, course=place.course),
    }
    return render(request, "discussion/threads.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@taking_part
def new_thread(request: SignedInRequest, place: Place) -> HttpResponse:
    """The form for a new thread; about a lesson when one comes from there."""
    lessons, at = lessons_in(place, get_language() or ""), clock.now()
    data = request.POST if request.method == "POST" else None
    before = {"lesson": request.GET.get("lesson", "")} | (typed_before(request) if data is None else {})
    form = ThreadForm(data, lessons=lessons, initial=before, by=request.user)
    context = {"place": place, "form": form, "mute": mute_of(request.user, place.course, at=at)}
    if data is None:
        return render(request, "discussion/new.html", context)

    def begin() -> Thread:
        values = form.cleaned_data
        about = {"title": values["title"], "lesson_key": values["lesson"], "form_key": values["form_key"]}
        return begin_thread(course=place.course, text=values["text"], **about, by=request.user, at=at)

    sent, status = written(form, begin)
    if sent is None:
        return render(request, "discussion/new.html", context, status=status)
    _say_sent(request, place)
    return redirect("discussion:thread", place.course.slug, sent.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@taking_part
def thread(request: SignedInRequest, place: Place, thread: int) -> HttpResponse:
    """A thread: what began it, the helpful answers, then the others; and the form for one's own."""
    at = clock.now()
    seen = threads_seen(place, request.user, wanted=Wanted(), since=_since(place, at))
    found = get_object_or_404(seen.select_related("course"), pk=thread)
    if request.method != "POST":
        return _thread_page(request, place, found, _empty_form(request, found), at=at)
    form = AnswerForm(request.POST, by=request.user)

    def send() -> Post:
        values = form.cleaned_data
        about = {"text": values["text"], "answers_to": values["answers_to"], "form_key": values["form_key"]}
        return answer(thread=found, **about, by=request.user, at=at)

    sent, status = written(form, send)
    if sent is None:
        return _thread_page(request, place, found, form, at=at, status=status)
    _say_sent(request, place)
    return redirect("discussion:post", place.course.slug, sent.pk)


@require_safe
@taking_part
def post(request: SignedInRequest, place: Place, post: int) -> HttpResponse:
    """Where a post stands: its thread, on the right page."""
    found = post_here(place, post, request.user)
    url = reverse("discussion:thread", args=[place.course.slug, found.thread_id])
    if found.is_first:
        return redirect(url)
    order = list(answers_in(found.thread, place, request.user).values_list("pk", flat=True))
    if found.pk not in order:
        raise Http404
    page = order.index(found.pk) // A_PAGE + 1
    return redirect(f"{url}{f'?page={page}' if page > 1 else ''}#post-{found.pk}")


# --- What they share ----------------------------------------------------------------------------


def written(form: PostForm, send: Callable[[], Any]) -> tuple[Any, int]:
    """Send what was typed; None with a status when it was refused, which the form then says."""
    if not form.is_valid():
        return None, 422
    try:
        return send(), 200
    except REFUSALS as refusal:
        status, words = refusal_in_words(refusal)
        form.add_error(None, words)
        return None, status


def _say_sent(request: HttpRequest, place: Place) -> None:
    if place.waits_for_approval:
        success(request, _("Sent. Others can read it when a teacher has approved it."))
    else:
        success(request, _("Sent. You hear of new answers by mail, as you have chosen."))


def _since(place: Place, at: datetime) -> datetime:
    return place.enrolment.enrolled_at if place.enrolment else at - NEW_FOR_STAFF


def _empty_form(request: HttpRequest, thread: Thread) -> AnswerForm:
    """For an answer to the thread, or to one of its posts; with what one had typed when one was signed out."""
    asked = request.GET.get("answer_to", "")
    known = asked.isdecimal() and len(asked) < 19 and thread.posts.filter(pk=asked, state=PostState.SHOWN).exists()
    before = {"answers_to": asked} if known else {}
    return AnswerForm(initial=before | typed_before(request), by=request.user)


def _thread_page(
    request: SignedInRequest, place: Place, thread: Thread, form: AnswerForm, *, at: datetime, status: int = 200
) -> HttpResponse:
    def row(one: Post) -> PostRow:
        return post_row(one, place, request.user, seen_at=thread.seen_at, at=at)

    first = with_marks(thread.posts.filter(is_first=True), request.user).get()
    page = Paginator(answers_in(thread, place, request.user), A_PAGE).get_page(request.GET.get("page"))
    answers = [row(one) for one in page.object_list]
    titles = dict(lessons_in(place, get_language() or ""))
    muted = mute_of(request.user, place.course, at=at)
    context = {
        "place": place,
        "thread": thread,
        "may_answer": not thread.is_closed and not muted,
        "title": title_of(thread, first_state=thread.first_state, sees_all=place.moderates or thread.is_own),
        "lesson": lesson_title(thread.lesson_key, titles),
        "first": row(first),
        "page": page,
        "helpful": [one for one in answers if _helps(one)],
        "others": [one for one in answers if not _helps(one)],
        "form": form,
        "in_answer_to": _name_answered(form, page, first),
        "follows": follows(request.user, course=place.course, thread=thread),
        "mute": muted,
    }
    if request.method == "GET":
        remember_visit(user=request.user, thread=thread, at=at)
    return render(request, "discussion/thread.html", context, status=status)


def _helps(row: PostRow) -> bool:
    return bool(row.post.helpful_at) and row.post.is_shown


def _name_answered(form: AnswerForm, page: Page[Post], first: Post) -> str:
    """Whom the form answers, where it answers one post; found among those on the page."""
    asked = str(form["answers_to"].value() or "")
    found = next((one for one in [first, *page.object_list] if str(one.pk) == asked), None)
    return name_of(found) if found else ""
