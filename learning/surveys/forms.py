"""A frozen version as a form to fill in, and what was filled in as answers."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import escape
from django.utils.translation import gettext as _

from cms.texts import said

from .answers import CANNOT, Answers, is_shown, without_hidden
from .content import Asked, Content
from .enums import TEXTS, WITH_OPTIONS, QuestionKind

CANNOT_VALUE = "cannot"
SHORT, LONG = 300, 4000
# Kinds where "cannot answer" is one more line to choose; beside the others it is a tick of its own.
CHOSEN = WITH_OPTIONS | {QuestionKind.SCALE, QuestionKind.YES_NO}


def field_name(question: Asked) -> str:
    return f"q-{question.key}"


class AnswerForm(forms.Form):
    """One field a question. Nothing that was typed is lost: a draft fills it in again as it was."""

    use_required_attribute = False

    def __init__(
        self, *args: Any, content: Content, language: str, draft: Mapping[str, list[str]] | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.content, self.language = content, content.language_for(language)
        for question in content.questions:
            self._add(question)
        if draft:
            self._fill_in(draft)

    def _add(self, question: Asked) -> None:
        name = field_name(question)
        self.fields[name] = field = _field(question, self.language)
        field.widget.attrs["lang"] = self.language
        if question.cannot_answer and question.kind not in CHOSEN:
            self.fields[f"{name}-cannot"] = forms.BooleanField(label=_("I cannot answer this"), required=False)

    def _fill_in(self, draft: Mapping[str, list[str]]) -> None:
        typed = QueryDict(mutable=True)
        for name, values in draft.items():
            typed.setlist(name, values)
        for name, field in self.fields.items():
            self.initial[name] = field.widget.value_from_datadict(typed, {}, name)

    def clean(self) -> dict[str, Any]:
        """Read the answers. Questions that are not asked here want no answer, nor those one cannot answer."""
        values: dict[str, Any] = super().clean() or {}
        self.answers: Answers = {}
        for question in self.content.questions:
            name = field_name(question)
            if not is_shown(question, self.answers):
                self.errors.pop(name, None)
            elif values.get(f"{name}-cannot"):
                self._cannot(question, name)
            elif (answer := _answer(question, values.get(name))) is not None:
                self.answers[question.key] = answer
        self.answers = without_hidden(self.content, self.answers)
        return values

    def _cannot(self, question: Asked, name: str) -> None:
        if self.data.get(name, "").strip():
            self.add_error(name, _("You have answered and also ticked that you cannot. Take one of them away."))
            return
        self.errors.pop(name, None)
        self.answers[question.key] = CANNOT


def draft_from(content: Content, data: QueryDict) -> dict[str, list[str]]:
    """What stands in the fields right now, right or wrong, and nothing else that was sent."""
    names = [
        name for question in content.questions for name in (field_name(question), f"{field_name(question)}-cannot")
    ]
    return {name: [value[:LONG] for value in data.getlist(name)[:50]] for name in names if any(data.getlist(name))}


# --- Fields -------------------------------------------------------------------------------------


def _field(question: Asked, language: str) -> forms.Field:
    about: dict[str, Any] = {
        "label": said(question.text, language),
        # The component shows help as HTML.
        "help_text": escape(said(question.help, language)),
        "required": question.required,
    }
    if question.kind in CHOSEN:
        return _choice_field(question, language, about)
    if question.kind == QuestionKind.NUMBER:
        errors = {"invalid": _("Write a number, such as 12 or 2.5.")}
        box = forms.TextInput({"inputmode": "decimal", "class": "numeric"})
        return NumberField(max_digits=15, decimal_places=4, widget=box, error_messages=errors | _required(), **about)
    if question.kind == QuestionKind.DATE:
        errors = {"invalid": _("Write a day, such as 2027-02-25.")}
        box = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(widget=box, error_messages=errors | _required(), **about)
    long = question.kind == QuestionKind.LONG_TEXT
    words = forms.Textarea({"rows": 5}) if long else forms.TextInput()
    return forms.CharField(max_length=LONG if long else SHORT, widget=words, error_messages=_required(), **about)


def _required() -> dict[str, str]:
    return {"required": _("Answer this question before you send.")}


class NumberField(forms.DecimalField):
    """Takes the comma of the Nordic languages whatever language the page is in."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".").replace("\u2212", "-") if isinstance(value, str) else value)


def _choice_field(question: Asked, language: str, about: dict[str, Any]) -> forms.Field:
    choices = _choices(question, language)
    if question.kind != QuestionKind.MULTIPLE_CHOICE:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=_required(), **about)
    return ExclusiveChoices(choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=_required(), **about)


class ExclusiveChoices(forms.MultipleChoiceField):
    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if CANNOT_VALUE in value and len(value) > 1:
            raise forms.ValidationError(_("You have chosen answers and also that you cannot answer. Keep one of them."))


def _choices(question: Asked, language: str) -> list[tuple[str, str]]:
    cannot = [(CANNOT_VALUE, _("Cannot answer"))] if question.cannot_answer else []
    if question.kind == QuestionKind.YES_NO:
        return [("yes", _("Yes")), ("no", _("No")), *cannot]
    if question.kind == QuestionKind.SCALE:
        return [*((str(point), point_label(question, point, language)) for point in range(1, 6)), *cannot]
    return [*((option.key, said(option.label, language)) for option in question.options), *cannot]


def point_label(question: Asked, point: int, language: str) -> str:
    """1 – Not at all; 3; 5 – Completely."""
    end = said({1: question.low, 5: question.high}.get(point, {}), language)
    return f"{point} – {end}" if end else str(point)


# --- What was filled in -------------------------------------------------------------------------


def _answer(question: Asked, value: Any) -> Any:
    """The clean value of a field as it is kept; None where nothing was answered."""
    if value in (None, "", []):
        return None
    if question.kind in CHOSEN:
        if value in (CANNOT_VALUE, [CANNOT_VALUE]):
            return CANNOT
        return int(value) if question.kind == QuestionKind.SCALE else value
    if question.kind in TEXTS:
        return value
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value.isoformat()
