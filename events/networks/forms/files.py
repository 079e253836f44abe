from django import forms
from django.utils.translation import gettext_lazy as _

from events.uploads import TAKEN

from ..enums import FileCategory


class AboutFileForm(forms.Form):
    title = forms.CharField(label=_("What it is called"), max_length=200)
    category = forms.ChoiceField(label=_("Kind"), choices=FileCategory.choices)


class NewFileForm(AboutFileForm):
    title = forms.CharField(
        label=_("What it is called"), max_length=200, required=False, help_text=_("Empty: as the file is called.")
    )
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput({"accept": TAKEN}),
        help_text=_("PDF, Office, OpenDocument, a picture or plain text. Only members get it."),
    )


class VersionForm(forms.Form):
    file = forms.FileField(
        label=_("A newer version"),
        widget=forms.FileInput({"accept": TAKEN}),
        help_text=_("Those before it are kept."),
    )
