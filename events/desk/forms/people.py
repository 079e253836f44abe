"""Somebody staff sign up, and what staff write to those who have signed up."""

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from cms.people.models import Organisation
from cms.texts import Texts, TextsFormField

from ...models import TicketCategory
from ...money import price_in_words
from ...seen_letters import SeenLetterForm
from ...signing_up.fields import good_email, good_name
from ..domain.letters import Words
from ..enums import LetterKind
from ..mails import NAME
from .occurrence import IN_ONE

# Something in braces, as people write what is to be filled in.
MARK = re.compile(r"\{[^{}\n]{1,40}\}")
# The same in the languages of those who write.
THEIR_NAME = re.compile(r"\{\s*(?:name|navn|namn)\s*\}", re.IGNORECASE)


class AddPersonForm(forms.Form):
    """One person. Staff may do so while sign-up is closed, and tickets that are by invitation only."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    category = forms.ChoiceField(label=_("Ticket"))
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), max_length=254, help_text=_("The ticket goes there."))
    organisation_name = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    may_wait = forms.BooleanField(label=_("Put them on the waiting list if all is taken"), required=False)

    def __init__(
        self, *args: Any, categories: Sequence[TicketCategory], organisation: Organisation | None = None, **kwargs: Any
    ) -> None:
        """The name of an organisation is asked for where none of the register is chosen."""
        super().__init__(*args, **kwargs)
        if organisation:
            del self.fields["organisation_name"]
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), ", ".join(dict.fromkeys([one.name, one.get_mode_display(), price_in_words(one)])))
            for one in categories
        ]

    def clean_name(self) -> str:
        return good_name(self.cleaned_data["name"])

    def clean_email(self) -> str:
        return good_email(self.cleaned_data["email"])


class NeedsForm(forms.Form):
    reason = forms.CharField(
        label=_("Why you read it"),
        max_length=200,
        help_text=_("Stands in the log. A participant with an account sees who read it, when and why."),
    )


class LetterForm(SeenLetterForm):
    READ = ("subjects", "texts", "kind")

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = forms.ChoiceField(
        label=_("What it is about"), choices=LetterKind, initial=LetterKind.PRACTICAL, widget=forms.RadioSelect
    )
    subjects = TextsFormField(label=_("Subject"), max_length=200, error_messages=IN_ONE)
    texts = TextsFormField(
        label=_("Text"),
        max_length=10_000,
        lines=8,
        error_messages=IN_ONE,
        help_text=_(
            "Write it in one language at least; readers of the others get that one. {name} becomes the name of the "
            "reader. Title, time, place and the link to their ticket stand below it by themselves."
        ),
    )
    reader = forms.CharField(
        label=_("See it as it is read by"),
        max_length=100,
        required=False,
        help_text=_("A name or an e-mail address on the list. Leave it empty for the first one."),
    )

    def clean(self) -> dict[str, Any]:
        """Each language has both, or neither: nobody reads a subject in one language over a text in another."""
        values: dict[str, Any] = super().clean() or {}
        for name in {"subjects", "texts"} & values.keys():
            values[name] = {code: THEIR_NAME.sub(NAME, text) for code, text in values[name].items()}
        subjects, texts = values.get("subjects"), values.get("texts")
        if subjects and texts and subjects.keys() != texts.keys():
            alone = sorted(subjects.keys() ^ texts.keys())
            named = ", ".join(get_language_info(code)["name_local"] for code in alone)
            words = _("Write subject and text in the same languages. One of them is missing in: %(languages)s.")
            self.add_error("texts", forms.ValidationError(words, code="half", params={"languages": named}))
        for name in ("subjects", "texts"):
            self._refuse_unknown_marks(name, values.get(name) or {})
        return values

    def _refuse_unknown_marks(self, name: str, texts: Texts) -> None:
        """Nobody reads “Hello {first name}!”."""
        if unknown := sorted({one for text in texts.values() for one in MARK.findall(text)} - {NAME}):
            words = _("%(mark)s stands for nothing. Write {name} where the name of the reader is to stand.")
            self.add_error(name, forms.ValidationError(words, code="mark", params={"mark": unknown[0]}))

    @property
    def words(self) -> Words:
        cleaned = self.cleaned_data
        return Words(cleaned["subjects"], cleaned["texts"], cleaned["kind"], cleaned["key"])
