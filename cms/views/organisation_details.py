"""What a contact may say about the organisation: expected roles, language, invoice address."""

from django.contrib.messages import success
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .. import clock
from ..people.domain.details import change_language, set_invoice_address
from ..people.domain.expected_roles import expect_roles
from ..people.expected import proposed_roles
from ..people.models import ExpectedRole, InvoiceAddress, Organisation
from ..people.organisation_page_forms import ExpectedRolesForm, InvoiceAddressForm, LanguageForm
from ..people.requests import SignedInRequest
from .looked_after import looked_after


@looked_after
@never_cache
def expected_roles(request: SignedInRequest, organisation: Organisation) -> HttpResponse:
    """Choose the roles that are vacant when nobody holds them; ours are ticked until something was chosen."""
    chosen = list(ExpectedRole.objects.filter(organisation=organisation).values_list("role", flat=True))
    initial = {"roles": chosen or proposed_roles(organisation.kind)}
    form = ExpectedRolesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        roles = form.cleaned_data["roles"]
        expect_roles(organisation=organisation, roles=roles, by=request.user, at=clock.now())
        success(request, _("The roles are saved. A role that nobody holds is shown as vacant."))
        return redirect(_back(organisation, "vacant-roles"))
    context = {"organisation": organisation, "form": form, "proposed": not chosen}
    return render(request, "cms/organisation_expected_roles.html", context)


@looked_after
@never_cache
def language(request: SignedInRequest, organisation: Organisation) -> HttpResponse:
    form = LanguageForm(request.POST or None, initial={"language": organisation.language})
    if request.method == "POST" and form.is_valid():
        change_language(
            organisation=organisation, language=form.cleaned_data["language"], by=request.user, at=clock.now()
        )
        success(request, _("The language is saved."))
        return redirect(_back(organisation, "details"))
    title = _("The organisation's language")
    return render(request, "cms/organisation_form.html", {"organisation": organisation, "form": form, "title": title})


@looked_after
@never_cache
def invoice_address(request: SignedInRequest, organisation: Organisation) -> HttpResponse:
    known = InvoiceAddress.objects.filter(organisation=organisation).first()
    initial = model_to_dict(known) if known else {}
    form = InvoiceAddressForm(request.POST or None, initial=initial, country=organisation.country)
    if request.method == "POST" and form.is_valid():
        set_invoice_address(organisation=organisation, values=form.cleaned_data, by=request.user, at=clock.now())
        success(request, _("The invoice address is saved."))
        return redirect(_back(organisation, "details"))
    title = _("Invoice address")
    return render(request, "cms/organisation_form.html", {"organisation": organisation, "form": form, "title": title})


def _back(organisation: Organisation, section: str) -> str:
    return f"{reverse('organisation', kwargs={'key': organisation.key})}#{section}"
