"""Coming into a network: for whom, and what one says yes to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.people.models import Organisation

from ..domain.members import Entry


class ListForm(forms.Form):
    """How one stands in the list of members."""

    agree = forms.BooleanField(
        label=_("The other members see my name, my organisation and my role."),
        help_text=_("Nobody outside the network does. When you leave, you are no longer on the list."),
        error_messages={"required": _("Say yes to the list: members know who the others are.")},
    )
    shares_email = forms.BooleanField(label=_("They see my e-mail address too."), required=False)


class EntryForm(ListForm):
    """`asks` says that a reason is asked for. Whoever acts for one organisation, or none, is not asked which."""

    acts_for = forms.ChoiceField(label=_("Organisation you take part for"))
    reason = forms.CharField(
        label=_("Why you want to join"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Those who lead the network read it."),
    )
    field_order = ("acts_for", "reason", "agree", "shares_email")

    def __init__(self, *args: Any, organisations: list[Organisation], asks: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.key): one for one in organisations}
        if len(organisations) < 2:
            del self.fields["acts_for"]
        else:
            names = [(key, one.name) for key, one in self.organisations.items()]
            self.fields["acts_for"].choices = [("", _("Choose")), *names]  # type: ignore[attr-defined]
        if not asks:
            del self.fields["reason"]

    @property
    def entry(self) -> Entry:
        """Of a valid form."""
        only = next(iter(self.organisations.values()), None)
        chosen = self.organisations.get(self.cleaned_data.get("acts_for", ""), only)
        return Entry(chosen, self.cleaned_data["shares_email"])
