"""Answering requests to join, and taking one's own back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import error, success, warning
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms import clock

from ..domain.joining import (
    AlreadyAnswered,
    OrganisationNotOpen,
    OwnRequest,
    approve_request,
    refuse_request,
    withdraw_request,
)
from ..models import JoinRequest
from ..organisation_page_forms import RefuseRequestForm
from ..requests import SignedInRequest
from ..rules import is_coordinator, may_look_after


@login_required
@require_POST
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, approve_request, _("%(name)s is let in."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask first, and why: a no cannot be taken back."""
    form = RefuseRequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        verb = partial(refuse_request, reason=form.cleaned_data["reason"])
        return _answer(request, pk, verb, _("%(name)s is not let in."))
    asked = _request_to_answer(request, pk)
    context = {"asked": asked, "form": form, "from_admin": _from_admin(request), "back": _way_back(request, asked)}
    return render(request, "people/refuse_request.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Only one's own; those of others are not found."""
    asked = get_object_or_404(JoinRequest, pk=pk, user=request.user)
    try:
        withdraw_request(request=asked, by=request.user, at=clock.now())
    except AlreadyAnswered:
        warning(request, _("Your request was answered in the meantime. You find the answer in your e-mail."))
    else:
        success(request, _("Your request is taken back."))
    return redirect("my_day")


def _request_to_answer(request: SignedInRequest, pk: int) -> JoinRequest:
    """The request, for whoever looks after its organisation; for others there is none."""
    asked = get_object_or_404(JoinRequest.objects.select_related("user", "organisation"), pk=pk)
    if not may_look_after(request.user, asked.organisation, on=clock.today()):
        raise Http404
    return asked


def _answer(request: SignedInRequest, pk: int, verb: Callable[..., Any], done: str) -> HttpResponse:
    asked = _request_to_answer(request, pk)
    try:
        verb(request=asked, by=request.user, at=clock.now())
    except AlreadyAnswered:
        warning(request, _("Somebody has answered this request already, or it was taken back. Nothing was changed."))
    except OwnRequest:
        error(request, _("Somebody else must answer your own request."))
    except OrganisationNotOpen:
        error(request, _("Approve the organisation first; then its people can be let in."))
    else:
        success(request, done % {"name": asked.user})
    return redirect(_way_back(request, asked))


def _way_back(request: SignedInRequest, asked: JoinRequest) -> str:
    """Where the buttons stand: the organisation's page, or the admin for the centre's people who came from there."""
    if _from_admin(request):
        return reverse("organisations:inspect", args=[asked.organisation_id])
    return reverse("organisation", args=[asked.organisation.key])


def _from_admin(request: SignedInRequest) -> bool:
    came_from = request.POST.get("from") or request.GET.get("from")
    return came_from == "admin" and is_coordinator(request.user)
