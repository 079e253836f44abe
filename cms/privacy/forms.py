from django import forms
from django.utils.translation import gettext_lazy as _

from cms.people.models import User
from cms.people.models.user import canonical_email

from .enums import ErasureReason


class EraseForm(forms.Form):
    """Two ways of meaning it: a tick, and the address written by hand."""

    understood = forms.BooleanField(
        label=_("I have read what goes and what stays, and I know that it cannot be undone."),
        error_messages={"required": _("Tick the box to show that you know it cannot be undone.")},
    )
    address = forms.EmailField(
        label=_("The e-mail address of the account"),
        help_text=_("Write it here, so that nobody is erased by a slip of the hand."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: object, person: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.person = person

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if canonical_email(address) != self.person.email:
            raise forms.ValidationError(_("This is not the address of the account. Write it as it stands above."))
        return address


class AdminEraseForm(EraseForm):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[(code, label) for code, label in ErasureReason.choices if code in ("asked_centre", "mistake")],
        widget=forms.RadioSelect,
    )
