from django import forms
from django.utils.translation import gettext_lazy as _

from cms.people.models.user import canonical_email


class LinkForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def clean_email(self) -> str:
        return canonical_email(self.cleaned_data["email"])
