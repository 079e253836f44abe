"""What a speaker fills in on their own page: one form, so that nothing typed in one part is lost by sending another."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.texts import Texts
from events.uploads import TAKEN

from ..domain.speakers import Profile
from ..models import Session, Speaker
from ..photos import photo_field


class OwnPageForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=200, help_text=_("As it stands in the programme."))
    organisation = forms.CharField(label=_("Where you work"), max_length=200, required=False)
    biography = forms.CharField(
        label=_("About you"),
        max_length=3000,
        required=False,
        widget=forms.Textarea({"rows": 7}),
        help_text=_("A few sentences: what you do, and why you speak about this."),
    )
    consent = forms.BooleanField(
        label=_("I may stand in the published programme, with name, where I work, these words and my photo."),
        required=False,
        help_text=_("You can take this back at any time, here; we then take you out at once."),
    )
    photo = photo_field(_("A photo of you"))
    photo_rights = forms.BooleanField(
        label=_("I have the right to the photo, and you may show it in the programme."), required=False
    )
    photo_credit = forms.CharField(label=_("Who took the photo"), max_length=200, required=False)
    session = forms.ModelChoiceField(
        label=_("Material for which session"), queryset=Session.objects.none(), required=False, empty_label=None
    )
    title = forms.CharField(label=_("What the material is called"), max_length=200, required=False)
    file = forms.FileField(label=_("Slides or another file"), required=False, widget=forms.FileInput({"accept": TAKEN}))
    url = forms.URLField(label=_("Or a link to it"), max_length=1000, required=False, assume_scheme="https")

    def __init__(self, *args: Any, speaker: Speaker, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speaker, self.language = speaker, language
        sessions = Session.objects.filter(parts__speaker=speaker).order_by("starts_at", "pk")
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]
        self.fields["file"].help_text = _(
            "PDF, Office, OpenDocument, a picture or plain text, %(size)d MB at most. We look at it before it is shown."
        ) % {"size": settings.ASSIGNMENT_FILE_MB}
        if speaker.consented_at:
            del self.fields["consent"]
        if sessions.count() < 2:
            del self.fields["session"]

    @classmethod
    def initial_of(cls, speaker: Speaker, language: str) -> dict[str, Any]:
        return {
            "name": speaker.name,
            "organisation": speaker.organisation,
            "biography": speaker.biographies.get(language, ""),
            "photo_credit": speaker.photo_credit,
        }

    @property
    def profile(self) -> Profile:
        """The other languages of what was written about them stay as they are."""
        values = self.cleaned_data
        texts: Texts = {**self.speaker.biographies, self.language: values["biography"]}
        return Profile(
            name=values["name"],
            organisation=values["organisation"],
            biographies={code: text for code, text in texts.items() if text},
            photo_credit=values["photo_credit"],
        )

    @property
    def for_session(self) -> Session | None:
        """The one chosen, or the only one there is."""
        if "session" in self.fields:
            chosen: Session | None = self.cleaned_data["session"]
            return chosen
        return Session.objects.filter(parts__speaker=self.speaker).first()
