"""A form for what goes to many people: only what was shown last is sent.

if form.was_shown: send it
else: say NOT_SEEN, form.note_shown(), and show it
"""

import hashlib
import json

from django import forms
from django.utils.translation import gettext_lazy as _

NOT_SEEN = _("This is not what you saw last. Look at it below, then send it.")


class SeenLetterForm(forms.Form):
    """`READ` names what readers read of it, or decides who they are."""

    READ: tuple[str, ...] = ()

    # The mark of the letter that stands above the form.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def was_shown(self) -> bool:
        return bool(self.cleaned_data["seen"] == self._mark)

    def note_shown(self) -> None:
        """The page comes again with the letter as it is now."""
        self.data = {**self.data.dict(), "seen": self._mark}  # type: ignore[attr-defined]  # a QueryDict

    @property
    def _mark(self) -> str:
        """Another one for every change."""
        whole = [self.cleaned_data[name] for name in self.READ]
        return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()[:32]
