"""What a contact person fills in to enrol people: a course, and people who are ticked or stand in a file."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.people.enums import MembershipRole
from cms.people.models import Membership, Organisation, Unit, User
from cms.people.queries import current_memberships, role_order
from cms.sorting import nordic
from learning.models import Course

from .list_lines import named


class WhoForm(forms.Form):
    """Which people of the organisation are shown to be ticked."""

    role = forms.ChoiceField(label=_("Role"), required=False)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), required=False)

    def __init__(self, data: Any, *, organisation: Organisation, roles: set[str]) -> None:
        super().__init__(data)
        held = sorted(roles, key=role_order)
        choices = [("", _("All roles")), *((role, MembershipRole(role).label) for role in held)]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]
        units = self.fields["unit"]
        units.queryset = Unit.objects.filter(organisation=organisation)  # type: ignore[attr-defined]
        units.empty_label = _("All units")  # type: ignore[attr-defined]


class EnrolPeopleForm(forms.Form):
    """The people may be ticked, or come in a file; who is not in the organisation cannot be chosen."""

    course = forms.ModelChoiceField(label=_("Course"), queryset=Course.objects.none(), empty_label=_("Choose"))
    people = forms.MultipleChoiceField(label=_("People"), required=False, widget=forms.CheckboxSelectMultiple)
    file = forms.FileField(
        label=_("Or a list from a spreadsheet"),
        help_text=_("CSV with a heading over the column of e-mail addresses. It is checked first, nobody is enrolled."),
        required=False,
        allow_empty_file=True,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
    )

    def __init__(self, *args: Any, people: list[User], every: dict[int, User], **kwargs: Any) -> None:
        """`people` are shown to be ticked; `every` are all of the organisation, who may be chosen."""
        super().__init__(*args, **kwargs)
        self.every = every
        self.fields["course"].queryset = courses_for_contacts()  # type: ignore[attr-defined]
        data: Any = self.data
        chosen = set(data.getlist("people")) if self.is_bound else set()
        shown = {one.pk: one for one in people} | {pk: one for pk, one in every.items() if str(pk) in chosen}
        self.fields["people"].choices = [(pk, named(one)) for pk, one in shown.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("people") and not cleaned.get("file") and not self.errors:
            self.add_error("people", _("Tick at least one person, or choose a file."))
        return cleaned

    @property
    def ticked(self) -> list[User]:
        return [self.every[int(pk)] for pk in self.cleaned_data["people"]]


def courses_for_contacts() -> Any:
    """Courses that are open to people who are sent, by title."""
    lets = Q(ways__isnull=True) | Q(ways__by_contacts=True, ways__is_closed=False)
    return Course.objects.filter(lets, current_release__isnull=False).select_related("ways").order_by("title")


def memberships_here(organisation: Organisation, *, on: date) -> list[Membership]:
    """Roles that people who can sign in hold here today. One query."""
    held = current_memberships(on=on).filter(organisation=organisation, user__is_active=True)
    return list(held.select_related("user"))


def by_name(people: dict[int, User]) -> list[User]:
    return sorted(people.values(), key=lambda one: (nordic(one.name), one.email))
