from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import inlineformset_factory
from django.utils.translation import gettext_lazy as _

from cms.choices import CHOOSE, WordedModelForm
from cms.places.models import Municipality
from cms.widgets import DayInput

from ..enums import OrganisationState
from ..models import Agreement, Organisation, Unit
from ..numbers import check_organisation_number, shown_number
from ..organisation_forms import checked
from ..queries import organisation_numbered


class MunicipalityChoice(forms.ModelChoiceField):
    """Names with their county: there are two Herøy and two Våler."""

    def label_from_instance(self, obj: Municipality) -> str:
        return obj.with_county


class OrganisationAdminForm(WordedModelForm):
    # Longer than what is stored: people paste it with spaces, NO and MVA.
    number = forms.CharField(label=_("Organisation number"), required=False, max_length=40)
    municipality = MunicipalityChoice(
        label=_("Municipality"), required=False, queryset=Municipality.objects.select_related("county")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("number") and values.get("country"):
            try:
                values["number"] = self._number(values["number"], values["country"])
            except forms.ValidationError as error:
                self.add_error("number", error)
        return values

    def _number(self, written: str, country: str) -> str:
        number = checked(check_organisation_number, written, country=country)
        other = organisation_numbered(number, country=country)
        if other and other.pk != self.instance.pk:
            text = _("%(name)s has this number. If they are the same, merge them instead.") % {"name": other.name}
            raise forms.ValidationError(text, code="taken")
        return number


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Whoever registered the organisation reads it."),
    )


class OrganisationChoice(forms.ModelChoiceField):
    """Told apart by number or municipality where two have one name."""

    def label_from_instance(self, obj: Organisation) -> str:
        about = shown_number(obj.number, country=obj.country) or (obj.municipality and obj.municipality.name)
        return f"{obj.name} ({about})" if about else obj.name


class MergeForm(forms.Form):
    kept = OrganisationChoice(label=_("Organisation to keep"), queryset=Organisation.objects.none(), empty_label=CHOOSE)

    def __init__(self, *args: Any, merged: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].queryset = self._candidates(merged)  # type: ignore[attr-defined]

    def _candidates(self, merged: Organisation) -> "QuerySet[Organisation]":
        in_use = Organisation.objects.filter(state=OrganisationState.ACTIVE).exclude(pk=merged.pk)
        return in_use.select_related("municipality").order_by("name", "pk")


class UniqueUnits(forms.BaseInlineFormSet):
    def clean(self) -> None:
        """A name stands once, whatever its capitals."""
        super().clean()
        names: set[str] = set()
        for form in self.forms:
            name = form.cleaned_data.get("name", "").lower() if hasattr(form, "cleaned_data") else ""
            if name in names and not form.cleaned_data.get("DELETE"):
                form.add_error("name", _("There is a unit of this name already."))
            elif name and not form.cleaned_data.get("DELETE"):
                names.add(name)


AgreementFormSet = inlineformset_factory(
    Organisation,
    Agreement,
    fields=("starts_on", "ends_on", "note"),
    widgets={"starts_on": DayInput, "ends_on": DayInput},
    extra=1,
)
UnitFormSet = inlineformset_factory(Organisation, Unit, formset=UniqueUnits, fields=("name",), extra=3)
