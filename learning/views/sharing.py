"""Saying who may see one's progress, taking it back, and seeing what others show."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.contrib.messages import error, success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms import clock
from cms.people.models import User
from cms.people.requests import SignedInRequest
from cms.privacy.domain.consents import give_consent, withdraw_consent
from cms.privacy.models import Consent

from ..models import Course
from ..sharing import SHARE_PROGRESS, possible_recipients, scope_of, shared_with


class ShareForm(forms.Form):
    """To whom, and of which course; only those one may choose."""

    recipient = forms.ChoiceField(
        label=gettext_lazy("Who may see it?"),
        error_messages={"invalid_choice": gettext_lazy("Choose somebody of the list.")},
    )
    scope = forms.ChoiceField(label=gettext_lazy("Of which courses?"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "share_%s"
        self.people = {str(one.pk): one for one in possible_recipients(user, on=clock.today())}
        courses = Course.objects.filter(enrolments__learner=user).distinct().order_by("title")
        people = [(pk, person.name or person.email) for pk, person in self.people.items()]
        self.fields["recipient"].choices = people  # type: ignore[attr-defined]
        all_courses = ("", _("All my courses, later ones too"))
        self.fields["scope"].choices = [all_courses, *((scope_of(one), one.title) for one in courses)]  # type: ignore[attr-defined]


def _back() -> HttpResponse:
    return redirect(f"{reverse('privacy:mine')}#share-progress")


@login_required
@require_POST
def share(request: SignedInRequest) -> HttpResponse:
    form = ShareForm(request.POST, user=request.user)
    if not form.is_valid():
        error(request, _("Choose somebody of the list. Nothing was changed."))
        return _back()
    person = form.people[form.cleaned_data["recipient"]]
    about = {"recipient": person, "scope": form.cleaned_data["scope"]}
    give_consent(user=request.user, purpose=SHARE_PROGRESS, **about, by=request.user, at=clock.now())
    success(request, _("%(name)s may now see your progress.") % {"name": person})
    return _back()


@login_required
@require_POST
def stop_sharing(request: SignedInRequest, pk: int) -> HttpResponse:
    held = get_object_or_404(
        Consent.objects.select_related("recipient"), pk=pk, user=request.user, purpose=SHARE_PROGRESS
    )
    about: dict[str, Any] = {"recipient": held.recipient, "scope": held.scope}
    withdraw_consent(user=request.user, purpose=SHARE_PROGRESS, **about, by=request.user, at=clock.now())
    success(request, _("%(name)s no longer sees your progress by your consent.") % {"name": held.recipient})
    return _back()


@login_required
@never_cache
@require_safe
def shared_progress(request: SignedInRequest) -> HttpResponse:
    """What others show the reader: courses and how far they have come, never answers."""
    return render(request, "learning/shared_progress.html", {"people": shared_with(request.user)})
