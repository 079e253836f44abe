"""Following and leaving: on the page, and from a mail without signing in."""

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms import clock
from cms.people.models import User
from cms.people.requests import SignedInRequest

from ...models import Course
from ..domain.following import follow, unfollow
from ..mails import read_unfollow
from ..models import Thread
from ..queries import Wanted, threads_seen
from ..rules import Place
from .desk import post_only, taking_part


@post_only
@taking_part
def follow_course(request: SignedInRequest, place: Place) -> HttpResponse:
    verb = follow if "follow" in request.POST else unfollow
    held = verb(user=request.user, course=place.course, at=clock.now())
    if held.is_on:
        success(request, _("You hear of every new thread in this course."))
    else:
        success(request, _("You hear no more of new threads in this course."))
    return redirect("discussion:threads", place.course.slug)


@post_only
@taking_part
def follow_thread(request: SignedInRequest, place: Place, thread: int) -> HttpResponse:
    at = clock.now()
    found = get_object_or_404(threads_seen(place, request.user, wanted=Wanted(), since=at), pk=thread)
    verb = follow if "follow" in request.POST else unfollow
    held = verb(user=request.user, course=place.course, thread=found, at=at)
    success(request, _("You follow this thread.") if held.is_on else _("You no longer follow this thread."))
    return redirect("discussion:thread", place.course.slug, found.pk)


@csrf_exempt  # the signed link is what lets it, as with the way out of a topic (cms/mail/views/unsubscribe.py)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unfollow_by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever holds the link of a mail. Asks first when opened in a browser; nothing of the thread is shown, since
    links are forwarded.
    """
    numbers = read_unfollow(token)
    user = User.objects.filter(pk=numbers[0]).first() if numbers else None
    if numbers is None or user is None:
        return render(request, "discussion/unknown_link.html", status=404)
    course = get_object_or_404(Course, pk=numbers[1])
    thread = get_object_or_404(Thread, pk=numbers[2], course=course) if numbers[2] else None
    if request.method == "POST":
        unfollow(user=user, course=course, thread=thread, at=clock.now())
    with translation.override(user.language or get_language()):
        context = {"done": request.method == "POST", "of_thread": bool(thread)}
        return render(request, "discussion/unfollow.html", context)
