"""Meetings that come again and again."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ...recurring import MOST, EndlessRule, Planned, Repeats, Rule, TooManyDays, planned
from ...wall_clock import ZONES
from .when_where import WhereForm
from .widgets import YEARS, ClockInput, day_field

FORMATS = ("%Y-%m-%d", "%d.%m.%Y")


class DaysField(forms.CharField):
    """Days, one a line, as 2027-02-25 or 25.2.2027."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": 4}), **kwargs)

    def clean(self, value: Any) -> tuple[date, ...]:
        text = super().clean(value)
        return tuple(_day(line) for line in text.replace(",", "\n").split())


def _day(text: str) -> date:
    for form in FORMATS:
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
        if YEARS[0] <= day <= YEARS[1]:
            return day
    raise forms.ValidationError(_now("“%(text)s” is no day. Write days as 25.2.2027.") % {"text": text})


class RecurringForm(WhereForm):
    repeats = forms.ChoiceField(label=_("How often"), choices=Repeats)
    first = day_field(_("First day"), required=False)
    every = forms.IntegerField(
        label=_("Every so many weeks or months"), min_value=1, max_value=24, initial=1, required=False
    )
    last = forms.BooleanField(
        label=_("The last such weekday of the month"), required=False, help_text=_("When it is every month.")
    )
    until = day_field(_("Until"), required=False)
    count = forms.IntegerField(label=_("Or so many meetings"), min_value=1, max_value=MOST, required=False)
    listed = DaysField(
        label=_("The days"), required=False, help_text=_("One a line, when you write them yourself: 25.2.2027.")
    )
    skip = DaysField(
        label=_("Days to leave out"), required=False, help_text=_("Holidays, one a line. They do not count.")
    )
    starts = forms.TimeField(label=_("From"), widget=ClockInput())
    ends = forms.TimeField(label=_("To"), widget=ClockInput())
    timezone = forms.ChoiceField(
        label=_("Time zone"), choices=[(zone, zone.partition("/")[2]) for zone in ZONES], required=False
    )
    begins_as = forms.ChoiceField(
        label=_("They begin as"),
        choices=[("draft", _("Drafts")), ("announced", _("Dates to save")), ("open", _("Open for sign-up"))],
    )
    plan: tuple[Planned, ...] = ()

    ORDER = (
        *("repeats", "first", "every", "last", "until", "count", "listed", "skip"),
        *("starts", "ends", "timezone", "mode", "venue", "address", "municipality", "join_url", "begins_as"),
    )

    field_order = ORDER

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("starts") and values.get("ends") and values["ends"] <= values["starts"]:
            self.add_error("ends", _now("They end before they begin."))
        if not self.errors:
            self._make_plan(values)
        return values

    def _make_plan(self, values: dict[str, Any]) -> None:
        listed = values["repeats"] == Repeats.LISTED
        if not listed and values["first"] is None:
            self.add_error("first", _now("Choose the first day."))
            return
        rule = Rule(
            repeats=values["repeats"],
            first=values["first"] or date.min,
            every=values["every"] or 1,
            last=values["last"],
            until=values["until"],
            count=values["count"],
            listed=values["listed"],
            skip=frozenset(values["skip"]),
        )
        try:
            self.plan = tuple(planned(rule, starts=values["starts"], ends=values["ends"], zone=self.zone))
        except EndlessRule:
            self.add_error("until", _now("Say until when, or how many meetings."))
        except TooManyDays:
            self.add_error("until", _now("These are more than %(most)s meetings. Make fewer.") % {"most": MOST})
        else:
            if not self.plan:
                self.add_error("listed" if listed else "until", _now("No day is left."))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.cleaned_data.get("timezone") or ZONES[0])

    @property
    def clock_time(self) -> time:
        return self.cleaned_data["starts"]
