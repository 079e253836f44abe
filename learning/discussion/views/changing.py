"""Changing and taking back one's own; what teachers do with threads and answers."""

from django.contrib.messages import info, success
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms import clock
from cms.people.requests import SignedInRequest

from ..domain.posts import TooLateToChange, edit_post, withdraw_post
from ..domain.threads import NotAnAnswer, close_thread, mark_helpful, pin_thread
from ..forms import PostForm
from ..models import Post, Thread
from ..queries import is_answered
from ..rules import Place, is_editable, is_own_post, is_withdrawable
from ..typed import typed_before
from .desk import post_here, post_only, refusal_in_words, taking_part
from .threads import written


@require_http_methods(["GET", "HEAD", "POST"])
@taking_part
def edit(request: SignedInRequest, place: Place, post: int) -> HttpResponse:
    found, at = _own_here(place, post, request), clock.now()
    if request.method != "POST":
        if not is_editable(found, answered=is_answered(found), at=at):
            return _too_late(request, found)
        before = PostForm(initial={"text": found.text} | typed_before(request), by=request.user)
        return render(request, "discussion/edit.html", _about(place, found, before))
    form = PostForm(request.POST, by=request.user)
    sent, status = written(form, lambda: edit_post(post=found, text=form.cleaned_data["text"], by=request.user, at=at))
    if sent is None:
        return render(request, "discussion/edit.html", _about(place, found, form), status=status)
    success(request, _("Changed."))
    return redirect("discussion:post", place.course.slug, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@taking_part
def withdraw(request: SignedInRequest, place: Place, post: int) -> HttpResponse:
    """Asked first: it cannot be undone."""
    found = _own_here(place, post, request)
    if not is_withdrawable(found):
        info(request, _("This post can no longer be withdrawn."))
        return redirect("discussion:thread", place.course.slug, found.thread_id)
    if request.method != "POST":
        return render(request, "discussion/withdraw.html", {"place": place, "post": found})
    withdraw_post(post=found, by=request.user, at=clock.now())
    success(request, _("Withdrawn. Its place in the thread stays, without your text."))
    return redirect("discussion:threads", place.course.slug)


@post_only
@taking_part
def helpful(request: SignedInRequest, place: Place, post: int) -> HttpResponse:
    _only_moderators(place)
    found = post_here(place, post, request.user)
    try:
        marked = mark_helpful(post=found, helpful="helpful" in request.POST, by=request.user, at=clock.now())
    except NotAnAnswer:
        info(request, _("Only answers that are shown can be marked as helpful."))
    else:
        success(request, _("Marked as helpful.") if marked.helpful_at else _("No longer marked as helpful."))
    return redirect("discussion:post", place.course.slug, found.pk)


@post_only
@taking_part
def look_after(request: SignedInRequest, place: Place, thread: int) -> HttpResponse:
    """Close and open a thread, let it stand on top or not."""
    _only_moderators(place)
    found, at = get_object_or_404(Thread.objects.filter(course=place.course), pk=thread), clock.now()
    match request.POST.get("do"):
        case "close" | "open" as what:
            close_thread(thread=found, closed=what == "close", by=request.user, at=at)
        case "pin" | "unpin" as what:
            pin_thread(thread=found, pinned=what == "pin", by=request.user, at=at)
        case _unknown:
            return redirect("discussion:thread", place.course.slug, found.pk)
    success(request, _("Done."))
    return redirect("discussion:thread", place.course.slug, found.pk)


def _only_moderators(place: Place) -> None:
    if not place.moderates:
        raise Http404


def _own_here(place: Place, number: int, request: SignedInRequest) -> Post:
    found = post_here(place, number, request.user)
    if not is_own_post(request.user, found):
        raise Http404
    return found


def _about(place: Place, post: Post, form: PostForm) -> dict[str, object]:
    return {"place": place, "post": post, "form": form}


def _too_late(request: HttpRequest, post: Post) -> HttpResponse:
    info(request, refusal_in_words(TooLateToChange())[1])
    return redirect("discussion:thread", post.thread.course.slug, post.thread_id)
