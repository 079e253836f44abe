"""Who pays for what is signed up for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.people.numbers import WrongNumber, check_buyer_reference, check_number_of_any_country


class PayerForm(forms.Form):
    """Who gets the invoice. Handed to CONFIRMATION_CHECKS as extras["payer"]."""

    number = forms.CharField(
        label=_("Organisation number"),
        max_length=20,
        required=False,
        help_text=_("Municipalities and other public bodies must write it; others may leave it empty."),
    )
    reference = forms.CharField(
        label=_("Your buyer reference"),
        max_length=60,
        required=False,
        help_text=_(
            "What your accounts ask for on invoices. Municipalities and other public bodies must write it; others may "
            "leave it empty."
        ),
    )
    invoice_email = forms.EmailField(label=_("E-mail for the invoice"), max_length=254, required=False)
    address = forms.CharField(
        label=_("Postal address"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Needed where you write no organisation number."),
    )

    def __init__(self, *args: Any, country: str, public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country
        for name in ("number", "reference"):
            self.fields[name].required = public

    def clean_number(self) -> str:
        number = self.cleaned_data["number"]
        try:
            if number:
                number, self.country = check_number_of_any_country(number, country=self.country)
        except WrongNumber as wrong:
            raise forms.ValidationError(str(wrong), code=wrong.code) from None
        return number

    def clean_reference(self) -> str:
        reference = self.cleaned_data["reference"]
        try:
            return check_buyer_reference(reference) if reference else ""
        except WrongNumber as wrong:
            raise forms.ValidationError(str(wrong), code=wrong.code) from None

    def clean(self) -> dict[str, Any]:
        """Whose number it is goes with it."""
        return self.cleaned_data | {"country": self.country}
