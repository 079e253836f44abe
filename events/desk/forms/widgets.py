from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms.widgets import DayInput

from ...wall_clock import NoSuchTime, TimeComesTwice, moment_of

# A mistyped year is said to be one where it stands; it moves no clock.
YEARS = (date(2000, 1, 1), date(2100, 12, 31))


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class DeadlineInput(forms.MultiWidget):
    """A last day, and beside it the time of that day where not all of it counts."""

    template_name = "desk/deadline_widget.html"

    def __init__(self, label: Any) -> None:
        day, clock_time = DayInput(), ClockInput()
        for part, words in ((day, _("Day")), (clock_time, _("Time"))):
            part.attrs["aria-label"] = format_lazy("{}: {}", label, words)
        super().__init__({"day": day, "time": clock_time})

    def decompress(self, value: datetime | None) -> list[Any]:
        if value is None:
            return [None, None]
        there = value.astimezone(timezone.get_default_timezone())
        if there.time() == time.min:
            return [there.date() - timedelta(days=1), None]
        return [there.date(), there.time()]


class DeadlineField(forms.MultiValueField):
    """Until when, on the centre's clock: midnight is shown and written as the whole day before it."""

    def __init__(self, *, label: Any, **kwargs: Any) -> None:
        parts = (day_field(None, required=False), forms.TimeField(required=False))
        super().__init__(parts, require_all_fields=False, label=label, widget=DeadlineInput(label), **kwargs)

    def compress(self, values: list[Any]) -> datetime | None:
        day, shown = values or (None, None)
        if day is None:
            if shown is not None:
                raise forms.ValidationError(_("Choose the day too."), code="no_day")
            return None
        if shown is None:
            day, shown = day + timedelta(days=1), time.min
        try:
            return moment_of(day, shown, timezone.get_default_timezone())
        except NoSuchTime:
            words = _now("The clocks go forward that night, and %(time)s does not exist. Choose another time.")
        except TimeComesTwice:
            words = _now("The clocks go back that night, and %(time)s comes twice. Choose another time.")
        raise forms.ValidationError(words % {"time": f"{shown:%H:%M}"}, code="clock")


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    first, last = YEARS
    validators = [MinValueValidator(first), MaxValueValidator(last)]
    return forms.DateField(label=label, widget=DayInput(), validators=validators, **kwargs)


def moment_field(label: Any, *, help_text: Any = "") -> forms.DateTimeField:
    """A moment on the centre's clock. Django refuses times that are not, or come twice."""
    return forms.DateTimeField(label=label, required=False, widget=MomentInput(), help_text=help_text)


def deadline_field(label: Any, *, help_text: Any = "") -> DeadlineField:
    whole_day = _("Without a time it is until the end of that day.")
    words = format_lazy("{} {}", help_text, whole_day) if help_text else whole_day
    return DeadlineField(label=label, required=False, help_text=words)
