"""What leaders and the staff fill in about members."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.people.enums import Language
from cms.texts import TextsFormField
from events.seen_letters import SeenLetterForm

from ..domain.settings import Setting
from ..enums import Joining, MemberRole
from ..mails import Letter
from ..models import Network


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=Language.choices)
    role = forms.ChoiceField(label=_("Role"), choices=MemberRole.choices)


class MemberForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=MemberRole.choices)


class RemoveForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("They read it in a mail. Places at meetings to come are given back."),
    )


class SettingForm(forms.Form):
    """What the network is for, and how one gets in."""

    purposes = TextsFormField(label=_("What it is for"), max_length=1000, lines=4, required=False)
    joining = forms.ChoiceField(label=_("How people get in"), choices=Joining.choices, widget=forms.RadioSelect)
    shows_number = forms.BooleanField(label=_("Everybody sees how many members there are"), required=False)

    @classmethod
    def initial_of(cls, network: Network) -> dict[str, Any]:
        return {name: getattr(network, name) for name in ("purposes", "joining", "shows_number")}

    @property
    def setting(self) -> Setting:
        return Setting(**self.cleaned_data)


class MembersLetterForm(SeenLetterForm):
    READ = ("subject", "text")

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(
        label=_("Text"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 12}),
        help_text=_("Your name and the network stand below it by themselves."),
    )

    @property
    def letter(self) -> Letter:
        cleaned = self.cleaned_data
        return Letter(cleaned["subject"], cleaned["text"], cleaned["key"])
