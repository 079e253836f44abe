"""Forms of organisations: registering one, asking to join one, looking after one in the admin."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.choices import CHOOSE
from cms.places.models import Municipality
from cms.places.queries import municipalities_on
from cms.sorting import nordic

from .enums import Country, Language, MembershipRole, OrganisationKind, Sector, SizeClass
from .numbers import WrongNumber, check_organisation_number

UNCHOSEN = ("", CHOOSE)


def checked(check: Callable[..., str], value: str, **how: Any) -> str:
    """Return what the check makes of a value; what it finds wrong becomes the form's error."""
    try:
        return check(value, **how)
    except WrongNumber as error:
        raise forms.ValidationError(str(error), code=error.code) from None


def municipality_choices(*, on: date) -> Iterator[Any]:
    """Municipalities under their counties, both in alphabetical order, with all their official names."""
    rows = sorted(municipalities_on(on).prefetch_related("names"), key=_place_order)
    yield UNCHOSEN
    for county, municipalities in groupby(rows, key=lambda one: (one.country, one.county.name)):
        yield _county_label(*county), [(str(one.pk), _all_names(one)) for one in municipalities]


def _place_order(municipality: Municipality) -> tuple[str, str, str, str]:
    county = municipality.county
    return municipality.country, nordic(county.name), county.name, nordic(municipality.name)


def _county_label(country: str, name: str) -> str:
    return f"{name} ({Country(country).label})"


def _all_names(municipality: Municipality) -> str:
    return " – ".join([municipality.name, *(other.name for other in municipality.names.all())])


def message_field() -> forms.CharField:
    return forms.CharField(
        label=_("Message"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("To whoever answers: how you belong to the organisation, for instance."),
    )


def _municipality(pk: str) -> Municipality:
    return Municipality.objects.select_related("county").get(pk=int(pk))


class FindOrganisationForm(forms.Form):
    q = forms.CharField(
        label=_("Name or organisation number"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search", "autocomplete": "organization"}),
    )


class RegistrationForm(forms.Form):
    country = forms.ChoiceField(label=_("Country"), choices=Country.choices, initial=Country.NORWAY)
    number = forms.CharField(
        label=_("Organisation number"),
        required=False,
        max_length=40,
        help_text=_("9 digits in Norway, 10 in Sweden. Leave it empty if you have none."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name of the organisation"), max_length=200, widget=forms.TextInput({"autocomplete": "organization"})
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[UNCHOSEN, *OrganisationKind.choices])
    sector = forms.ChoiceField(
        label=_("Sector"),
        required=False,
        choices=[UNCHOSEN, *Sector.choices],
        help_text=_("What you work with. In a crisis, reminders can be paused for a sector."),
    )
    municipality = forms.TypedChoiceField(
        label=_("Municipality"),
        required=False,
        coerce=_municipality,
        empty_value=None,
        help_text=_("Where you are, or the municipality itself."),
    )
    size_class = forms.ChoiceField(label=_("Size"), required=False, choices=[UNCHOSEN, *SizeClass.choices])
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    message = message_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A list that works without scripts, read once for each form.
        self.fields["municipality"].choices = list(municipality_choices(on=clock.today()))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "country" in values and values.get("number"):
            self._check_number(values)
        municipality = values.get("municipality")
        if municipality and "country" in values and municipality.country != values["country"]:
            self.add_error("municipality", _("This municipality lies in the other country. Choose again."))
        is_left_out = not municipality and "municipality" not in self.errors
        if is_left_out and values.get("kind") == OrganisationKind.MUNICIPALITY:
            self.add_error("municipality", _("Choose which municipality it is."))
        return values

    def _check_number(self, values: dict[str, Any]) -> None:
        try:
            values["number"] = checked(check_organisation_number, values["number"], country=values["country"])
        except forms.ValidationError as error:
            self.add_error("number", error)


class JoinForm(forms.Form):
    role = forms.ChoiceField(label=_("What you are there"), choices=MembershipRole.choices)
    message = message_field()
