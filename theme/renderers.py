"""How form fields become HTML: as Django writes them, but single controls without a template each.

A form has a dozen controls of one line. Two templates for each of them took a third of the time of a page with a form.
"""

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

FOLDER = "django/forms/widgets"
SINGLE = frozenset(f"{FOLDER}/{name}.html" for name in ("text", "email", "number", "hidden", "checkbox", "url"))


class QuickRenderer(DjangoTemplates):
    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name in SINGLE:
            return _input(context["widget"])
        return super().render(template_name, context, request)


def _input(widget: dict[str, Any]) -> str:
    """What django/forms/widgets/input.html says."""
    pairs = {"type": widget["type"], "name": widget["name"]}
    if widget["value"] is not None:
        pairs["value"] = str(widget["value"]) if not hasattr(widget["value"], "__html__") else widget["value"]
    attributes = "".join(_attribute(name, value) for name, value in (*pairs.items(), *widget["attrs"].items()))
    return mark_safe(f"<input{attributes}>")  # noqa: S308  every part is escaped


def _attribute(name: str, value: Any) -> str:
    if value is False:
        return ""
    if value is True:
        return f" {conditional_escape(name)}"
    return f' {conditional_escape(name)}="{conditional_escape(value)}"'
