"""A form on a ticket somebody has: the same person spelt otherwise, or somebody else, whose answers are asked anew."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Place, Question
from .people import RenameForm


class TicketForm(RenameForm):
    """For who holds the ticket, and sees their own address and answers."""

    def __init__(self, *args: Any, own: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        self.fields["somebody_else"].help_text = _(
            "They get a new ticket at their address, and this one is no longer valid. Nothing you have answered goes "
            "to them."
        )
        self.fields["email"].help_text = _("The ticket is sent there.")

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("somebody_else") and not self.cleaned_data.get("email") and "email" not in self.errors:
            words = _("Write their address: the new ticket is sent there.")
            self.add_error("email", forms.ValidationError(words, code="required"))

    @property
    def is_same(self) -> bool:
        """Whoever had no address yet may write theirs; left empty, the one we have is kept."""
        typed, known = self.cleaned_data.get("email", "").lower(), self.own.email.lower()
        return not self.cleaned_data.get("somebody_else") and (not typed or not known or typed == known)

    @property
    def must_answer(self) -> Sequence[Question]:
        return [] if self.is_same and self.is_anew else self.questions


def ask_anew(form: RenameForm, own: Place) -> RenameForm:
    """The same form for somebody else: name and address as they were typed, and nothing that was answered before."""
    typed: dict[str, Any] = {name: form.cleaned_data.get(name) for name in ("name", "email", "is_assistant")}
    initial = typed | {"somebody_else": True}
    about: dict[str, Any] = {"questions": form.questions, "needs_name": True, "initial": initial}
    return TicketForm(own=own, **about) if isinstance(form, TicketForm) else RenameForm(**about)


def is_other_name(before: str, after: str) -> bool:
    """Whether two names look like two people: some word of the shorter one has nothing like it in the other."""
    shorter, longer = sorted((_words(before), _words(after)), key=len)
    return bool(shorter) and not all(get_close_matches(word, longer, n=1, cutoff=0.75) for word in shorter)


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.casefold())
