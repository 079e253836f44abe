"""Wagtail's actions on many people at once, which go past forms and roles: for administrators alone, and logged."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.http import HttpRequest
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction

from cms import audit, clock
from cms.choices import CHOOSE

from .forms import name_of_group, other_groups
from .models import User
from .rules import is_administrator


class GroupForm(forms.Form):
    role: "forms.ModelChoiceField[Group]" = forms.ModelChoiceField(queryset=Group.objects.none(), empty_label=CHOOSE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.queryset = other_groups()
        field.label_from_instance = name_of_group


class _ByAdministrators:
    request: HttpRequest

    def check_perm(self, obj: User) -> bool:
        return is_administrator(self.request.user) and obj.pk != self.request.user.pk


class AssignGroup(_ByAdministrators, AssignRoleBulkAction):
    form_class = GroupForm


class DeletePeople(DeleteBulkAction):
    """Takes the place of Wagtail's, and deletes nobody: people are erased one by one (cms/privacy)."""

    def check_perm(self, obj: User) -> bool:
        return False


class SetActive(_ByAdministrators, SetActiveStateBulkAction):
    pass


OURS = (AssignGroup, DeletePeople, SetActive)


def leave_lines(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """One line in the log for each person: Wagtail leaves none."""
    if isinstance(action, OURS):
        user, at = request.user, clock.now()
        assert isinstance(user, User)
        for person in objects:
            audit.record(person, action="people.change_many", by=user, at=at, what=action_type)
