from django import forms
from django.utils.translation import gettext_lazy as _

from cms.people.emails import WrongEmail, check_email


class InterestForm(forms.Form):
    email = forms.EmailField(label=_("Your e-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"}))

    def clean_email(self) -> str:
        try:
            return check_email(self.cleaned_data["email"])
        except WrongEmail as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
