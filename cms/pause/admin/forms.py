from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.people.admin.forms import MunicipalityChoice
from cms.people.enums import OrganisationState, Sector
from cms.people.models import Organisation
from cms.places.models import County, Municipality

from ..enums import PauseScope
from ..targets import Target

MISSING = _("Choose the one that is hit.")


class PauseForm(forms.Form):
    """Whom the crisis hits. Works without scripts: of the four lists, the one that the first answer names is read.

    With scripts that list alone is shown.
    """

    scope = forms.ChoiceField(label=_("Whom does it hit?"), choices=PauseScope, widget=forms.RadioSelect)
    municipality = MunicipalityChoice(
        label=_("Municipality"),
        queryset=Municipality.objects.select_related("county"),
        required=False,
        empty_label=_("Choose…"),
    )
    county = forms.ModelChoiceField(
        label=_("County"), queryset=County.objects.all(), required=False, empty_label=_("Choose…")
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=[("", _("Choose…")), *Sector.choices], required=False)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.filter(state=OrganisationState.ACTIVE),
        required=False,
        empty_label=_("Choose…"),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Everybody it covers reads this. Write nothing that must not become known."),
    )
    ends_at = forms.DateTimeField(
        label=_("Until"),
        required=False,
        help_text=_("Leave empty if you do not know. You end the pause here."),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "scope" in values and not self.target.is_whole and values["scope"] not in self.errors:
            self.add_error(values["scope"], MISSING)
        if (ends_at := values.get("ends_at")) and ends_at <= clock.now():
            self.add_error("ends_at", _("This moment has passed. Choose a later one, or leave it empty."))
        return values

    @property
    def lists(self) -> list[forms.BoundField]:
        """The lists to choose from, named after the scope they belong to."""
        return [self[scope] for scope in PauseScope.values if scope in self.fields]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "scope" and name not in PauseScope.values]

    @property
    def target(self) -> Target:
        """What was chosen; only the list that belongs to the scope counts."""
        values = self.cleaned_data
        scope = values["scope"]
        chosen: dict[str, Any] = (
            {} if scope == PauseScope.EVERYBODY or not values.get(scope) else {scope: values[scope]}
        )
        return Target(scope=scope, **chosen)
