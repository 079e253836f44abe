"""Short texts in up to four languages: one JSON column, one small input for each language in the editor's form."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

Texts = dict[str, str]
CODES = tuple(code for code, _name in settings.LANGUAGES)


def said(texts: Texts, *languages: str) -> str:
    """The text in the first of these languages that has one, else in whichever does."""
    return texts.get(language_of(texts, *languages), "")


def language_of(texts: Texts, *languages: str) -> str:
    """In which of them `said` finds it; nothing where there is no text."""
    return next((code for code in (*languages, *CODES) if texts.get(code)), "")


def foreign_to(reading: str, texts: Texts) -> str:
    """For `lang` of what stands among words of another language; nothing where it is the one that is read."""
    found = language_of(texts, reading, "nb")
    return "" if found == reading else found


class TextsWidget(forms.MultiWidget):
    """One input a language, each named by its language, in that language."""

    template_name = "cms/admin/texts_widget.html"
    use_fieldset = True

    def __init__(self, *, lines: int = 1) -> None:
        super().__init__({code: self._input(code, lines) for code in CODES})

    @staticmethod
    def _input(code: str, lines: int) -> forms.Widget:
        attributes: dict[str, Any] = {"lang": code, "aria-label": get_language_info(code)["name_local"].capitalize()}
        return forms.Textarea(attributes | {"rows": lines}) if lines > 1 else forms.TextInput(attributes)

    def decompress(self, value: Texts | None) -> list[str]:
        return [(value or {}).get(code, "") for code in CODES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for code, part in zip(CODES, context["widget"]["subwidgets"], strict=True):
            part["language"] = get_language_info(code)["name_local"].capitalize()
        return context


class TextsFormField(forms.MultiValueField):
    def __init__(self, *, max_length: int, lines: int = 1, **kwargs: Any) -> None:
        parts = [forms.CharField(max_length=max_length, required=False) for _code in CODES]
        super().__init__(parts, require_all_fields=False, widget=TextsWidget(lines=lines), **kwargs)

    def compress(self, values: list[str]) -> Texts:
        return {code: text for code, text in zip(CODES, values, strict=False) if text}

    def clean(self, value: Any) -> Texts:
        cleaned: Texts = super().clean(value) or {}
        return cleaned

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or {}) != self.compress(list(data or []))


class TextsField(models.JSONField):
    """A column of texts by language code. `lines` more than one gives room for sentences."""

    def __init__(self, *args: Any, lines: int = 1, max_length: int = 500, **kwargs: Any) -> None:
        self.lines, self.longest = lines, max_length
        super().__init__(*args, **{"default": dict, "blank": True, **kwargs})

    def deconstruct(self) -> Any:
        """Rows and lengths are the form's business, not the table's."""
        name, _path, arguments, keywords = super().deconstruct()
        return name, "django.db.models.JSONField", arguments, keywords

    def formfield(self, **kwargs: Any) -> Any:
        return TextsFormField(
            max_length=self.longest,
            lines=self.lines,
            required=not self.blank,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
            error_messages={"required": _("Write it in one language at least.")},
        )
