from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ..bases import ATTENDANCE
from .domain.bulk_awards import Award
from .models import BulkAward, kinds_of_basis
from .reader import MOST, TooLong, Unreadable, Written, read_list


class BulkAwardForm(forms.ModelForm):
    """What the certificate says, and who gets it: pasted or in a file."""

    people = forms.CharField(
        label=_("Who"),
        help_text=_("One person a line, with their e-mail address somewhere in it. You can paste from a spreadsheet."),
        required=False,
        widget=forms.Textarea({"rows": 8}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        help_text=_("CSV from a spreadsheet."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
    )
    found: list[Written]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices, kind.initial = kinds_of_basis(), ATTENDANCE

    class Meta:
        model = BulkAward
        fields = ("kind", "title", "basis_text", "outcome", "hours", "valid_months")
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "title": _("Such as: Network meeting for preparedness, autumn 2026."),
            "basis_text": _("Such as: Took part on 12 November 2026. It stands on the certificate’s public page."),
            "hours": _("They count as the person’s continuing hours."),
            "valid_months": _("Leave empty for a certificate that does not run out."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file = cleaned.get("file")
        where = "file" if file else "people"
        try:
            self.found = read_list(file.read() if file else cleaned.get("people", ""))
        except Unreadable:
            self.add_error(where, _("There is nobody in the list. Write one person a line, with an e-mail address."))
        except TooLong:
            words = _now("The list has more than %(most)s people. Divide it.") % {"most": MOST}
            self.add_error(where, words)
        return cleaned

    @property
    def award(self) -> Award:
        return Award(**{name: self.cleaned_data[name] for name in self.Meta.fields})
