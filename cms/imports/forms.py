from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .enums import ImportKind


class UploadForm(forms.Form):
    """A list to import. Those who look after one organisation are not asked for the kind."""

    kind = forms.ChoiceField(label=_("What is in the list?"), choices=ImportKind, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("The list"),
        help_text=_("CSV from a spreadsheet, at most 10 MB and 100 000 lines. The first line heads the columns."),
        allow_empty_file=True,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
    )
    send_invitations = forms.BooleanField(
        label=_("Send new people an invitation by mail"),
        help_text=_("Also those of an earlier list who have not been here yet. Without it nobody hears of the import."),
        required=False,
    )

    def __init__(self, *args: Any, people_only: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people_only:
            del self.fields["kind"]

    @property
    def kind_chosen(self) -> str:
        return str(self.cleaned_data.get("kind", ImportKind.PEOPLE))
