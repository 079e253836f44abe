"""Signing somebody up for them: by telephone, or as a guest of the house."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms.people.enums import OrganisationState
from cms.people.models import Organisation
from cms.people.queries import organisations_found

from ...domain.bookings import InvoiceDetailsMissing, book
from ...domain.orders import Contact, Named, Terms, Wanted
from ...enums import PlaceState
from ...models import Booking, TicketCategory
from ...payers import country_of, pays_as_public_body
from ...signing_up.refusals import KNOWN, words_of
from ..forms.payer import PayerByStaffForm
from ..forms.people import AddPersonForm
from .base import FormPage, OfOccurrence


class AddPersonView(OfOccurrence, FormPage):
    """For an organisation of the register that was looked up first, or for one by its name."""

    template_name = "desk/add_person.html"
    form_class = AddPersonForm
    page_title = _("Add somebody")
    header_icon = "plus"
    verb_words = _("Add")

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.categories = list(self.occurrence.categories.all())
        self.organisation = organisation_in_use(self.request.GET.get("organisation", ""))

    def get_form_kwargs(self) -> dict[str, Any]:
        about = {"categories": self.categories, "organisation": self.organisation}
        return {**super().get_form_kwargs(), **about}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("find", "").replace("\x00", "").strip()[:100]
        about = {"organisation": self.organisation, "payer": self.payer, "words": words}
        return {**super().get_context_data(**kwargs), **about, "found": organisations_found(words) if words else []}

    @cached_property
    def chosen(self) -> TicketCategory | None:
        """The ticket that was sent."""
        return next((one for one in self.categories if str(one.pk) == self.request.POST.get("category")), None)

    @cached_property
    def payer(self) -> PayerByStaffForm | None:
        """Asked for where a ticket costs; filled in where one was chosen that does."""
        if not any(one.price for one in self.categories):
            return None
        chosen, organisation = self.chosen, self.organisation
        return PayerByStaffForm(
            self.request.POST if chosen and chosen.price else None,
            organisation=organisation,
            country=organisation.country if organisation else country_of(self.occurrence),
            public=bool(chosen and pays_as_public_body(organisation, [chosen])),
            prefix="payer",
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form, payer = self.get_form(), self.payer
        good = [form.is_valid(), payer is None or not payer.is_bound or payer.is_valid()]
        return self.form_valid(form) if all(good) else self.form_invalid(form)

    def form_valid(self, form: AddPersonForm) -> HttpResponse:
        try:
            booking = self._book(form.cleaned_data)
        except InvoiceDetailsMissing as refused:
            return self._refuse_payer(form, refused)
        except KNOWN as refused:
            return self.refuse(form, None, words_of(refused))
        waits = booking.places.filter(state=PlaceState.WAITING).exists()
        said = _now("%(name)s is on the waiting list.") if waits else _now("%(name)s has a place.")
        success(self.request, said % {"name": form.cleaned_data["name"]})
        return redirect(
            f"{reverse('events_admin:people', args=[self.occurrence.pk])}{'?group=waiting' if waits else ''}"
        )

    def _book(self, cleaned: dict[str, Any]) -> Booking:
        about = {"name": cleaned["name"], "email": cleaned["email"]}
        typed = self.payer.typed if self.payer and self.payer.is_bound else None
        return book(
            occurrence=self.occurrence,
            wanted=[Wanted(int(cleaned["category"]), (Named(**about),))],
            contact=Contact(
                **about, language=self.request.user.language, organisation_name=cleaned.get("organisation_name", "")
            ),
            idempotency_key=cleaned["key"],
            organisation=self.organisation,
            by=self.request.user,
            at=self.at,
            staff=True,
            terms=Terms(may_wait=cleaned["may_wait"], extras={"payer": typed} if typed is not None else {}),
        )

    def _refuse_payer(self, form: AddPersonForm, refused: InvoiceDetailsMissing) -> HttpResponse:
        for name, words in refused.fields.items():
            if self.payer and name in self.payer.fields:
                self.payer.add_error(name, words)
            else:
                form.add_error(None, words)
        return self.form_invalid(form)


def organisation_in_use(key: str) -> Organisation | None:
    """By what an address says; nothing where that makes no sense."""
    try:
        return Organisation.objects.filter(key=UUID(key), state=OrganisationState.ACTIVE).first()
    except ValueError:
        return None
