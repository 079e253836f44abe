"""The organisation page, and the list for those who look after several."""

from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from .. import clock
from ..hook_points import organisation_panels
from ..people.models import Organisation
from ..people.queries import organisations_with_contact
from ..people.requests import SignedInRequest
from ..sections import sections_in
from ..sorting import nordic
from .looked_after import looked_after


@login_required
@never_cache
def my_organisations(request: SignedInRequest) -> HttpResponse:
    """Organisations the person is contact for; with one there is nothing to choose."""
    found = sorted(organisations_with_contact(request.user, on=clock.today()), key=lambda one: nordic(one.name))
    if len(found) == 1:
        return redirect("organisation", key=found[0].key)
    return render(request, "cms/organisations.html", {"organisations": found})


@looked_after
@never_cache
def organisation(request: SignedInRequest, organisation: Organisation) -> HttpResponse:
    """One organisation, made of panels that every room hangs here."""
    prefetch_related_objects([organisation], "units")
    panels = organisation_panels.render(request, organisation=organisation)
    context = {"organisation": organisation, "panels": panels, "page_sections": sections_in(panels)}
    return render(request, "cms/organisation.html", context)
