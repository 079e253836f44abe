"""An occurrence: a new one in a hurry, its details, and what is told when it changes."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.models import CatalogueTerm
from cms.places.models import County
from cms.texts import TextsFormField
from learning.models import Course

from ...domain.series import About
from ...domain.terms import DEADLINES, Details, SignUp, Tickets
from ...enums import SeriesKind, VatCode, WaitingPolicy
from ...models import Occurrence, Series
from ...wall_clock import moments_of
from .when_where import WhenForm, WhereForm
from .widgets import day_field, deadline_field, moment_field

MOST_PLACES = 100_000
IN_ONE = {"required": _("Write it in one language at least.")}
SIGN_UP = (
    *("opens_at", "closes_at", "change_until", "cancel_until", "names_until"),
    *("waiting", "longest_waiting", "offer_hours", "reconfirm_from", "reconfirm_until", "release_silent"),
)


class TicketsForm(forms.Form):
    """The first kind of ticket. More are made on the page of the occurrence."""

    places = forms.IntegerField(
        label=pgettext_lazy("seats", "Places"),
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        help_text=_("Leave empty for no limit."),
    )
    online_places = forms.IntegerField(
        label=pgettext_lazy("seats", "Places online"),
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        help_text=_("Where people can come in both ways. Leave empty for no limit."),
    )
    price = forms.DecimalField(
        label=_("Price without VAT"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        help_text=_("Leave empty if it is free."),
    )
    vat_code = forms.ChoiceField(label=_("VAT"), choices=VatCode, required=False, initial=VatCode.EXEMPT)

    @property
    def tickets(self) -> Tickets:
        values = self.cleaned_data
        return Tickets(
            places=values["places"],
            online_places=values["online_places"],
            price=values["price"] or Decimal(0),
            vat_code=values["vat_code"] or VatCode.EXEMPT,
        )


class NewForm(WhenForm, WhereForm, TicketsForm):
    """Everything a day needs, on one page. What is seldom needed stands below the rest."""

    kind = forms.ChoiceField(label=_("Kind"), choices=SeriesKind, initial=SeriesKind.PROFESSIONAL_DAY)
    title = forms.CharField(label=_("Title"), max_length=200)
    deadline = day_field(
        _("Last day to sign up"),
        required=False,
        help_text=_("Leave empty if people can sign up until it starts."),
    )
    series = forms.ModelChoiceField(
        label=_("Part of a series"),
        queryset=Series.objects.all(),
        required=False,
        empty_label=_("No, it stands alone"),
        help_text=_("A network that meets again and again, or a conference of every year."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        day, last = values.get("day"), values.get("deadline")
        if day and last and last > day:
            words = _("This is after the event has begun. Choose that day, or one before it.")
            self.add_error("deadline", forms.ValidationError(words, code="late"))
        return values

    FIRST = ("kind", "title", "day", "starts", "starts_which", "ends", "ends_which", "mode", "venue", "municipality")
    FIRST_TICKETS = ("places", "price", "deadline")
    MORE = ("last_day", "timezone", "address", "join_url", "online_places", "vat_code", "series")

    def groups(self) -> dict[str, list[Any]]:
        """The fields as the page shows them."""
        shown = {field.name: field for field in self.shown()}
        return {
            "first": [shown[name] for name in (*self.FIRST, *self.FIRST_TICKETS) if name in shown],
            "more": [shown[name] for name in self.MORE],
        }

    @property
    def more_is_wanted(self) -> bool:
        """Whether something below the rest was filled in, or is wrong."""
        quiet = {"timezone", "vat_code"}
        return any(self[name].errors or (self.is_bound and self[name].data and name not in quiet) for name in self.MORE)

    def about(self, language: str) -> About:
        return About(titles={language: self.cleaned_data["title"]})

    def details(self, language: str) -> Details:
        values = self.cleaned_data
        titles = {language: values["title"]} if values["series"] else {}
        return Details(titles=titles, sign_up=SignUp(closes_at=self._closes_at()))

    def _closes_at(self) -> datetime | None:
        """The end of the last day, or when it starts if that is the same day."""
        day, when = self.cleaned_data["deadline"], self.when
        if day is None or when is None:
            return None
        midnight = moments_of(day + timedelta(days=1), time.min, ZoneInfo(when.timezone))[0]
        return min(midnight, when.starts_at)


class DetailsForm(forms.ModelForm):
    """What may be changed at any time. Moments stand on the centre's clock."""

    titles = TextsFormField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Leave empty to call it as its series."),
    )
    opens_at = moment_field(_("Sign-up opens"), help_text=_("Leave empty: when you open it."))
    closes_at = deadline_field(_("Sign-up closes"), help_text=_("Leave empty: when it starts."))
    change_until = deadline_field(_("People change their booking until"))
    cancel_until = deadline_field(_("People cancel themselves until"))
    names_until = deadline_field(_("Names may be changed until"), help_text=_("When the badges are printed, say."))
    waiting = forms.ChoiceField(label=_("Waiting list"), choices=WaitingPolicy)
    reconfirm_from = moment_field(_("Ask people whether they still come, from"))
    reconfirm_until = deadline_field(_("They answer until"))
    course = forms.ModelChoiceField(
        label=_("Course"),
        queryset=Course.objects.filter(current_release__isnull=False).order_by("title"),
        required=False,
        empty_label=_("None"),
        help_text=_("Whoever gets a place is enrolled in it."),
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=CatalogueTerm.objects.filter(kind="topic"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Occurrence
        fields = ("titles", *SIGN_UP, "hours", "course", "topics")

    def _post_clean(self) -> None:
        """The verb checks and writes, not the form."""

    def clean(self) -> dict[str, Any]:
        """The whole day on which it begins is until it begins."""
        values: dict[str, Any] = super().clean() or {}
        starts_at, zone = self.instance.starts_at, self.instance.zone
        midnight = moments_of(starts_at.astimezone(zone).date() + timedelta(days=1), time.min, zone)[0]
        for name in DEADLINES:
            if values.get(name) == midnight:
                values[name] = min(midnight, starts_at)
        return values

    @property
    def details(self) -> Details:
        values = self.cleaned_data
        return Details(
            titles=values["titles"],
            sign_up=SignUp(**{name: values[name] for name in SIGN_UP}),
            hours=values["hours"],
            course=values["course"],
            topics=tuple(values["topics"]),
        )


class SeriesForm(forms.Form):
    titles = TextsFormField(label=_("Title"), max_length=200, error_messages=IN_ONE)
    county = forms.ModelChoiceField(
        label=_("County"),
        queryset=County.objects.order_by("name"),
        required=False,
        empty_label=_("The whole country"),
    )
    members_only = forms.BooleanField(
        label=_("For members only"),
        required=False,
        help_text=_("Its meetings are shown to its members alone."),
    )

    @property
    def about(self) -> About:
        return About(**self.cleaned_data)


class SeenForm(forms.Form):
    """Yes to what the page says. `seen` is the version it was said about."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class ReasonForm(SeenForm):
    reason = forms.CharField(
        label=_("What people are told"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("It stands in the mail they get. Say why, and what they can do."),
    )


class MoveForm(WhenForm, WhereForm, SeenForm):
    reason = forms.CharField(
        label=_("What people are told"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Old and new time and place stand in the mail already. You may say why."),
    )
    field_order = (
        *("day", "starts", "starts_which", "ends", "ends_which", "last_day", "timezone"),
        *("mode", "venue", "address", "municipality", "join_url", "opens", "reason"),
    )

    @classmethod
    def initial_of(cls, occurrence: Occurrence) -> dict[str, Any]:
        return {**WhenForm.initial_of(occurrence), **WhereForm.initial_of(occurrence)}


class NewDayForm(MoveForm):
    opens = forms.BooleanField(
        label=_("Open sign-up at once"), required=False, help_text=_("Otherwise it is a date to save.")
    )


class JoinLinkForm(forms.Form):
    url = forms.URLField(
        label=_("Address of the online meeting"),
        max_length=1000,
        required=False,
        assume_scheme="https",
        help_text=_("Only participants come to it, and only around the meeting. It stands in no mail or calendar."),
    )
    opens_minutes = forms.IntegerField(
        label=_("The page lets people in this many minutes before"), min_value=0, max_value=24 * 60, initial=15
    )
