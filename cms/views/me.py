from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .. import clock
from ..hook_points import my_day_panels
from ..people.domain.memberships import end_membership
from ..people.forms import ProfileForm
from ..people.organisation_page_forms import EndRoleForm
from ..people.queries import memberships_of, places_of
from ..people.requests import SignedInRequest
from .organisation_people import answer_end


@login_required
@never_cache
def my_day(request: SignedInRequest) -> HttpResponse:
    """A person's own day: every room hangs its panel here."""
    roles = memberships_of(request.user)
    context = {"places": places_of(roles, on=clock.today()), "has_roles": bool(roles)}
    return render(request, "cms/my_day.html", context | {"panels": my_day_panels.render(request)})


@login_required
@never_cache
def profile(request: SignedInRequest) -> HttpResponse:
    """Name and language, and the roles a person has and had."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        success(request, _("Your profile is saved."))
        return redirect("profile")
    today = clock.today()
    roles = memberships_of(request.user)
    ended = [one for one in roles if one.ends_on and one.ends_on < today]
    context = {"form": form, "current": [one for one in roles if one not in ended], "ended": ended, "today": today}
    return render(request, "cms/profile.html", context)


@login_required
@never_cache
def leave_role(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever has a role may give it up themselves."""
    membership = get_object_or_404(request.user.memberships.select_related("organisation"), pk=pk)

    def end(form: EndRoleForm) -> None:
        end_membership(membership=membership, ends_on=form.ends_on, by=request.user, at=clock.now())

    context = {"membership": membership}
    return answer_end(request, end, template="cms/leave_role.html", context=context, back=reverse("profile"))
