from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Occurrence, TicketCategory
from events.money import price_in_words
from events.signing_up.fields import good_email, good_name

from .domain.awards import AwardWords
from .models import AttendanceAward
from .sessions import Choice


class TicketField(forms.ModelChoiceField):
    """Tickets with how one takes part and what they cost: nobody gives away what is to be paid for unseen."""

    def label_from_instance(self, category: TicketCategory) -> str:
        return f"{category.name}, {category.get_mode_display()}, {price_in_words(category)}"


class WalkInForm(forms.Form):
    """Somebody who stands at the door without a booking."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput({"autocomplete": "off"}))
    organisation = forms.CharField(
        label=_("Organisation"), max_length=200, required=False, widget=forms.TextInput({"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("For the ticket, and for a certificate afterwards."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    category = TicketField(label=_("Ticket"), queryset=TicketCategory.objects.none(), empty_label=None)
    nonce = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["category"]
        field.queryset = TicketCategory.objects.filter(occurrence=occurrence)

    def clean_name(self) -> str:
        return good_name(self.cleaned_data["name"])

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        return good_email(email) if email else ""

    def with_new_nonce(self, occurrence: Occurrence) -> "WalkInForm":
        """What was typed, as a form that was not sent yet."""
        return WalkInForm({**dict(self.data.items()), "nonce": str(uuid4())}, occurrence=occurrence)


class ReportForm(forms.Form):
    """An attendance report of an online meeting."""

    file = forms.FileField(
        label=_("The report"),
        help_text=_("The file that Teams gives the organiser under Attendance, as it is."),
        widget=forms.FileInput({"accept": ".csv,.tsv,.txt,text/csv"}),
    )
    session = forms.ChoiceField(label=_("What was the meeting of?"), required=False)
    least_minutes = forms.IntegerField(
        label=_("Least minutes"),
        help_text=_("Who was there for less is not counted."),
        min_value=0,
        max_value=10_000,
        initial=0,
    )

    def __init__(self, *args: Any, sessions: Iterable[Choice], **kwargs: Any) -> None:
        """Asked for where there are sessions."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["session"]
        field.choices = [("", _("All of it")), *((str(one.key), one.words) for one in sessions)]
        if len(field.choices) == 1:
            del self.fields["session"]

    @property
    def session_key(self) -> UUID | None:
        chosen = self.cleaned_data.get("session")
        return UUID(chosen) if chosen else None


class AwardForm(forms.ModelForm):
    """What the certificate says, and who has earned it."""

    class Meta:
        model = AttendanceAward
        fields = ("title", "basis_text", "outcome", "hours", "least_percent", "least_minutes")
        help_texts = {
            "basis_text": _("Such as: Took part on 12 November 2026. It stands on the certificate’s public page."),
            "hours": _("They count as the person’s continuing hours."),
            "least_percent": _("0 asks for no sessions. Only sessions that were checked in to are counted."),
            "least_minutes": _("0 asks for none. Only people that an attendance report gives minutes for are asked."),
        }

    @property
    def words(self) -> AwardWords:
        return AwardWords(**{name: self.cleaned_data[name] for name in self.Meta.fields})
