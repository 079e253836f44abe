"""Which tickets, and who orders them."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cms.people.models import Organisation

from ..costs import Price, price_to_pay
from ..domain.audiences import SHOWN_AT_THE_DOOR
from ..enums import Audience
from ..models import TicketCategory
from .fields import good_email, good_name

LATER, NOW = "later", "now"
# Fields for names on one page; whoever brings more sends them the link.
MOST_NAMED = 30
# Whose organisation is asked for: it is what makes the ticket theirs, and stands on the invoice.
NAMED_BY_ORGANISATION = frozenset({Audience.PUBLIC_BODY, Audience.COMPANY})

PAID_BY_ORGANISATIONS = NAMED_BY_ORGANISATION | {Audience.MEMBER, Audience.EXHIBITOR}


class SignUpForm(forms.Form):
    """Tickets, and who orders them. A number for each kind of ticket that is on offer."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    # Shown when all was taken already, or once it turned out to be: they then go on the waiting list.
    wait = forms.BooleanField(required=False, widget=forms.HiddenInput)
    was_signed_in = forms.BooleanField(required=False, widget=forms.HiddenInput)
    # How many fields for names the page showed.
    shown = forms.IntegerField(min_value=0, max_value=MOST_NAMED, initial=0, widget=forms.HiddenInput)
    voucher = forms.CharField(
        label=_("Voucher or invitation code"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": _("Write your e-mail address.")},
    )
    phone = forms.CharField(
        label=_("Your phone"),
        max_length=30,
        required=False,
        help_text=_("For the day itself, if something happens."),
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    organisation_name = forms.CharField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    comes = forms.BooleanField(label=_("I come myself"), required=False, initial=True)
    names = forms.ChoiceField(
        label=_("If you bring others: who are they?"),
        choices=[
            (LATER, _("Named later: you get a link to send them")),
            (NOW, _("I write their names now")),
        ],
        initial=LATER,
        required=False,
        widget=forms.RadioSelect,
    )
    terms = forms.BooleanField(
        label=_("I sign up on these terms"),
        error_messages={"required": _("Say yes to the terms to sign up.")},
    )

    def __init__(
        self,
        *args: Any,
        categories: Sequence[TicketCategory],
        organisations: Sequence[Organisation] = (),
        signed_in: bool = False,
        invited: Collection[int] = (),
        prices: Mapping[int, Decimal] | None = None,
        **kwargs: Any,
    ) -> None:
        """`invited`: ids of tickets a code opens, whoever comes with it; `prices`: less what it takes off."""
        super().__init__(*args, **kwargs)
        self.categories = list(categories)
        self.for_organisations = {
            one.pk for one in self.categories if one.audience in NAMED_BY_ORGANISATION and one.pk not in invited
        }
        self.organisations = {str(one.key): one for one in organisations}
        for category in self.categories:
            price = Price((prices or {}).get(category.pk, category.price), category.vat_code)
            self.fields[number_name(category)] = _number(category, price, only=len(self.categories) == 1)
        if signed_in:
            self.fields["email"].disabled = True
            self.fields["was_signed_in"].initial = True
        self.for_members = [
            one.name for one in self.categories if one.audience == Audience.MEMBER and one.pk not in invited
        ]
        self._ask_for_organisation()

    def _ask_for_organisation(self) -> None:
        if not self.organisations:
            del self.fields["organisation"]
            self._say_when_organisation_is_needed()
            return
        del self.fields["organisation_name"]
        own = [(key, one.name) for key, one in self.organisations.items()]
        self.fields["organisation"].choices = [*own, ("", _("For myself"))]  # type: ignore[attr-defined]
        self.fields["organisation"].initial = own[0][0]

    def _say_when_organisation_is_needed(self) -> None:
        if names := [one.name for one in self.categories if one.pk in self.for_organisations]:
            field = self.fields["organisation_name"]
            field.help_text = _("Must be written for: %(tickets)s.") % {"tickets": ", ".join(names)}
            field.must_be_answered = True  # type: ignore[attr-defined]  # so that it is not called optional

    def clean_name(self) -> str:
        return good_name(self.cleaned_data["name"])

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        return email if self.fields["email"].disabled else good_email(email)

    def clean(self) -> None:
        if self.categories and not self.slots and not any(number_name(one) in self.errors for one in self.categories):
            alone = len(self.categories) == 1
            words = _("Say how many places you want.") if alone else _("Choose at least one ticket.")
            self.add_error(number_name(self.categories[0]), forms.ValidationError(words, code="none"))
        self._check_organisation_name()

    def _check_organisation_name(self) -> None:
        """Some tickets are for organisations, which are then also who is invoiced."""
        asked = [one for one in self.numbers if one.pk in self.for_organisations]
        if asked and "organisation_name" in self.fields and not self.cleaned_data.get("organisation_name"):
            words = _("Write the organisation you come from: “%(ticket)s” is for organisations.")
            self.add_error(
                "organisation_name",
                forms.ValidationError(words, code="required", params={"ticket": asked[0].name}),
            )

    @property
    def numbers(self) -> dict[TicketCategory, int]:
        asked = {one: self.cleaned_data.get(number_name(one)) or 0 for one in self.categories}
        return {one: number for one, number in asked.items() if number}

    @property
    def slots(self) -> list[TicketCategory]:
        """The ticket of each place, in order."""
        return [category for category, number in self.numbers.items() for _one in range(number)]

    @property
    def chosen_organisation(self) -> Organisation | None:
        return self.organisations.get(self.cleaned_data.get("organisation", ""))

    def ticket_fields(self) -> list[Any]:
        return [self[number_name(one)] for one in self.categories]


def number_name(category: TicketCategory) -> str:
    return f"number-{category.pk}"


def _about(category: TicketCategory, price: Price) -> str:
    """How they take part, for whom, at which price."""
    parts = [] if category.name == category.get_mode_display() else [category.get_mode_display()]
    parts.append(price_to_pay(price, net_too=category.audience in PAID_BY_ORGANISATIONS))
    if category.audience != Audience.EVERYBODY:
        parts.insert(0, category.get_audience_display())
    if category.audience in SHOWN_AT_THE_DOOR:
        parts.append(str(_("show your student card at the door")))
    if category.needs_approval:
        parts.append(str(_("approved by us before it is yours")))
    return " · ".join(parts)


def _number(category: TicketCategory, price: Price, *, only: bool) -> forms.IntegerField:
    """Several kinds: nothing is wanted until they say so. Fewer than may be had is refused, none is not."""
    lowest = category.least
    fewest = ngettext_lazy("Take at least %(number)d place.", "Take at least %(number)d places.", lowest)
    most = ngettext_lazy("Take at most %(number)d place.", "Take at most %(number)d places.", category.most)

    def enough(value: int) -> None:
        if 0 < value < lowest:
            raise forms.ValidationError(fewest % {"number": lowest}, code="least")

    return forms.IntegerField(
        label=category.name,
        help_text=_about(category, price),
        required=False,
        min_value=0,
        max_value=category.most,
        initial=max(1, lowest) if only else None,
        validators=[enough],
        error_messages={"max_value": most % {"number": category.most}},
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
