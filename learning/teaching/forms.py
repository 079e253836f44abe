"""What the gradebook is asked for, in its address."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.sorting import nordic

from .enums import Sort, Standing
from .gradebook import Wanted
from .picture import Picture
from .seen import Seen

Choices = list[tuple[str, Any]]


class GradebookForm(forms.Form):
    """Choices of organisations come from the people of the course: nothing else is asked for."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    group = forms.ChoiceField(label=_("Group"), required=False)
    sort = forms.ChoiceField(label=_("In order of"), required=False, choices=Sort.choices)

    def __init__(self, *args: Any, seen: Seen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seen = seen
        self.chosen_group = seen.group(self.data.get("group", ""))
        if not seen.groups:
            del self.fields["group"]
        elif seen.whole:
            self.choose("group", seen.groups)
        else:
            self.fields["group"].choices = seen.groups  # type: ignore[attr-defined]
        self.choose("state", Standing.choices)

    def choose(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]

    @property
    def only(self) -> Collection[int] | None:
        """The people of the group that was chosen. Asked before the people of the course are read."""
        return self.seen.only(self.chosen_group)

    def wanted(self, picture: Picture) -> Wanted:
        """What is to be shown; what makes no sense in the address is said at its field, and asks for nothing."""
        places = {str(one.organisation_id): one.organisation for one in picture.people if one.organisation_id}
        self.choose("organisation", sorted(places.items(), key=lambda place: nordic(place[1])))
        self.is_valid()
        values = getattr(self, "cleaned_data", {})
        chosen = values.get("organisation") or ""
        return Wanted(
            organisation_id=int(chosen) if chosen else None,
            standing=values.get("state") or "",
            name=values.get("q") or "",
            sort=values.get("sort") or Sort.NAME,
        )
