from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Occurrence, TicketCategory

from .domain.awards import AwardWords
from .models import AttendanceAward


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
    category = forms.ModelChoiceField(label=_("Ticket"), queryset=TicketCategory.objects.none(), empty_label=None)
    nonce = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["category"]
        field.queryset = TicketCategory.objects.filter(occurrence=occurrence)


class ReportForm(forms.Form):
    """An attendance report of an online meeting."""

    file = forms.FileField(
        label=_("The report"),
        help_text=_("The file that Teams gives the organiser under Attendance, as it is."),
        widget=forms.FileInput({"accept": ".csv,.tsv,.txt,text/csv"}),
    )
    least_minutes = forms.IntegerField(
        label=_("Least minutes"),
        help_text=_("Who was there for less is not counted."),
        min_value=0,
        max_value=10_000,
        initial=0,
    )


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
