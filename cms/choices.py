"""Lists to choose from say in words what choosing nothing means, instead of a row of dashes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.models import WagtailAdminModelFormMetaclass

DASHES = "---------"
CHOOSE, NONE = _("Choose…"), _("None")


def name_empty_choices(form: forms.BaseForm) -> None:
    """Where something must be chosen, ask for it; where nothing is an answer, say so. Own words are left alone."""
    for field in form.fields.values():
        words = CHOOSE if field.required else NONE
        if isinstance(field, forms.ModelChoiceField):
            if field.empty_label == DASHES:
                field.empty_label = words
        elif isinstance(field, forms.ChoiceField):
            _name_in(field, words)


def _name_in(field: Any, words: Any) -> None:
    choices = list(field.choices)
    if any(label == DASHES for _value, label in choices):
        field.choices = [(value, words if label == DASHES else label) for value, label in choices]


class _Worded(forms.BaseForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_empty_choices(self)


class _WithWordedRows(WagtailAdminModelFormMetaclass):
    """Rows that stand below a form are worded as it is; Wagtail makes their forms without asking ours."""

    def __new__(cls, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        made = super().__new__(cls, name, bases, attrs)
        for rows in getattr(made, "formsets", {}).values():
            rows.form = type(rows.form)(rows.form.__name__, (_Worded, rows.form), {})
        return made


class WordedModelForm(_Worded, WagtailAdminModelForm, metaclass=_WithWordedRows):
    """A form of Wagtail's admin whose empty choices are in words, also in the rows below it."""
