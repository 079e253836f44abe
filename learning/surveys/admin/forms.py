from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.people.enums import MembershipRole, OrganisationKind
from cms.people.models import User
from cms.people.rules import is_coordinator
from cms.places.models import County

from ..domain.occasions import Audience
from ..enums import AnswerPrivacy, Timing
from ..models import Survey
from ..occasions import all_kinds, kind_of, title_of


class OpenForm(forms.Form):
    """What a survey is to be asked about, whom, and until when. Only what the person may ask about is offered."""

    about = forms.ChoiceField(label=_("What is it about?"))
    timing = forms.ChoiceField(
        label=_("When does it ask?"), choices=Timing, widget=forms.RadioSelect, initial=Timing.ONCE
    )
    days = forms.IntegerField(
        label=_("Days to answer"),
        min_value=3,
        max_value=365,
        initial=30,
        help_text=_("For surveys that stand open: counted from the day somebody is asked."),
    )
    last_day = forms.DateField(
        label=_("Last day to answer"),
        required=False,
        help_text=_("For surveys that are sent to people you choose."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of organisation"), choices=OrganisationKind, required=False, widget=forms.CheckboxSelectMultiple
    )
    counties = forms.ModelMultipleChoiceField(
        label=_("Counties"), queryset=County.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=MembershipRole,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen in a list means everybody."),
    )

    def __init__(self, *args: Any, survey: Survey, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey = survey
        self.fields["about"].choices = _abouts(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "about" not in values:
            return values
        kind = kind_of(self.kind)
        if kind.sent and not values.get("last_day"):
            self.add_error("last_day", _("Choose the last day to answer."))
        if kind.sent and self.deadline_at and self.deadline_at <= clock.now():
            self.add_error("last_day", _("This day has passed. Choose a later one."))
        if values.get("timing") == Timing.BEFORE_AND_AFTER:
            self._check_pair(has_a_before=kind.has_a_before)
        return values

    def _check_pair(self, *, has_a_before: bool) -> None:
        if not has_a_before:
            self.add_error("timing", _("There is no before and after here. Choose a course."))
        elif self.survey.privacy != AnswerPrivacy.CONFIDENTIAL:
            self.add_error(
                "timing", _("People see their own before and after, so the survey must be one in confidence.")
            )

    @property
    def kind(self) -> str:
        return str(self.cleaned_data["about"].partition(":")[0])

    @property
    def key(self) -> str:
        return str(self.cleaned_data["about"].partition(":")[2])

    @property
    def about_in_words(self) -> str:
        return title_of(self.kind, self.key)

    @property
    def deadline_at(self) -> datetime | None:
        """The end of the last day, on the centre's clock; none where the survey stands open."""
        day = self.cleaned_data.get("last_day") if kind_of(self.kind).sent else None
        return timezone.make_aware(datetime.combine(day, time(23, 59, 59))) if day else None

    @property
    def audience(self) -> Audience | None:
        if not kind_of(self.kind).sent:
            return None
        values = self.cleaned_data
        counties = tuple(county.pk for county in values["counties"])
        return Audience(tuple(values["kinds"]), counties, tuple(values["roles"]))


def _abouts(user: User) -> list[Any]:
    """By kind: what this person may ask about."""
    at, everywhere, groups = clock.now(), is_coordinator(user), []
    for kind in all_kinds():
        titles = {"": str(kind.name)} if kind.sent else kind.titles(None)
        mine = titles if everywhere else {key: titles[key] for key in kind.keys_of(user, at) if key in titles}
        if mine:
            groups.append((kind.name, [(f"{kind.key}:{key}", title) for key, title in mine.items()]))
    return groups
