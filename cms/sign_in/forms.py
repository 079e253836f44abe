from django import forms
from django.utils.translation import gettext_lazy as _

from cms.people.emails import WrongEmail, check_email


class LinkForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def clean_email(self) -> str:
        try:
            return check_email(self.cleaned_data["email"])
        except WrongEmail as wrong:
            raise forms.ValidationError(wrong.reason) from None
