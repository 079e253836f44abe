from django import forms
from wagtail.users.forms import UserCreationForm, UserEditForm

from .emails import WrongName, check_name
from .models import User


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("name", "language")

    def clean_name(self) -> str:
        try:
            return check_name(self.cleaned_data["name"])
        except WrongName as wrong:
            raise forms.ValidationError(wrong.reason) from None


class _AdminPersonForm:
    """Wagtail asks for first and last name; people here have one name and a language."""

    first_name = None
    last_name = None


class AdminUserCreationForm(_AdminPersonForm, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields - {"first_name", "last_name"} | {"name", "language"}


class AdminUserEditForm(_AdminPersonForm, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields - {"first_name", "last_name"} | {"name", "language"}
