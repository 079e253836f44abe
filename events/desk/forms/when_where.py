"""When and where: times on the wall, with a question where the clock shows them twice."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.people.organisation_forms import municipality_choices
from cms.places.models import Municipality

from ...domain.terms import When, Where
from ...enums import Mode
from ...models import Occurrence
from ...wall_clock import ZONES, NoSuchTime, TimeComesTwice, moment_of
from .widgets import ClockInput, day_field

FIRST, SECOND = "first", "second"
WHICH = [(FIRST, _("The first time, before the clocks go back")), (SECOND, _("The second time, an hour later"))]


def which_field(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=WHICH, required=False, widget=forms.RadioSelect)


def _municipalities(on: date) -> list[Any]:
    """All of them under their counties; none is an answer."""
    return [("", _("None")), *list(municipality_choices(on=on))[1:]]


class WhenForm(forms.Form):
    """Left alone, an occurrence begins and ends on one day. `when` holds the moments once the form is clean."""

    day = day_field(_("Day"))
    starts = forms.TimeField(label=_("From"), widget=ClockInput())
    ends = forms.TimeField(label=_("To"), widget=ClockInput())
    starts_which = which_field(_("Which of the two times does it begin?"))
    ends_which = which_field(_("Which of the two times does it end?"))
    last_day = day_field(_("Last day"), required=False, help_text=_("Leave empty if it is one day."))
    timezone = forms.ChoiceField(
        label=_("Time zone"), choices=[(zone, zone.partition("/")[2]) for zone in ZONES], required=False
    )
    when: When | None = None

    @classmethod
    def initial_of(cls, occurrence: Occurrence) -> dict[str, Any]:
        starts, ends = (one.astimezone(occurrence.zone) for one in (occurrence.starts_at, occurrence.ends_at))
        return {
            "day": starts.date(),
            "starts": starts.time(),
            "ends": ends.time(),
            "last_day": ends.date() if ends.date() != starts.date() else None,
            "timezone": occurrence.timezone,
            "starts_which": SECOND if starts.fold else FIRST,
            "ends_which": SECOND if ends.fold else FIRST,
        }

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if {"day", "starts", "ends"} <= values.keys():
            name = values.get("timezone") or ZONES[0]
            begins = self._moment("starts", values["day"], values["starts"], ZoneInfo(name))
            over = self._moment("ends", values.get("last_day") or values["day"], values["ends"], ZoneInfo(name))
            if begins and over:
                self.when = When(starts_at=begins, ends_at=over, timezone=name)
        return values

    def _moment(self, name: str, day: date, shown: time, zone: ZoneInfo) -> datetime | None:
        chosen = self.cleaned_data.get(f"{name}_which")
        try:
            return moment_of(day, shown, zone, second=chosen == SECOND if chosen else None)
        except NoSuchTime:
            words = _now("The clocks go forward that night, and %(time)s does not exist. Choose another time.")
            self.add_error(name, words % {"time": f"{shown:%H:%M}"})
        except TimeComesTwice:
            words = _now("The clocks go back that night, and %(time)s comes twice. Which one do you mean?")
            self.add_error(f"{name}_which", words % {"time": f"{shown:%H:%M}"})
        return None

    def shown(self) -> Iterator[BoundField]:
        """The fields people see: which of two times is asked where there are two."""
        for field in self.visible_fields():
            if not field.name.endswith("_which") or field.errors or (self.is_bound and field.data):
                yield field


class WhereForm(forms.Form):
    mode = forms.ChoiceField(label=_("Where"), choices=Mode, initial=Mode.ROOM)
    venue = forms.CharField(label=_("Venue"), max_length=200, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.all(), required=False, empty_label=_("None")
    )
    join_url = forms.URLField(
        label=_("Address of the online meeting"),
        max_length=1000,
        required=False,
        assume_scheme="https",
        help_text=_("Only participants come to it, and only around the meeting. It stands in no mail or calendar."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        self.fields["municipality"].choices = partial(_municipalities, today)  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, occurrence: Occurrence) -> dict[str, Any]:
        return {name: getattr(occurrence, name) for name in ("mode", "venue", "address", "municipality")}

    @property
    def where(self) -> Where:
        values = self.cleaned_data
        return Where(**{name: values[name] for name in ("mode", "venue", "address", "municipality", "join_url")})
