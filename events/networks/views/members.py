"""The members, as members see them; and what leaders and the staff do about them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.messages import error, info, success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms import clock
from cms.people.emails import WrongEmail
from cms.people.requests import SignedInRequest
from events.models import Series

from ..domain import invitations, members, requests
from ..domain.settings import set_up
from ..enums import InvitationState
from ..forms.entering import ListForm
from ..forms.members import InviteForm, MemberForm, RemoveForm, SettingForm
from ..models import NetworkInvitation, NetworkMember, NetworkRequest
from ..queries import members_of, membership_of, network_of
from .frame import WRONG, inside_or_404, led_or_404, page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member_list(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Who has not said yes to the list stands in it for their organisation alone, but for those who lead."""
    series = inside_or_404(request, key)
    own = membership_of(request.user, series)
    initial = {"agree": bool(own and own.agreed_at), "shares_email": bool(own and own.shares_email)}
    form = ListForm(request.POST if request.method == "POST" else None, initial=initial)
    if own and request.method == "POST" and form.is_valid():
        members.agree(member=own, shares_email=form.cleaned_data["shares_email"], at=clock.now())
        success(request, _("Saved."))
        return redirect("network_members", key=series.key)
    status = WRONG if own and form.errors else 200
    return page(request, "members", series, status=status, form=form if own else None, members=members_of(series))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member(request: SignedInRequest, key: UUID, pk: int) -> HttpResponse:
    """One member: another role, or the end of it."""
    series = led_or_404(request, key)
    found = get_object_or_404(members_of(series), pk=pk)
    removing = request.POST.get("do") == "remove"
    data = request.POST if request.method == "POST" else None
    form = MemberForm(None if removing else data, initial={"role": found.role})
    remove_form = RemoveForm(data if removing else None)
    sent = remove_form if removing else form
    if request.method == "POST" and sent.is_valid():
        return _changed(request, series, found, sent, removing=removing)
    status = WRONG if request.method == "POST" else 200
    return page(request, "member", series, status=status, member=found, form=form, remove_form=remove_form)


def _changed(
    request: SignedInRequest, series: Series, found: NetworkMember, form: Any, *, removing: bool
) -> HttpResponse:
    who: dict[str, Any] = {"member": found, "by": request.user, "at": clock.now()}
    try:
        if removing:
            members.remove(reason=form.cleaned_data["reason"], **who)
            success(request, _("They are no longer a member, and are told why."))
        else:
            members.set_role(role=form.cleaned_data["role"], **who)
            success(request, _("Saved."))
    except members.HasLeft:
        info(request, _("They have left already."))
    if found.user_id == request.user.pk:
        return redirect("network", key=series.key)
    return redirect("network_members", key=series.key)


@require_POST
@login_required
def answer(request: SignedInRequest, key: UUID, pk: int) -> HttpResponse:
    """Yes or no to somebody who asks."""
    series = led_or_404(request, key)
    asked = get_object_or_404(NetworkRequest, pk=pk, series=series)
    say_answer(request, asked)
    return redirect("network", key=series.key)


def say_answer(request: Any, asked: NetworkRequest) -> None:
    """What the two buttons below a request do, here and in the admin."""
    who: dict[str, Any] = {"request": asked, "by": request.user, "at": clock.now()}
    verbs: dict[str, Callable[[], Any]] = {
        "approve": lambda: requests.approve(**who),
        "refuse": lambda: requests.refuse(answer=request.POST.get("answer", ""), **who),
    }
    verb = verbs.get(request.POST.get("do", ""))
    if verb is None:
        return
    try:
        verb()
        success(request, _("They get the answer by mail."))
    except members.ReasonMissing:
        error(request, _("Write why not; they read it."))
    except requests.AlreadyAnswered:
        info(request, _("Somebody has answered already, or the request was taken back."))
    except requests.OwnRequest:
        error(request, _("Nobody answers their own request."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invite(request: SignedInRequest, key: UUID) -> HttpResponse:
    series = led_or_404(request, key)
    if request.method == "POST" and request.POST.get("do") == "withdraw":
        return _withdraw(request, series)
    initial = {"language": request.user.language}
    form = InviteForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid() and _invited(request, series, form):
        return redirect("invite_to_network", key=series.key)
    status = WRONG if form.errors else 200
    out = NetworkInvitation.objects.filter(series=series, state=InvitationState.SENT)
    return page(request, "invite", series, status=status, form=form, out=out, now=clock.now())


def _invited(request: SignedInRequest, series: Series, form: InviteForm) -> bool:
    try:
        invitations.invite(series=series, by=request.user, at=clock.now(), **form.cleaned_data)
    except WrongEmail as wrong:
        form.add_error("email", str(wrong.reason))
    except members.AlreadyMember:
        form.add_error("email", _("They are a member already."))
    except invitations.TooManyInvitations:
        form.add_error(None, _("Very many invitations wait for an answer. Withdraw some first."))
    else:
        success(request, _("The invitation is on its way."))
        return True
    return False


def _withdraw(request: SignedInRequest, series: Series) -> HttpResponse:
    pk = request.POST.get("invitation", "")
    known = NetworkInvitation.objects.filter(series=series)
    found = get_object_or_404(known, pk=int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 10 else 0)
    try:
        invitations.withdraw_invitation(invitation=found, by=request.user, at=clock.now())
        success(request, _("The link in that mail leads nowhere now."))
    except invitations.InvitationOver:
        info(request, _("It was accepted already."))
    return redirect("invite_to_network", key=series.key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings(request: SignedInRequest, key: UUID) -> HttpResponse:
    series = led_or_404(request, key)
    initial = SettingForm.initial_of(network_of(series))
    form = SettingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        set_up(series=series, setting=form.setting, by=request.user, at=clock.now())
        success(request, _("Saved."))
        return redirect("network", key=series.key)
    return page(request, "settings", series, status=WRONG if form.errors else 200, form=form)
