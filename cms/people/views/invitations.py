"""Inviting people to an organisation, and answering an invitation."""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib.auth.hashers import make_password
from django.contrib.messages import error, success
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from cms import clock
from cms.views.looked_after import looked_after

from ..domain import accepting, invitations
from ..domain.accepting import AccountExists, InvitationExpired, InvitationForAnother, InvitationUnknown
from ..domain.invitations import AlreadyMember, InvitationUsed, InvitationWithdrawn, OrganisationNotInUse
from ..invite_forms import AccountForm, InviteForm
from ..models import Invitation, Organisation
from ..requests import SignedInRequest
from ..signup import reading_language


@looked_after
def invite_people(request: SignedInRequest, organisation: Organisation) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = InviteForm(sent, organisation=organisation, role=request.GET.get("role", ""))
    if request.method == "POST" and form.is_valid() and _invite_all(request, organisation, form):
        return redirect("organisation", organisation.key)
    return render(request, "people/invite.html", {"organisation": organisation, "form": form})


def _invite_all(request: SignedInRequest, organisation: Organisation, form: InviteForm) -> bool:
    """Invite everybody or nobody; say of each line why not."""
    values, problems = form.cleaned_data, []
    shared = {key: values[key] for key in ("role", "unit", "language")} | {"by": request.user, "at": clock.now()}
    with transaction.atomic():
        for line in values["people"]:
            try:
                invitations.invite(organisation=organisation, email=line.email, name=line.name, **shared)
            except AlreadyMember:
                problems.append(
                    form.problem(line.number, line.email, _("has this role here already, so nothing was sent"))
                )
            except OrganisationNotInUse:
                form.add_error(None, _("The organisation is no longer in use here."))
                return False
        transaction.set_rollback(bool(problems))
    if problems:
        form.add_error("people", problems)
        return False
    count = len(values["people"])
    words = ngettext("%(count)s invitation is on its way.", "%(count)s invitations are on their way.", count)
    success(request, words % {"count": count})
    return True


@require_POST
@looked_after
def renew_invitation(request: SignedInRequest, organisation: Organisation, pk: int) -> HttpResponse:
    return _change(request, organisation, pk, invitations.renew_invitation, _("A fresh link is on its way."))


@require_POST
@looked_after
def withdraw_invitation(request: SignedInRequest, organisation: Organisation, pk: int) -> HttpResponse:
    return _change(request, organisation, pk, invitations.withdraw_invitation, _("The invitation is withdrawn."))


def _change(request: SignedInRequest, organisation: Organisation, pk: int, verb: Any, said: str) -> HttpResponse:
    invitation = get_object_or_404(Invitation, organisation=organisation, pk=pk)
    try:
        verb(invitation=invitation, by=request.user, at=clock.now())
    except (InvitationUsed, InvitationWithdrawn):
        error(request, _("The invitation has been answered or withdrawn meanwhile."))
    else:
        success(request, said)
    return redirect("organisation", organisation.key)


# --- The reader of the link --------------------------------------------------------------------------


@never_cache
@sensitive_post_parameters("password1", "password2")
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show who invites; a POST accepts. Reading never does: mail filters read every link."""
    try:
        found = accepting.usable_invitation(token=token, at=clock.now())
        if request.method == "POST":
            return _accept(request, token, found)
        return _page(request, found)
    except InvitationForAnother:
        return _page(request, found, status=403, for_another=True)
    except (InvitationUnknown, InvitationUsed, InvitationWithdrawn, InvitationExpired, OrganisationNotInUse) as why:
        return _no_use(request, type(why))


def _accept(request: HttpRequest, token: str, found: Invitation) -> HttpResponseBase:
    if request.user.is_authenticated:
        membership = accepting.accept_invitation(token=token, user=request.user, at=clock.now())
        success(request, _("You now act for %(organisation)s.") % {"organisation": membership.organisation})
        return redirect("my_day")
    form = AccountForm(request.POST, email=found.email)
    if not form.is_valid():
        return _page(request, found, form=form)
    return _open_account(request, token, found, form)


def _open_account(request: HttpRequest, token: str, found: Invitation, form: AccountForm) -> HttpResponseBase:
    """Account and answer in one: both or neither."""
    values, at = form.cleaned_data, clock.now()
    password_hash = make_password(values["password1"])
    try:
        with transaction.atomic():
            user = accepting.open_account(
                token=token, name=values["name"], password_hash=password_hash, language=reading_language(), at=at
            )
            accepting.accept_invitation(token=token, user=user, at=at)
    except AccountExists:
        form.add_error(None, _("There is an account with the invited address already. Sign in to accept."))
        return _page(request, found, form=form)
    success(request, _("You now act for %(organisation)s.") % {"organisation": found.organisation})
    return perform_login(request, user, redirect_url="/me/", signup=True)


def _page(request: HttpRequest, found: Invitation, *, form: AccountForm | None = None, **more: Any) -> HttpResponse:
    status = more.pop("status", 200)
    form = form or AccountForm(email=found.email, initial={"name": found.name})
    context = {"invitation": found, "organisation": found.organisation, "form": form, **more}
    return render(request, "people/invitation.html", context, status=status)


def _no_use(request: HttpRequest, why: type[Exception]) -> HttpResponse:
    """The link leads nowhere: why, and what to do. Used and withdrawn links do not say whose they were."""
    words = {
        InvitationUsed: _("This invitation has been accepted. Sign in to go on."),
        InvitationExpired: _("This invitation has expired. Ask whoever sent it to renew it."),
        InvitationWithdrawn: _("This invitation was withdrawn. Ask whoever sent it if that surprises you."),
        OrganisationNotInUse: _("The organisation that invited you is no longer in use here."),
    }
    text = words.get(why, _("This link is not an invitation, or a newer one was sent. Look for the newest mail."))
    return render(request, "people/invitation_no_use.html", {"text": text}, status=404 if why not in words else 410)
