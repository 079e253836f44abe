from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from .. import clock
from ..hook_points import my_day_panels, organisation_panels
from ..people.forms import ProfileForm
from ..people.queries import organisations_with_contact
from ..people.requests import SignedInRequest


@login_required
def my_day(request: SignedInRequest) -> HttpResponse:
    """A person's own day: every room hangs its panel here."""
    panels = my_day_panels.render(request)
    return render(request, "cms/my_day.html", {"panels": panels})


@login_required
def profile(request: SignedInRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        success(request, _("Your profile is saved."))
        return redirect("profile")
    return render(request, "cms/profile.html", {"form": form})


@login_required
def organisation(request: SignedInRequest) -> HttpResponse:
    """What a contact person sees of the organisations they are contact for."""
    organisations = list(organisations_with_contact(request.user, on=clock.today()))
    panels = [organisation_panels.render(request, organisation=one) for one in organisations]
    sections = [{"organisation": one, "panels": shown} for one, shown in zip(organisations, panels, strict=True)]
    return render(request, "cms/organisation.html", {"sections": sections})
