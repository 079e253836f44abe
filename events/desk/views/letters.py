"""Writing to those on the list as it is narrowed down: first shown as they get it, then sent."""

from typing import Any

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ...booking_mails import letter_in
from ...domain.letters import (
    MOST_AT_ONCE,
    NobodyToWriteTo,
    Recipient,
    TooManyReaders,
    recipients,
    write_letter,
)
from ..forms.people import LetterForm
from ..people import GROUPS, PeopleFilters
from .base import FormPage, OfOccurrence


class LetterView(OfOccurrence, FormPage):
    template_name = "desk/letter.html"
    form_class = LetterForm
    page_title = _("Write to people")
    header_icon = "mail"
    verb_words = _("See it before it goes")

    @cached_property
    def filters(self) -> PeopleFilters:
        return PeopleFilters.of(self.request.GET)

    @cached_property
    def to(self) -> list[Recipient]:
        rows = self.filters.rows(self.occurrence).select_related("user", "booking__contact")
        return recipients(rows[: 2 * MOST_AT_ONCE])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = {
            "number": len(self.to),
            "some": [one.email for one in self.to[:5]],
            "group": dict(GROUPS)[self.filters.group],
            "narrowed": self.filters.category or self.filters.text,
        }
        return {**super().get_context_data(**kwargs), **about}

    def form_valid(self, form: LetterForm) -> HttpResponse:
        if self.request.POST.get("do") != "send":
            shown = letter_in(self.occurrence, form.letter, self.request.user.language)
            return self.render_to_response(self.get_context_data(form=form, shown=shown))
        try:
            number = write_letter(
                occurrence=self.occurrence, to=self.to, letter=form.letter, by=self.request.user, at=self.at
            )
        except NobodyToWriteTo:
            return self.refuse(form, None, _("There is nobody to write to on this list."))
        except TooManyReaders:
            words = _(
                "These are more than %(most)s people. Narrow the list down, by ticket say, and write to each part."
            )
            return self.refuse(form, None, words % {"most": MOST_AT_ONCE})
        said = ngettext("%(number)d mail is on its way.", "%(number)d mails are on their way.", number)
        success(self.request, said % {"number": number})
        return redirect(f"{reverse('events_admin:people', args=[self.occurrence.pk])}?{self.filters.query}")
