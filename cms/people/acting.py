"""For which organisation a person does something. What they do is kept with it, also when they move to another."""

from typing import Any

from django import forms
from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext_lazy as _

from cms import clock

from .models import Organisation, User
from .queries import organisations_acted_for

REMEMBERED = "acts_for"


class ActingForForm(forms.Form):
    """Asks which organisation it is for. Whoever is in one, or in none, is asked nothing and sees nothing."""

    acts_for = forms.ChoiceField(
        label=_("Organisation it counts for"),
        help_text=_("You are in several. Choose one; it stays so, also if you leave the organisation later."),
        error_messages={
            "required": _("Choose the organisation."),
            "invalid_choice": _("You are not in this organisation. Choose one of yours."),
        },
    )

    def __init__(self, *args: Any, organisations: list[Organisation], remembered: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.key): one for one in organisations}
        if len(organisations) < 2:
            del self.fields["acts_for"]
            return
        field = self.fields["acts_for"]
        field.initial = remembered
        names = [(key, one.name) for key, one in self.organisations.items()]
        field.choices = [("", _("Choose")), *names]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Organisation | None:
        """The organisation of a valid form that asked; None where there was nothing to ask."""
        return self.organisations.get(self.cleaned_data.get("acts_for", ""))


def acting_for_form(user: User, *, session: SessionBase, data: Any = None) -> ActingForForm:
    """The question for this person, with what they answered last already chosen. One query."""
    organisations = organisations_acted_for(user, on=clock.today())
    return ActingForForm(data, organisations=organisations, remembered=session.get(REMEMBERED, ""))


def remember(session: SessionBase, organisation: Organisation) -> None:
    """Keep the answer for the next question, as long as the person is signed in."""
    session[REMEMBERED] = str(organisation.key)
