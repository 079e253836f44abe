from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Occurrence, Series
from learning.surveys.models import Survey

from ..domain.surveys import MORNING
from .turnout import Wanted


class SurveyForm(forms.Form):
    """A survey that is published, and the day from which it asks."""

    survey = forms.ModelChoiceField(
        label=_("Survey"),
        queryset=Survey.objects.none(),
        help_text=_("Only published ones. In anonymous ones, too, nothing is shown of fewer than five who answered."),
    )
    day = forms.DateField(
        label=_("Ask from"),
        help_text=_("In the morning, once it is settled who came. People have ten days, and are reminded once."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["survey"]
        field.queryset = Survey.objects.filter(versions__isnull=False).distinct().order_by("-pk")

    def moment(self, occurrence: Occurrence) -> datetime:
        """On the clock of the place."""
        return datetime.combine(self.cleaned_data["day"], MORNING, tzinfo=occurrence.zone)


class AfterForm(forms.Form):
    """Of which series, and when; nothing chosen is all of this year."""

    series = forms.ModelChoiceField(
        label=_("Series"), queryset=Series.objects.order_by("pk"), required=False, empty_label=_("All")
    )
    first = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(label=_("To"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, data: Any, *, today: date) -> None:
        first, last = date(today.year, 1, 1), today
        super().__init__(data, initial={"first": first, "last": last})
        self.usual = first, last

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("first"), values.get("last")
        if first and last and first > last:
            self.add_error("last", _("This day is before the first. Choose a later one."))
        return values

    def wanted(self) -> Wanted:
        """What makes no sense in the address is said at its field, and asks for nothing."""
        self.is_valid()
        values = getattr(self, "cleaned_data", {})
        first, last = values.get("first") or self.usual[0], values.get("last") or self.usual[1]
        return Wanted(values.get("series"), _begins(first), _ends(max(first, last)))


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def _ends(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max), timezone.get_default_timezone())
