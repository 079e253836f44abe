"""Meetings that come again and again."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ...domain.recurring import meeting_days
from ...models import Series
from ...recurring import MOST, EndlessRule, Planned, Repeats, Rule, TooManyDays, left_out_in_vain, planned
from ...wall_clock import ZONES
from .when_where import WhereForm
from .widgets import YEARS, ClockInput, day_field

FORMATS = ("%Y-%m-%d", "%d.%m.%Y")


class DaysField(forms.CharField):
    """Days, one a line, as 2027-02-25 or 25.2.2027."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": 4}), **kwargs)

    def clean(self, value: Any) -> tuple[date, ...]:
        """All that is no day is said at once."""
        found = {text: _day(text) for text in super().clean(value).replace(",", "\n").split()}
        words = _("“%(text)s” is no day. Write days as 25.2.2027.")
        wrong = [forms.ValidationError(words, params={"text": text}) for text, day in found.items() if day is None]
        if wrong:
            raise forms.ValidationError(wrong)
        return tuple(day for day in found.values() if day)


def _day(text: str) -> date | None:
    for form in FORMATS:
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
        return day if YEARS[0] <= day <= YEARS[1] else None
    return None


class RecurringForm(WhereForm):
    repeats = forms.ChoiceField(label=_("How often"), choices=Repeats)
    first = day_field(_("First day"), required=False)
    every = forms.IntegerField(
        label=_("Weeks or months from one to the next"), min_value=1, max_value=24, initial=1, required=False
    )
    last = forms.BooleanField(
        label=_("The last such weekday of the month"), required=False, help_text=_("When it is every month.")
    )
    until = day_field(_("Last possible day"), required=False)
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
    # Asked only where the series has a meeting on such a day.
    also = forms.BooleanField(
        label=_("Make a meeting also on the days that have one"), required=False, widget=forms.HiddenInput
    )
    begins_as = forms.ChoiceField(
        label=_("They begin as"),
        choices=[("draft", _("Drafts")), ("announced", _("Dates to save")), ("open", _("Open for sign-up"))],
    )
    plan: tuple[Planned, ...] = ()
    # Days the series has a meeting on already, and days left out on which there would be none anyway.
    taken: tuple[date, ...] = ()
    in_vain: tuple[date, ...] = ()

    ORDER = (
        *("repeats", "first", "every", "last", "until", "count", "listed", "skip", "also"),
        *("starts", "ends", "timezone", "mode", "venue", "address", "municipality", "join_url", "begins_as"),
    )

    field_order = ORDER

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.series = series

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("starts") and values.get("ends") and values["ends"] <= values["starts"]:
            self.add_error("ends", _now("They end before they begin."))
        if not self.errors:
            self._make_plan(values)
        return values

    def _make_plan(self, values: dict[str, Any]) -> None:
        if values["repeats"] != Repeats.LISTED and values["first"] is None:
            self.add_error("first", _now("Choose the first day."))
            return
        rule = _rule(values)
        try:
            self.plan = tuple(planned(rule, starts=values["starts"], ends=values["ends"], zone=self.zone))
        except EndlessRule:
            self.add_error("until", _now("Say until when, or how many meetings."))
        except TooManyDays:
            self.add_error("until", _now("These are more than %(most)s meetings. Make fewer.") % {"most": MOST})
        else:
            self.in_vain = tuple(left_out_in_vain(rule))
            self._leave_out_taken(also=values["also"])
            self._refuse_without_days(rule)

    def _refuse_without_days(self, rule: Rule) -> None:
        if not self.plan:
            taken = _now("There is a meeting on each of these days already.")
            self.add_error(
                "listed" if rule.repeats == Repeats.LISTED else "until",
                taken if self.taken else _now("No day is left."),
            )

    def _leave_out_taken(self, *, also: bool) -> None:
        days = meeting_days(self.series, zone=self.zone)
        self.taken = tuple(one.day for one in self.plan if one.day in days)
        if self.taken:
            self.fields["also"].widget = forms.CheckboxInput()
        if not also:
            self.plan = tuple(one for one in self.plan if one.day not in days)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.cleaned_data.get("timezone") or ZONES[0])

    @property
    def clock_time(self) -> time:
        return self.cleaned_data["starts"]


def _rule(values: dict[str, Any]) -> Rule:
    return Rule(
        repeats=values["repeats"],
        first=values["first"] or date.min,
        every=values["every"] or 1,
        last=values["last"],
        until=values["until"],
        count=values["count"],
        listed=values["listed"],
        skip=frozenset(values["skip"]),
    )
