"""Coming into a network and leaving it."""

from contextlib import suppress
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.messages import error, info, success
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms import clock
from cms.people.queries import organisations_acted_for
from cms.people.requests import SignedInRequest
from events.models import Series

from ..domain import invitations, members, requests
from ..enums import Joining, RequestState
from ..forms.entering import EntryForm
from ..links import LinkUnknown
from ..models import NetworkRequest
from ..queries import membership_of, network_of
from .frame import WRONG, network_or_404, page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def join(request: SignedInRequest, key: UUID) -> HttpResponse:
    """At once, or by asking; where neither is possible it says so."""
    series = network_or_404(request, key)
    form = _entry_form(request, asks=network_of(series).joining == Joining.ASK)
    waiting = NetworkRequest.objects.filter(series=series, user=request.user, state=RequestState.WAITING).first()
    if request.method == "POST" and request.POST.get("do") == "take-back" and waiting:
        return _take_back(request, series, waiting)
    if request.method == "POST" and form.is_valid():
        return _enter(request, series, form)
    status = WRONG if request.method == "POST" else HTTPStatus.OK
    about = {"form": form, "waiting": waiting, "lacks_organisation": not form.organisations}
    return page(request, "join", series, status=status, **about)


def _entry_form(request: SignedInRequest, *, asks: bool) -> EntryForm:
    organisations = organisations_acted_for(request.user, on=clock.today())
    data = request.POST if request.method == "POST" else None
    return EntryForm(data, organisations=organisations, asks=asks)


def _enter(request: SignedInRequest, series: Series, form: EntryForm) -> HttpResponse:
    who: dict[str, Any] = {"series": series, "user": request.user, "entry": form.entry, "at": clock.now()}
    try:
        if "reason" in form.fields:
            requests.ask(reason=form.cleaned_data["reason"], **who)
            success(request, _("Your request is sent. You get a mail with the answer."))
            return redirect("join_network", key=series.key)
        members.join(**who)
        success(request, _("You are a member now."))
    except members.AlreadyMember:
        info(request, _("You are a member already."))
    except members.NotOpen:
        error(request, _("One cannot join this network oneself any more. Ask those who lead it."))
    except members.NoOrganisation:
        form.add_error(None, _("The network is for those who act for an organisation. Join yours first."))
    except members.ReasonMissing:
        form.add_error("reason", _("Write why; those who answer read it."))
    except requests.TooManyRequests:
        form.add_error(None, _("You wait for many answers already. Take one of your requests back first."))
    if form.errors:
        return page(request, "join", series, status=WRONG, form=form, lacks_organisation=not form.organisations)
    return redirect("network", key=series.key)


def _take_back(request: SignedInRequest, series: Series, waiting: NetworkRequest) -> HttpResponse:
    try:
        requests.take_back(request=waiting, at=clock.now())
        info(request, _("Your request is taken back."))
    except requests.AlreadyAnswered:
        info(request, _("Your request is answered already."))
    return redirect("network", key=series.key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def leave(request: SignedInRequest, key: UUID) -> HttpResponse:
    """The question first: places at meetings to come go too."""
    series = network_or_404(request, key)
    member = membership_of(request.user, series)
    if member is None:
        info(request, _("You are not a member."))
        return redirect("network", key=series.key)
    if request.method != "POST":
        return page(request, "leave", series)
    with suppress(members.HasLeft):
        members.leave(member=member, at=clock.now())
    success(request, _("You have left the network."))
    return redirect("networks")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invitation(request: SignedInRequest, token: str) -> HttpResponse:
    """What the link in the mail opens. Looking changes nothing."""
    at = clock.now()
    try:
        found = invitations.invitation_with(token, at=at)
    except (LinkUnknown, invitations.InvitationOver):
        return render(request, "networks/invitation.html", {"over": True}, status=HTTPStatus.GONE)
    about: dict[str, Any] = {"invitation": found, "series": found.series}
    if not invitations.is_for(found, request.user):
        about["email"] = found.email
        return render(request, "networks/invitation.html", about, status=HTTPStatus.FORBIDDEN)
    form = _entry_form(request, asks=False)
    if request.method == "POST" and form.is_valid():
        return _accept(request, token, found.series, form)
    status = WRONG if request.method == "POST" else HTTPStatus.OK
    return render(request, "networks/invitation.html", about | {"form": form}, status=status)


def _accept(request: SignedInRequest, token: str, series: Series, form: EntryForm) -> HttpResponse:
    try:
        invitations.accept(token=token, user=request.user, entry=form.entry, at=clock.now())
        success(request, _("You are a member now."))
    except members.AlreadyMember:
        info(request, _("You are a member already."))
    except (LinkUnknown, invitations.InvitationOver, invitations.InvitationForAnother):
        return render(request, "networks/invitation.html", {"over": True}, status=HTTPStatus.GONE)
    return redirect("network", key=series.key)
