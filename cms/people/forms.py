from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from .emails import WrongName, check_name
from .models import User
from .models.user import canonical_email
from .roles import STAFF_ROLES, group_in_words
from .rules import is_administrator

ROLE_GROUPS = frozenset(role.group for role in STAFF_ROLES)


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("name", "language")

    def clean_name(self) -> str:
        try:
            return check_name(self.cleaned_data["name"])
        except WrongName as wrong:
            raise forms.ValidationError(wrong.reason) from None


class GiveRoleForm(forms.Form):
    email = forms.EmailField(label=_("E-mail of the person"), help_text=_("The person must have signed up already."))

    def clean_email(self) -> str:
        email = canonical_email(self.cleaned_data["email"])
        self.person = User.objects.filter(email=email, is_active=True).first()
        if self.person is None:
            raise forms.ValidationError(_("Nobody is registered with this address. Check the spelling."))
        return email


def other_groups() -> QuerySet[Group]:
    """Groups that an operator has made, and Wagtail's moderators: not the groups of our roles."""
    return Group.objects.exclude(name__in=ROLE_GROUPS)


def name_of_group(group: Group) -> str:
    return group_in_words(group.name)


class _AdminPersonForm:
    """Wagtail asks for first and last name; people here have one name and a language.

    Roles are given on their own page, by verbs that say no and leave a line in the log. Passwords and other groups are
    for administrators: whoever could set a password could sign in as that person.
    """

    first_name = None
    last_name = None
    is_superuser = None
    fields: dict[str, Any]
    instance: User
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)
        if is_administrator(by):
            self.fields["groups"].queryset = other_groups()
            self.fields["groups"].label_from_instance = name_of_group
        else:
            del self.fields["groups"]

    @property
    def password_enabled(self) -> bool:
        return is_administrator(self.by)

    def clean_groups(self) -> QuerySet[Group]:
        """The groups that were ticked, and those of the roles the person has: they are not this form's to take."""
        kept = Q(user=self.instance.pk, name__in=ROLE_GROUPS) if self.instance.pk else Q(pk=None)
        return Group.objects.filter(Q(pk__in=self.cleaned_data["groups"]) | kept).distinct()


OURS = {"name", "language"}
NOT_OURS = {"first_name", "last_name", "is_superuser"}


class AdminUserCreationForm(_AdminPersonForm, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields - NOT_OURS | OURS

    def save(self, commit: bool = True) -> User:
        if not self.password_enabled:
            self.instance.set_unusable_password()
        return super().save(commit=commit)


class AdminUserEditForm(_AdminPersonForm, UserEditForm):
    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:
            del self.fields["is_active"]

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields - NOT_OURS | OURS
