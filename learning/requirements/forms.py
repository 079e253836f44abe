"""What is asked for before the matrix is shown."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms import clock

EARLIEST, LATEST = date(2010, 1, 1), date(2100, 12, 31)


class DayForm(forms.Form):
    """The day to show; today where nothing is said."""

    on = forms.DateField(
        label=_("As it stands on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("A day that has passed is told with the roles, requirements and courses of that day."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(_("Choose a day from 2010 to 2100."))
        return day

    @property
    def day(self) -> date:
        """The day asked for, today where none is or it cannot be read."""
        asked = self.cleaned_data.get("on") if self.is_valid() else None
        return asked or clock.today()
