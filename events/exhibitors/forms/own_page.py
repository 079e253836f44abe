"""What an exhibitor fills in on their own page: one form, so that nothing that was typed is lost."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.texts import Texts

from ..domain.profiles import Profile
from ..models import Exhibitor
from .application import NeedsForm


class OwnPageForm(NeedsForm):
    description = forms.CharField(
        label=_("What visitors read about you"),
        max_length=1500,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )
    url = forms.URLField(label=_("Your web address"), max_length=500, required=False, assume_scheme="https")
    logo = forms.FileField(
        label=_("Your logo"),
        required=False,
        widget=forms.FileInput({"accept": ".jpg,.jpeg,.png,.webp"}),
        help_text=_("JPEG, PNG or WebP, 5 MB at most."),
    )
    shown = forms.BooleanField(
        label=_("You may show us among the exhibitors of the event, with logo, words and web address."), required=False
    )

    field_order = ("description", "url", "logo", "shown", "power_watts", "tables", "needs")

    def __init__(self, *args: Any, exhibitor: Exhibitor, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.exhibitor, self.language = exhibitor, language

    @classmethod
    def initial_of(cls, exhibitor: Exhibitor, language: str) -> dict[str, Any]:
        return {
            "description": exhibitor.descriptions.get(language, ""),
            "url": exhibitor.url,
            "shown": exhibitor.shown_since is not None,
            "power_watts": exhibitor.power_watts,
            "tables": exhibitor.tables,
            "needs": exhibitor.needs,
        }

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if url and not url.lower().startswith(("https://", "http://")):
            raise forms.ValidationError(_("Write an address of the web."))
        return url

    @property
    def profile(self) -> Profile:
        """The other languages of what was written stay as they are."""
        values = self.cleaned_data
        texts: Texts = {**self.exhibitor.descriptions, self.language: values["description"]}
        kept = {code: text for code, text in texts.items() if text}
        return Profile(descriptions=kept, url=values["url"], shown=values["shown"])
