"""Exhibitors as coordinators see to them: packages, terms, tasks, and one exhibitor."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.texts import TextsFormField
from cms.widgets import DayInput
from events.desk.forms.occurrence import IN_ONE
from events.desk.forms.widgets import deadline_field
from events.enums import VatCode

from ..domain.packages import FairTerms, PackageTerms
from ..models import Exhibitor, ExhibitorPackage, Fair, FairTask
from .application import MOST_TABLES, MOST_WATTS, ApplicationForm, NeedsForm


class PackageForm(forms.Form):
    names = TextsFormField(label=_("Name"), max_length=120, error_messages=IN_ONE)
    number = forms.IntegerField(label=_("How many there are"), min_value=0, max_value=10_000)
    size = forms.CharField(
        label=_("Size of the stand"), max_length=60, required=False, help_text=_("Such as: 3 × 2 m.")
    )
    staff = forms.IntegerField(label=_("Places for staff"), min_value=1, max_value=100, initial=2)
    power_watts = forms.IntegerField(label=_("Power in watts"), min_value=0, max_value=MOST_WATTS, initial=0)
    tables = forms.IntegerField(label=_("Tables"), min_value=0, max_value=MOST_TABLES, initial=1)
    price = forms.DecimalField(label=_("Price without VAT"), min_value=0, max_digits=10, decimal_places=2, initial=0)
    vat_code = forms.ChoiceField(label=_("VAT"), choices=VatCode, initial=VatCode.STANDARD)
    position = forms.IntegerField(label=_("Position in the list"), min_value=0, max_value=1000, initial=0)

    @classmethod
    def initial_of(cls, package: ExhibitorPackage) -> dict[str, Any]:
        return {name: getattr(package, name) for name in cls.base_fields}

    @property
    def terms(self) -> PackageTerms:
        return PackageTerms(**self.cleaned_data)


class FairForm(forms.Form):
    apply_until = deadline_field(_("One may apply until"), help_text=_("Leave empty for: until it starts."))
    texts = TextsFormField(label=_("What exhibitors should know"), max_length=2000, lines=4, required=False)

    @staticmethod
    def initial_of(fair: Fair | None) -> dict[str, Any]:
        return {"apply_until": fair.apply_until, "texts": fair.texts} if fair else {}

    @property
    def terms(self) -> FairTerms:
        return FairTerms(**self.cleaned_data)


class TaskForm(forms.Form):
    titles = TextsFormField(label=_("What is to be done"), max_length=200, error_messages=IN_ONE)
    due_date = forms.DateField(label=_("Until"), widget=DayInput())

    @classmethod
    def initial_of(cls, task: FairTask) -> dict[str, Any]:
        return {"titles": task.titles, "due_date": task.due_date}


class ExhibitorForm(NeedsForm):
    """What the staff sees to of one exhibitor."""

    stand = forms.CharField(label=_("Stand number"), max_length=20, required=False)

    field_order = ("stand", "power_watts", "tables", "needs")

    @classmethod
    def initial_of(cls, exhibitor: Exhibitor) -> dict[str, Any]:
        return {name: getattr(exhibitor, name) for name in ("stand", "power_watts", "tables", "needs")}


class NewExhibitorForm(ApplicationForm):
    """Somebody who has asked by mail or phone: written in by the staff."""
