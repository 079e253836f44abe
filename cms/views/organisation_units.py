"""The units of an organisation: adding, renaming, removing them."""

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .. import clock
from ..people.domain.details import UnitExists, add_unit, remove_unit, rename_unit
from ..people.models import Membership, Organisation, Unit
from ..people.organisation_page_forms import UnitForm
from ..people.requests import SignedInRequest
from .looked_after import looked_after


@looked_after
@never_cache
def units(request: SignedInRequest, organisation: Organisation) -> HttpResponse:
    """All units, and the form that adds one."""
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_unit(organisation=organisation, name=form.cleaned_data["name"], by=request.user, at=clock.now())
        except UnitExists:
            form.add_error("name", _exists())
        else:
            success(request, _("The unit is added."))
            return redirect("organisation_units", key=organisation.key)
    context = {"organisation": organisation, "form": form, "units": organisation.units.all()}
    return render(request, "cms/organisation_units.html", context)


@looked_after
@never_cache
def unit(request: SignedInRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Rename a unit, or remove it."""
    found = get_object_or_404(Unit, organisation=organisation, pk=pk)
    if request.method == "POST" and request.POST.get("do") == "remove":
        remove_unit(unit=found, by=request.user, at=clock.now())
        success(request, _("The unit is removed. The roles that were in it stay."))
        return redirect("organisation_units", key=organisation.key)
    form = UnitForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid() and _renamed(request, found, form):
        return redirect("organisation_units", key=organisation.key)
    people = Membership.objects.filter(unit=found, ends_on__isnull=True).count()
    context = {"organisation": organisation, "form": form, "unit": Unit.objects.get(pk=pk), "people": people}
    return render(request, "cms/organisation_unit.html", context)


def _renamed(request: SignedInRequest, found: Unit, form: UnitForm) -> bool:
    try:
        rename_unit(unit=found, name=form.cleaned_data["name"], by=request.user, at=clock.now())
    except UnitExists:
        form.add_error("name", _exists())
        return False
    success(request, _("The unit is renamed."))
    return True


def _exists() -> str:
    return _("There is a unit of this name already. Choose another name.")
