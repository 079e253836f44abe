"""Taking a place back, once the consequences are shown and the reason is written."""

from typing import Any

from django import forms
from django.contrib.messages import success, warning
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ...domain.bound import PlaceIsBound
from ...domain.taking_back import take_back_place
from ...domain.waiting import ReasonMissing
from ...enums import LIVE_STATES, PlaceState
from ...models import Place
from ...signing_up.refusals import words_of
from .base import FormPage, OfOccurrence


class TakeBackForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("They read it in their mail, and it stays at the booking.")
    )


class TakeBackView(OfOccurrence, FormPage):
    template_name = "desk/take_back.html"
    form_class = TakeBackForm
    page_title = _("Take the place back")
    header_icon = "cross"
    verb_words = _("Take the place back")

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        rows = Place.objects.select_related("booking", "category")
        self.place = get_object_or_404(rows, pk=kwargs["place"], occurrence=self.occurrence)

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.over() or super().get(request, *args, **kwargs)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.over() or super().post(request, *args, **kwargs)

    def over(self) -> HttpResponse | None:
        """Back to the list where there is nothing to take back any more."""
        if self.place.state in LIVE_STATES:
            return None
        words = _now("The place is not taken any more: %(state)s. There is nothing to take back.")
        warning(self.request, words % {"state": self.place.get_state_display()})
        return redirect(f"{self.people_url}?group=ended")

    @property
    def people_url(self) -> str:
        return reverse("events_admin:people", args=[self.occurrence.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One query: how many wait."""
        waiting = self.occurrence.places.filter(state=PlaceState.WAITING).exclude(pk=self.place.pk)
        about = {"place": self.place, "waiting": waiting.count(), "back": self.people_url}
        return {**super().get_context_data(**kwargs), **about}

    def form_valid(self, form: TakeBackForm) -> HttpResponse:
        who: dict[str, Any] = {"by": self.request.user, "at": self.at}
        try:
            take_back_place(place=self.place, reason=form.cleaned_data["reason"], **who)
        except ReasonMissing:
            return self.refuse(form, "reason", _("Write why; they read it in their mail."))
        except PlaceIsBound as refused:
            return self.refuse(form, None, words_of(refused))
        success(self.request, _now("The place is taken back, and they are told why."))
        return redirect(self.people_url)
