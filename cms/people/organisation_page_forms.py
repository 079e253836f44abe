"""Forms of the organisation page. They clean what was typed; verbs decide."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .domain.expected_roles import CAN_BE_EXPECTED
from .enums import Language, MembershipRole
from .models import InvoiceAddress, Organisation, Unit
from .numbers import check_buyer_reference, check_peppol_id
from .organisation_forms import checked
from .people_lists import PeopleWanted

Units = list[Unit]
DAY = timedelta(days=1)
# A slip of the keyboard (0226 for 2026) is no day anybody meant.
EARLIEST = date(1950, 1, 1)
LATEST = date(2100, 12, 31)


class RefuseRequestForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("If you write one, it stands in the mail to the person. It is kept nowhere else."),
    )


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A day, typed as the reader's language writes it or chosen from the browser's own calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"})
    formats = ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y"]
    messages = {"invalid": _("Write the day as day.month.year, for example 31.12.2026.")}
    return forms.DateField(
        label=label, help_text=help_text, widget=widget, input_formats=formats, error_messages=messages
    )


class PeopleFilterForm(forms.Form):
    """Narrows the list of people. What makes no sense is as good as not chosen."""

    prefix = "p"

    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All roles")), *MembershipRole.choices])
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    show = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("Those who are here")), ("left", _("Those who have left"))]
    )

    def __init__(self, *args: Any, units: Units, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units:
            self.fields["unit"].choices = [("", _("All units")), *((str(unit.pk), unit.name) for unit in units)]  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]

    def wanted(self) -> PeopleWanted:
        self.is_valid()
        given = self.cleaned_data
        unit = int(given["unit"]) if given.get("unit") else None
        return PeopleWanted(given.get("name", ""), given.get("role", ""), unit, left=given.get("show") == "left")


class _WithUnit(forms.Form):
    unit: Any = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("No unit")
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = organisation.units.all()  # type: ignore[attr-defined]
        if not organisation.units.exists():
            del self.fields["unit"]


class GiveRoleForm(_WithUnit):
    # None is chosen beforehand: the first in the list lets people invite and remove others.
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose…")), *MembershipRole.choices])
    starts_on = day_field(_("From"))

    field_order = ("role", "unit", "starts_on")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = today

    def clean_starts_on(self) -> date:
        return _sensible(self.cleaned_data["starts_on"])


class UnitChoiceForm(_WithUnit):
    pass


class EndRoleForm(forms.Form):
    """Asks for the first day without the role, because that is what people mean by "from today"."""

    first_day_without = day_field(
        _("Without the role from"), _("From this day on the role counts as vacant if nobody else holds it.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_day_without"].initial = today

    def clean_first_day_without(self) -> date:
        return _sensible(self.cleaned_data["first_day_without"])

    @property
    def ends_on(self) -> date:
        """The last day with the role."""
        return self.cleaned_data["first_day_without"] - DAY


class ExpectedRolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=_("Roles somebody should hold"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(role, MembershipRole(role).label) for role in CAN_BE_EXPECTED],
    )


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"), choices=Language, help_text=_("The language we write to the organisation in.")
    )


class InvoiceAddressForm(forms.ModelForm):
    class Meta:
        model = InvoiceAddress
        fields = ("email", "address", "peppol_id", "buyer_reference")
        help_texts = {
            "peppol_id": _("For electronic invoices: four digits, a colon and a number, such as 0192:310000019."),
            "buyer_reference": _("What your accounts ask for on invoices: a name, a department or an order number."),
        }
        widgets = {"address": forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"})}

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country

    def clean_peppol_id(self) -> str:
        value = self.cleaned_data["peppol_id"]
        return checked(check_peppol_id, value, country=self.country) if value else ""

    def clean_buyer_reference(self) -> str:
        return checked(check_buyer_reference, self.cleaned_data["buyer_reference"])


class UnitForm(forms.Form):
    name = forms.CharField(label=_("Name of the unit"), max_length=200)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class PeopleSearchForm(forms.Form):
    """Finds somebody by name."""

    name = forms.CharField(label=_("Name"), required=False, max_length=200)

    def text(self) -> str:
        return self.cleaned_data.get("name", "") if self.is_valid() else ""


class PersonForm(forms.Form):
    """The button beside somebody's name."""

    person = forms.IntegerField(min_value=1)


def _sensible(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise forms.ValidationError(_("Is the year right? Choose a day between 1950 and 2100."))
    return day
