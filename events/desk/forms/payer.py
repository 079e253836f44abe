"""Who pays for somebody whom staff sign up."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.people.models import Organisation

from ...payers import known_of
from ...signing_up.payer import PayerForm


class PayerByStaffForm(PayerForm):
    """As those who sign up are asked, with the name, and with a way to leave it for later."""

    name = forms.CharField(label=_("Name on the invoice"), max_length=200, required=False)
    later = forms.BooleanField(
        label=_("I say later who pays"),
        required=False,
        help_text=_("On the page Money of the event. Nothing is invoiced before."),
    )
    field_order = ("name", "number", "reference", "invoice_email", "address", "later")

    def __init__(self, data: Any, *, organisation: Organisation | None, **kwargs: Any) -> None:
        super().__init__(data, initial=known_of(organisation) if organisation else None, **kwargs)
        self.fields["reference"].label = _("Buyer reference")
        self.fields["number"].help_text = self.fields["reference"].help_text = ""
        if data and data.get(self.add_prefix("later")):
            for field in self.fields.values():
                field.required = False

    @property
    def typed(self) -> dict[str, Any] | None:
        """For `Terms.extras`; None: it is said later."""
        if self.cleaned_data["later"]:
            return None
        return {**self.cleaned_data, "country": self.country}
