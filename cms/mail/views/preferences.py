from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cms import clock
from cms.people.requests import SignedInRequest

from ..forms import PreferencesForm


@login_required
def mail_preferences(request: SignedInRequest) -> HttpResponse:
    """What a person gets by mail, how often, and when not."""
    form = PreferencesForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save(at=clock.now())
        success(request, _("Your choices are saved."))
        return redirect("mail_preferences")
    return render(request, "mail/preferences.html", {"form": form})
