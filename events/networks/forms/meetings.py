"""Meetings as those who lead a network make them: one, or many from a rule. They are free, and each lasts for hours."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.desk.forms.occurrence import TicketsForm
from events.desk.forms.recurring import RecurringForm
from events.desk.forms.when_where import WhenForm, WhereForm
from events.domain.terms import Details, Tickets
from events.enums import Mode

OPEN, ANNOUNCED, DRAFT = "open", "announced", "draft"
BEGINS_AS = [
    (OPEN, _("Open for sign-up, and seen at once")),
    (ANNOUNCED, _("A date to save: seen, and opened later")),
    (DRAFT, _("A draft that members do not see yet")),
]


class PlacesForm(TicketsForm):
    """How many can come, and as what the meetings begin."""

    price = None  # type: ignore[assignment]
    vat_code = None  # type: ignore[assignment]
    begins_as = forms.ChoiceField(label=_("Begins as"), choices=BEGINS_AS, initial=OPEN)

    @property
    def tickets(self) -> Tickets:
        return Tickets(places=self.cleaned_data["places"], online_places=self.cleaned_data["online_places"])

    @property
    def begins(self) -> dict[str, Any]:
        """As `create_meetings` asks for it."""
        begins_as = self.cleaned_data["begins_as"]
        return {"opened": begins_as == OPEN, "announced": begins_as == ANNOUNCED}


class MeetingForm(WhenForm, WhereForm, PlacesForm):
    last_day = None  # type: ignore[assignment]
    timezone = None  # type: ignore[assignment]
    mode = forms.ChoiceField(label=_("Where"), choices=Mode, initial=Mode.ONLINE)
    title = forms.CharField(
        label=_("Title"), max_length=200, required=False, help_text=_("Leave empty to call it as the network.")
    )
    field_order = (
        *("title", "day", "starts", "starts_which", "ends", "ends_which"),
        *("mode", "venue", "address", "municipality", "join_url", "places", "online_places", "begins_as"),
    )

    @property
    def details(self) -> Details:
        title = self.cleaned_data["title"].strip()
        return Details(titles={get_language() or "nb": title} if title else {})


class MeetingsForm(RecurringForm, PlacesForm):
    timezone = None  # type: ignore[assignment]
    mode = forms.ChoiceField(label=_("Where"), choices=Mode, initial=Mode.ONLINE)
    begins_as = forms.ChoiceField(label=_("They begin as"), choices=BEGINS_AS, initial=OPEN)
    field_order = (  # type: ignore[assignment]
        *("repeats", "first", "every", "last", "until", "count", "listed", "skip", "also", "starts", "ends"),
        *("mode", "venue", "address", "municipality", "join_url", "places", "online_places", "begins_as"),
    )
