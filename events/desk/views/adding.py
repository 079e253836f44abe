"""Signing somebody up for them: by telephone, or as a guest of the house."""

from typing import Any

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ...domain.bookings import book
from ...domain.orders import Contact, Named, Terms, Wanted
from ...enums import PlaceState
from ...signing_up.refusals import KNOWN, words_of
from ..forms.people import AddPersonForm
from .base import FormPage, OfOccurrence


class AddPersonView(OfOccurrence, FormPage):
    template_name = "desk/form.html"
    form_class = AddPersonForm
    page_title = _("Add somebody")
    header_icon = "plus"
    verb_words = _("Add")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "categories": list(self.occurrence.categories.all())}

    def form_valid(self, form: AddPersonForm) -> HttpResponse:
        cleaned = form.cleaned_data
        about = {"name": cleaned["name"], "email": cleaned["email"]}
        contact = Contact(**about, language=self.request.user.language, organisation_name=cleaned["organisation_name"])
        try:
            booking = book(
                occurrence=self.occurrence,
                wanted=[Wanted(int(cleaned["category"]), (Named(**about),))],
                contact=contact,
                idempotency_key=cleaned["key"],
                by=self.request.user,
                at=self.at,
                staff=True,
                terms=Terms(may_wait=cleaned["may_wait"]),
            )
        except KNOWN as refused:
            return self.refuse(form, None, words_of(refused))
        waits = booking.places.filter(state=PlaceState.WAITING).exists()
        said = _now("%(name)s is on the waiting list.") if waits else _now("%(name)s has a place.")
        success(self.request, said % {"name": cleaned["name"]})
        return redirect(
            f"{reverse('events_admin:people', args=[self.occurrence.pk])}{'?group=waiting' if waits else ''}"
        )
