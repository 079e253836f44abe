"""Asking for a stand."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.people.enums import Country
from cms.people.models import Organisation, User
from cms.people.numbers import WrongNumber, check_buyer_reference, check_organisation_number
from events.signing_up.fields import good_email, good_name

from ..domain.applications import Applicant
from ..domain.needs import Needs
from ..queries import PackageCount
from ..words import package_words

MOST_WATTS, MOST_TABLES = 100_000, 100


class NeedsForm(forms.Form):
    """What a stand needs; beside the application and on the exhibitor's own page."""

    power_watts = forms.IntegerField(
        label=_("Power in watts"), min_value=0, max_value=MOST_WATTS, initial=0, help_text=_("0 if you need none.")
    )
    tables = forms.IntegerField(label=_("Tables"), min_value=0, max_value=MOST_TABLES, initial=1)
    needs = forms.CharField(
        label=_("Something else your stand needs"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Nothing about people: those who come tell us what they need with their place."),
    )

    @property
    def of_stand(self) -> Needs:
        values = self.cleaned_data
        return Needs(power_watts=values["power_watts"], tables=values["tables"], words=values["needs"])


class ApplicationForm(NeedsForm):
    package = forms.ChoiceField(label=_("Package"), widget=forms.RadioSelect)
    organisation_name = forms.CharField(
        label=_("Organisation"), max_length=200, widget=forms.TextInput({"autocomplete": "organization"})
    )
    organisation_number = forms.CharField(label=_("Organisation number"), max_length=30, required=False)
    buyer_reference = forms.CharField(
        label=_("Your reference on the invoice"),
        max_length=60,
        required=False,
        help_text=_("Public bodies ask for one."),
    )
    name = forms.CharField(label=_("Contact person"), max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("The link to your page is sent here."),
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=30, required=False, widget=forms.TextInput({"autocomplete": "tel"})
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    field_order = (
        *("package", "organisation_name", "organisation_number", "buyer_reference", "name", "email", "phone"),
        *("power_watts", "tables", "needs", "key"),
    )

    def __init__(
        self, *args: Any, packages: Sequence[PackageCount], user: User | None, own: Organisation | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.own = user, own
        self.fields["package"].choices = [(str(one.package.pk), package_words(one)) for one in packages]  # type: ignore[attr-defined]
        if user:
            self.fields["email"].disabled = True

    @staticmethod
    def initial_of(user: User | None, own: Organisation | None) -> dict[str, Any]:
        values = {"name": user.name, "email": user.email} if user else {}
        return values | ({"organisation_name": own.name, "organisation_number": own.number} if own else {})

    def clean_name(self) -> str:
        return good_name(self.cleaned_data["name"])

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email if self.user else good_email(email)

    def clean_organisation_number(self) -> str:
        """A Norwegian or a Swedish one."""
        written = self.cleaned_data["organisation_number"].strip()
        if not written:
            return ""
        refused: WrongNumber | None = None
        for country in (Country.NORWAY, Country.SWEDEN):
            try:
                return check_organisation_number(written, country=country)
            except WrongNumber as wrong:
                refused = refused or wrong
        raise forms.ValidationError(str(refused))

    def clean_buyer_reference(self) -> str:
        try:
            return check_buyer_reference(self.cleaned_data["buyer_reference"])
        except WrongNumber as wrong:
            raise forms.ValidationError(str(wrong), code=wrong.code) from None

    def applicant(self, language: str) -> Applicant:
        """Whoever acts for an organisation of ours and leaves its name as it stands applies for that one."""
        values = self.cleaned_data
        same = self.own is not None and values["organisation_name"].strip() == self.own.name
        named = ("organisation_name", "organisation_number", "buyer_reference", "name", "email", "phone")
        return Applicant(
            **{name: values[name] for name in named},
            language=language,
            user=self.user,
            organisation=self.own if same else None,
        )
