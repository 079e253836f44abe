"""What the centre keeps of the reader: the register, a copy, consents, and who has read what."""

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth.decorators import login_required
from django.contrib.messages import info, success
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms import clock
from cms.centre import centre_facts
from cms.file_names import plain_slug
from cms.hook_points import privacy_panels
from cms.people.requests import SignedInRequest

from ..domain.consents import UnknownPurpose, give_consent, withdraw_consent
from ..domain.exports import AlreadyAsked, ask_for_copy
from ..enums import ExportState
from ..models import AccessLogEntry, ExportRequest
from ..purposes import all_purposes
from ..queries import consents_of, register_of
from ..rules import is_own_copy

READINGS_SHOWN = 50


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The register of processing, for everybody."""
    return render(request, "privacy/register.html", {"purposes": all_purposes()})


@login_required
@never_cache
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """The same register with the reader's own counts, and what they may ask for."""
    readings = AccessLogEntry.objects.filter(subject=request.user).select_related("reader")
    copy = ExportRequest.objects.filter(user=request.user).exclude(state=ExportState.DELETED).first()
    context = {
        "entries": register_of(request.user),
        "consents": consents_of(request.user),
        "copy": copy,
        "is_confirmed": bool(copy and copy.state == ExportState.READY and _is_confirmed(request)),
        "panels": privacy_panels.render(request),
        "readings": readings[:READINGS_SHOWN],
    }
    return render(request, "privacy/mine.html", context)


@login_required
@require_POST
def ask_copy(request: SignedInRequest) -> HttpResponse:
    try:
        ask_for_copy(user=request.user, by=request.user, at=clock.now())
    except AlreadyAsked:
        info(request, _("Your copy is being made already."))
    else:
        success(request, _("Your copy is being made. We write to you when it is ready."))
    return redirect("privacy:mine")


@login_required
@never_cache
@require_safe
def copy_status(request: SignedInRequest, pk: int) -> HttpResponse:
    """For the page that waits: 202 while the copy is being made, then back to where it can be fetched."""
    if _own_copy(request, pk).state == ExportState.WAITING:
        return HttpResponse(status=202)
    return redirect(f"{reverse('privacy:mine')}#copy")


@login_required
@never_cache
@require_safe
def download_copy(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The archive, to its person alone, who shows once more that it is them and comes back to the page first.

    A file that came straight after the password would leave them on the page that asks for it.
    """
    copy = _own_copy(request, pk)
    if copy.state != ExportState.READY or (copy.expires_at and copy.expires_at <= clock.now()):
        raise Http404
    if not _is_confirmed(request):
        back = urlencode({"next": f"{reverse('privacy:mine')}#copy"})
        ways = get_adapter(request).get_reauthentication_methods(request.user)
        return redirect(f"{ways[0]['url']}?{back}")
    opened = storages["private"].open(copy.file_name)
    return FileResponse(opened, as_attachment=True, filename=_file_name(copy), content_type="application/zip")


def _is_confirmed(request: HttpRequest) -> bool:
    """Whether this person has shown just now that it is them."""
    try:
        return reauthentication_required(lambda _request: True)(request)
    except ReauthenticationRequired:
        return False


def _file_name(copy: ExportRequest) -> str:
    """By the centre's name and the day: copies of several years lie side by side."""
    day = timezone.localtime(copy.ready_at or copy.asked_at).date()
    return f"{plain_slug(centre_facts()['name'], otherwise='samvirke')}-{day.isoformat()}.zip"


def _own_copy(request: SignedInRequest, pk: int) -> ExportRequest:
    copy = get_object_or_404(ExportRequest, pk=pk)
    if not is_own_copy(request.user, copy):
        raise Http404
    return copy


@login_required
@require_POST
def consent(request: SignedInRequest, purpose: str) -> HttpResponse:
    """Say yes, or take it back."""
    if request.POST.get("answer") == "withdraw":
        withdraw_consent(user=request.user, purpose=purpose, by=request.user, at=clock.now())
        success(request, _("You have taken back your consent."))
        return redirect(f"{reverse('privacy:mine')}#consents")
    try:
        give_consent(user=request.user, purpose=purpose, by=request.user, at=clock.now())
    except UnknownPurpose:
        raise Http404 from None
    success(request, _("Thank you. Your consent is kept here, and you may take it back at any time."))
    return redirect(f"{reverse('privacy:mine')}#consents")
