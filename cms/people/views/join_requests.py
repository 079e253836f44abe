"""Answering requests to join, and taking one's own back."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import error, success, warning
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

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
from ..requests import SignedInRequest
from ..rules import is_coordinator, may_look_after


@login_required
@require_POST
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, approve_request, _("%(name)s is let in."))


@login_required
@require_POST
def refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, refuse_request, _("%(name)s is not let in."))


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
    return _back(request, asked)


def _back(request: SignedInRequest, asked: JoinRequest) -> HttpResponse:
    """Where the buttons stand: the organisation's page, or the admin for the centre's people who came from there."""
    if request.POST.get("from") == "admin" and is_coordinator(request.user):
        return redirect("organisations:inspect", asked.organisation_id)
    return redirect("organisation", asked.organisation.key)
