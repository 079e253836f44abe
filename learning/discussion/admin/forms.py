from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.people.models import User
from cms.people.models.user import canonical_email

from ..enums import BegunBy, Ruling
from ..forms import Words


class RulingForm(forms.Form):
    """Which button was pressed, and why."""

    ruling = forms.ChoiceField(choices=Ruling, widget=forms.HiddenInput)
    reason = Words(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Needed for hiding: the author gets it by mail. Do not name who reported."),
    )


class SettingsForm(forms.Form):
    is_open = forms.BooleanField(label=_("This course has a discussion"), required=False)
    begun_by = forms.ChoiceField(label=_("Who begins threads"), choices=BegunBy, widget=forms.RadioSelect)
    moderated_first = forms.BooleanField(
        label=_("Posts wait for approval"),
        required=False,
        help_text=_("Teachers and owners write without waiting. What is edited waits again."),
    )


class MuteForm(forms.Form):
    """Who is to read only, until which day, and why."""

    email = forms.EmailField(label=_("E-mail"))
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    reason = Words(
        label=_("Reason"), max_length=1000, widget=forms.Textarea({"rows": 3}), help_text=_("The person sees it.")
    )

    person: User | None = None

    def clean_email(self) -> str:
        email = canonical_email(self.cleaned_data["email"])
        self.person = User.objects.filter(email=email, is_active=True).first()
        if self.person is None:
            raise forms.ValidationError(_("Nobody is registered with this address. Check the spelling."))
        return email

    def clean_last_day(self) -> Any:
        day = self.cleaned_data["last_day"]
        if day < clock.today():
            raise forms.ValidationError(_("This day has passed. Choose a later one."))
        return day

    @property
    def until(self) -> datetime:
        """The end of the last day, on the centre's clock."""
        return timezone.make_aware(
            datetime.combine(self.cleaned_data["last_day"], time(23, 59, 59)), timezone.get_default_timezone()
        )
