"""Reporting a post to those who moderate."""

from django.contrib.messages import info, success
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms import clock
from cms.people.requests import SignedInRequest
from cms.sanitise import people_html

from ..domain.moderation import AlreadyReported, NotReadable, OwnPost, report_post
from ..forms import ReportForm
from ..rules import Place
from ..words import name_of
from .desk import post_here, taking_part


@require_http_methods(["GET", "HEAD", "POST"])
@taking_part
def report(request: SignedInRequest, place: Place, post: int) -> HttpResponse:
    """A choice and a few words; once a post."""
    found = post_here(place, post, request.user)
    if not found.is_shown:
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"place": place, "post": found, "name": name_of(found), "html": people_html(found.text), "form": form}
        return render(request, "discussion/report.html", context, status=422 if form.is_bound else 200)
    values = form.cleaned_data
    try:
        report_post(post=found, reason=values["reason"], text=values["text"], by=request.user, at=clock.now())
    except NotReadable:
        raise Http404 from None
    except AlreadyReported:
        info(request, _("You have reported this post already. A moderator looks at it."))
    except OwnPost:
        info(request, _("This is your own post: you may withdraw it."))
    else:
        success(request, _("Thank you. A moderator looks at it, and you hear what becomes of it."))
    return redirect("discussion:thread", place.course.slug, found.thread_id)
