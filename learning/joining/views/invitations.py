"""The reader of an invitation to a course."""

from allauth.account.utils import perform_login
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from cms import clock
from cms.people.domain.accepting import AccountExists, InvitationExpired, InvitationForAnother, InvitationUnknown
from cms.people.domain.invitations import InvitationUsed, InvitationWithdrawn
from cms.people.invite_forms import AccountForm
from cms.people.signup import reading_language
from learning.domain.enrolments import CourseNotOpen, EntryClosed

from ..domain import invitations
from ..forms import StartForm, form_of
from ..models import CourseInvitation
from ..ways import ClosedForNew
from .answering import not_yet, welcome

NO_USE = (InvitationUnknown, InvitationUsed, InvitationWithdrawn, InvitationExpired, ClosedForNew, CourseNotOpen)


@never_cache
@sensitive_post_parameters("password1", "password2")
def course_invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show what one is invited to; a POST accepts. Reading never does: mail filters read every link."""
    try:
        found = invitations.usable_invitation(token=token, at=clock.now())
        if request.method == "POST":
            return _accept(request, token, found)
        return _page(request, found)
    except InvitationForAnother:
        return _page(request, found, for_another=True, status=403)
    except EntryClosed as refusal:
        return not_yet(request, found.course, refusal)
    except NO_USE as why:
        return _no_use(request, type(why))


def _accept(request: HttpRequest, token: str, found: CourseInvitation) -> HttpResponseBase:
    if not request.user.is_authenticated:
        return _open_account(request, token, found)
    asked = form_of(StartForm, request, data=request.POST)
    if not asked.is_valid():
        return _page(request, found, asked=asked, status=422)
    invitations.accept_invitation(token=token, user=request.user, organisation=asked.chosen, at=clock.now())
    welcome(request, asked.chosen)
    return redirect("course", course=found.course.slug)


def _open_account(request: HttpRequest, token: str, found: CourseInvitation) -> HttpResponseBase:
    """Account and answer in one: both or neither."""
    form = AccountForm(request.POST, email=found.email)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    password_hash = make_password(form.cleaned_data["password1"])
    try:
        user = invitations.open_account_and_accept(
            token=token,
            name=form.cleaned_data["name"],
            password_hash=password_hash,
            language=reading_language(),
            at=clock.now(),
        )
    except AccountExists:
        form.add_error(None, _("There is an account with the invited address already. Sign in to accept."))
        return _page(request, found, form=form, status=422)
    welcome(request, None)
    return perform_login(request, user, redirect_url=reverse("course", args=[found.course.slug]), signup=True)


def _page(
    request: HttpRequest,
    found: CourseInvitation,
    *,
    form: AccountForm | None = None,
    asked: StartForm | None = None,
    for_another: bool = False,
    status: int = 200,
) -> HttpResponse:
    if request.user.is_authenticated and asked is None:
        asked = form_of(StartForm, request)
    context = {
        "invitation": found,
        "form": form or AccountForm(email=found.email, initial={"name": found.name}),
        "asked": asked,
        "for_another": for_another,
    }
    return render(request, "joining/invitation.html", context, status=status)


def _no_use(request: HttpRequest, why: type[Exception]) -> HttpResponse:
    """The link leads nowhere: why, and what to do. Used and withdrawn links do not say whose they were."""
    words = {
        InvitationUsed: _("This invitation has been accepted. Sign in to go on."),
        InvitationExpired: _("This invitation has expired. Ask whoever sent it to renew it."),
        InvitationWithdrawn: _("This invitation was withdrawn. Ask whoever sent it if that surprises you."),
        ClosedForNew: _("The course takes nobody new just now. Ask whoever invited you."),
        CourseNotOpen: _("The course is not open yet. Come back a little later; the link stays good."),
    }
    text = words.get(why, _("This link is not an invitation, or a newer one was sent. Look for the newest mail."))
    return render(request, "people/invitation_no_use.html", {"text": text}, status=410 if why in words else 404)
