import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from theme.renderers import SINGLE, QuickRenderer

WIDGETS = [
    forms.TextInput,
    forms.EmailInput,
    forms.NumberInput,
    forms.HiddenInput,
    forms.CheckboxInput,
    forms.URLInput,
]
VALUES = [None, "", 0, 7, 1.5, True, False, '"><script>', "Ås & «Flå»", mark_safe("a&amp;b"), gettext_lazy("Name")]
ATTRS = [
    {},
    {"id": "id_x", "required": True, "disabled": False, "maxlength": 40},
    {"placeholder": gettext_lazy("Name"), "title": "\"a' <b>", "aria-describedby": "x_help x_error", "data-x": None},
]


def shown(widget, renderer, value, attrs):
    return widget().render("x", value, attrs=dict(attrs), renderer=renderer)


@pytest.mark.parametrize("attrs", ATTRS, ids=["none", "usual", "strange"])
@pytest.mark.parametrize("widget", WIDGETS)
def test_controls_are_written_as_django_writes_them(widget, attrs):
    assert widget.template_name in SINGLE

    for value in VALUES:
        assert shown(widget, QuickRenderer(), value, attrs) == shown(widget, DjangoTemplates(), value, attrs)


def test_other_widgets_have_their_templates():
    widget = forms.Select(choices=[("a", "A")])

    assert widget.render("x", "a", renderer=QuickRenderer()) == widget.render("x", "a", renderer=DjangoTemplates())
