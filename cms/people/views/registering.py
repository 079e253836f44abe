"""Finding one's organisation, registering it, and asking to join it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cms import clock

from ..domain.joining import MOST_WAITING, AlreadyMember, OrganisationNotOpen, TooManyRequests, ask_to_join
from ..domain.organisations import register_organisation
from ..enums import MembershipRole
from ..models import Organisation
from ..organisation_forms import FindOrganisationForm, JoinForm, RegistrationForm
from ..queries import kept_organisation, organisations_found
from ..requests import SignedInRequest
from ..signup import reading_language

NEW = _("Thank you. The centre looks at the registration, and you get the answer by e-mail.")
HERE_ALREADY = _("An organisation with this number is here already. We have passed your request on.")


def in_words(error: Exception) -> str:
    """Why somebody cannot ask, and what to do."""
    if isinstance(error, AlreadyMember):
        return _now("You are in this organisation already.")
    if isinstance(error, TooManyRequests):
        text = _now("You wait for %(most)s answers, which is as many as you may. Take one back on your day first.")
        return text % {"most": MOST_WAITING}
    return _now("This organisation cannot be joined now. Ask the centre.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: SignedInRequest) -> HttpResponse:
    """Find the organisation among those in use, or register it."""
    form = RegistrationForm(request.POST or None, initial={"language": reading_language()})
    if request.method == "POST" and form.is_valid():
        try:
            registered = register_organisation(**form.cleaned_data, by=request.user, at=clock.now())
        except (AlreadyMember, TooManyRequests, OrganisationNotOpen) as error:
            form.add_error(None, in_words(error))
        else:
            success(request, NEW if registered.is_new else HERE_ALREADY)
            return redirect("my_day")
    return render(request, "people/register_organisation.html", {"form": form, **_found(request)})


def _found(request: SignedInRequest) -> dict[str, Any]:
    find = FindOrganisationForm(request.GET if "q" in request.GET else None)
    words = find.cleaned_data["q"] if find.is_valid() else ""
    return {"find": find, "words": words, "found": organisations_found(words) if words else []}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Ask to join an organisation in use. The address of one that was merged leads to the one that was kept."""
    organisation = get_object_or_404(Organisation.objects.select_related("merged_into", "municipality"), key=key)
    kept = kept_organisation(organisation)
    if kept != organisation:
        return redirect("join_organisation", key=kept.key)
    if not organisation.is_active:
        raise Http404
    form = JoinForm(request.POST or None, initial={"role": MembershipRole.MEMBER})
    if request.method == "POST" and form.is_valid():
        try:
            ask_to_join(user=request.user, organisation=organisation, at=clock.now(), **form.cleaned_data)
        except (AlreadyMember, TooManyRequests, OrganisationNotOpen) as error:
            form.add_error(None, in_words(error))
        else:
            success(request, _now("We have passed your request on. You get the answer by e-mail."))
            return redirect("my_day")
    return render(request, "people/join_organisation.html", {"form": form, "organisation": organisation})
