"""What staff write about money. No decisions: the verbs refuse."""

import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.people.enums import Country
from cms.widgets import DayInput

from .domain.credits import Part
from .domain.payers import Details
from .domain.payments import Money
from .enums import AfterCredit, PaymentSource
from .kid import WrongKid
from .models import Invoice, InvoiceLine, Payer, Payment
from .money_field import MoneyField
from .queries import invoice_named


class RefundForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    amount = MoneyField(
        label=_("Amount"),
        validators=[MinValueValidator(Decimal("0.01"), message=_("Write an amount above 0."))],
    )
    on = forms.DateField(label=_("Day"), widget=DayInput())
    reference = forms.CharField(
        label=_("Reference"),
        max_length=80,
        required=False,
        help_text=_("What the bank or provider calls it. The same one is written down once."),
    )
    note = forms.CharField(label=pgettext_lazy("written down", "Note"), max_length=300, required=False)

    @property
    def money(self) -> Money:
        cleaned = self.cleaned_data
        return Money(
            amount=cleaned["amount"],
            on=cleaned["on"],
            source=cleaned.get("source", PaymentSource.BANK),
            reference=cleaned["reference"],
            note=cleaned["note"],
            key=cleaned["key"],
        )


class PaymentForm(RefundForm):
    source = forms.ChoiceField(label=_("Where it came in"), choices=PaymentSource.choices)
    is_more = forms.BooleanField(
        label=_("More has come in than is left to pay"),
        required=False,
        help_text=_("Tick it if that is right: what is too much is to be paid back."),
    )
    field_order = ("amount", "is_more", "on", "source", "reference", "note")

    def __init__(self, *args: Any, left: Decimal, **kwargs: Any) -> None:
        """`left` is what is to be paid still. The tick is asked for where more is written."""
        super().__init__(*args, **kwargs)
        self.left = left
        if not self.is_bound:
            del self.fields["is_more"]

    def clean(self) -> None:
        amount = self.cleaned_data.get("amount")
        if amount is None or amount <= self.left or self._is_sent_again():
            self.fields.pop("is_more")
        elif not self.cleaned_data.get("is_more"):
            words = _("%(left)s is left to pay. Look at the amount, or tick below that more has come in.")
            self.add_error("amount", forms.ValidationError(words, params={"left": number_format(self.left, 2)}))

    def _is_sent_again(self) -> bool:
        """What is left has the first sending taken off."""
        key = self.cleaned_data.get("key")
        return key is not None and Payment.objects.filter(key=key).exists()


class PaidForm(forms.Form):
    """Which invoice money has come in for; `named` is cleaned to it."""

    named = forms.CharField(
        label=_("KID or invoice number"),
        max_length=40,
        help_text=_("As the bank says it, or as it stands on the invoice: 20260000425 or 2026-000042."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean_named(self) -> Invoice:
        try:
            found = invoice_named(self.cleaned_data["named"])
        except WrongKid:
            raise forms.ValidationError(
                _("A digit of this KID is wrong. Look at it once more."), code="wrong"
            ) from None
        if found is None:
            raise forms.ValidationError(_("No invoice is called so."), code="unknown")
        return found


class CreditForm(forms.Form):
    """How many of each line are taken back, or all, and what becomes of the places."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    everything = forms.BooleanField(
        label=_("Credit everything that is left"),
        required=False,
        help_text=_("Whatever numbers stand below."),
    )

    def __init__(self, *args: Any, lines: Sequence[tuple[InvoiceLine, int, int]], **kwargs: Any) -> None:
        """Lines with how many of each can be credited, and how many are proposed."""
        super().__init__(*args, **kwargs)
        self.left = {line.pk: left for line, left, _proposed in lines if left}
        for line, left, proposed in lines:
            if left:
                self.fields[f"line-{line.pk}"] = _quantity(line, left, proposed)
        self.fields["reason"] = forms.CharField(
            label=_("Reason"), max_length=300, required=False, help_text=_("It stands on the credit note.")
        )
        self.fields["then"] = forms.ChoiceField(
            label=_("What becomes of the places?"), choices=AfterCredit.choices, widget=forms.RadioSelect
        )

    @property
    def parts(self) -> list[Part]:
        if self.cleaned_data["everything"]:
            return [Part(line, left) for line, left in self.left.items()]
        return [Part(line, self.cleaned_data.get(f"line-{line}") or 0) for line in self.left]

    @property
    def waives(self) -> bool:
        return bool(self.cleaned_data["then"] == AfterCredit.WAIVED)


class PayerDetailsForm(forms.ModelForm[Payer]):
    """As staff mend it. The verb says what is wrong with it."""

    class Meta:
        model = Payer
        fields = ("name", "country", "number", "reference", "is_public", "email", "address", "peppol_id")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].max_length = 20  # type: ignore[attr-defined]
        self.fields["country"].choices = Country.choices  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """Nothing is kept by the form, so the constraints are not asked: the verb does it, in words."""

    @property
    def details(self) -> Details:
        return Details(**self.cleaned_data)


class AccountingForm(forms.Form):
    account = forms.CharField(
        label=_("Account"),
        max_length=20,
        required=False,
        help_text=_("Empty: the one that the settings say for the VAT."),
    )
    dimension = forms.CharField(label=_("Dimension, project or department"), max_length=40, required=False)


class PeriodForm(forms.Form):
    """From the first day to the last, both counted."""

    since = forms.DateField(label=_("From"), widget=DayInput())
    until = forms.DateField(label=_("Until"), widget=DayInput())
    form = forms.ChoiceField(
        label=_("As"), choices=[("csv", _("table (CSV)")), ("json", "JSON")], widget=forms.RadioSelect, initial="csv"
    )

    def clean(self) -> None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if isinstance(since, date) and isinstance(until, date) and until < since:
            self.add_error("until", forms.ValidationError(_("The last day comes before the first."), code="order"))


def _quantity(line: InvoiceLine, left: int, proposed: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=line.text,
        required=False,
        min_value=0,
        max_value=left,
        initial=proposed,
        help_text=_("At most %(left)d of %(quantity)d can be credited.") % {"left": left, "quantity": line.quantity},
    )
