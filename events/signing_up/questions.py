"""The questions of an occurrence as fields of a form, each with how long its answer is kept."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.texts import said

from ..domain.answers import LONGEST
from ..enums import QuestionKind, Retention
from ..models import Question

YES, NO = "yes", "no"
# Said at the question itself.
KEPT = {
    Retention.NORMAL: _("Kept as long as the booking."),
    Retention.CONTACT: _("Deleted when it is over."),
    Retention.SENSITIVE: _("Kept apart from the booking and deleted two weeks after it is over."),
}
CONSENT = "consents"


def add_question_fields(form: forms.Form, questions: Sequence[Question]) -> None:
    """The caller asks `answers_of` afterwards, and `check_answers` where they must be whole: no field is required by
    itself, for who comes must answer, and who only orders need not. One that must be answered is not called optional.
    """
    for question in questions:
        form.fields[_name(question)] = field = _field(question)
        field.must_be_answered = question.is_compulsory  # type: ignore[attr-defined]
    if any(question.retention == Retention.SENSITIVE for question in questions):
        form.fields[CONSENT] = forms.BooleanField(
            label=_(
                "Yes, you may keep what is told here about food, access and other needs until two weeks after the event"
            ),
            required=False,
            help_text=_("Must be ticked if you have told us something above that is kept apart."),
        )
        form.fields[CONSENT].must_be_answered = True  # type: ignore[attr-defined]


def answers_of(form: forms.Form, questions: Sequence[Question]) -> dict[UUID | str, Any]:
    """By key, as `book` takes them; what was left empty is left out."""
    answers: dict[UUID | str, Any] = {
        str(question.key): _answer(question, form.cleaned_data.get(_name(question))) for question in questions
    }
    return {key: value for key, value in answers.items() if value not in (None, "", [])}


def check_answers(form: forms.Form, questions: Sequence[Question], *, must: Sequence[Question] | None = None) -> None:
    """Say at each question what it lacks; `must` where not all that is asked for must be answered now."""
    answers = answers_of(form, questions)
    for question in questions if must is None else must:
        if question.is_compulsory and str(question.key) not in answers and _name(question) not in form.errors:
            form.add_error(_name(question), forms.ValidationError(_("Please answer this."), code="required"))
    sensitive = {str(question.key) for question in questions if question.retention == Retention.SENSITIVE}
    if sensitive & set(answers) and not form.cleaned_data.get(CONSENT):
        words = _("We may only keep this if you say yes. Say yes here, or take the answers out above.")
        form.add_error(CONSENT, forms.ValidationError(words, code="consent"))


def _name(question: Question) -> str:
    return f"q-{question.key}"


def _field(question: Question) -> forms.Field:
    own_help = said(question.helps, get_language() or "nb", "nb")
    about: dict[str, Any] = {
        "label": question.text,
        "required": False,
        "help_text": " ".join(part for part in (own_help, str(KEPT[Retention(question.retention)])) if part),
    }
    kind = QuestionKind(question.kind)
    if kind == QuestionKind.LINE:
        return forms.CharField(max_length=LONGEST[kind], **about)
    if kind == QuestionKind.TEXT:
        return forms.CharField(max_length=LONGEST[kind], widget=forms.Textarea({"rows": 3}), **about)
    if kind == QuestionKind.YES_NO:
        return forms.ChoiceField(choices=[(YES, _("Yes")), (NO, _("No"))], widget=forms.RadioSelect, **about)
    if kind == QuestionKind.CHOICE:
        return forms.ChoiceField(choices=_options(question), widget=forms.RadioSelect, **about)
    return forms.MultipleChoiceField(choices=_options(question), widget=forms.CheckboxSelectMultiple, **about)


def _options(question: Question) -> list[tuple[str, str]]:
    language = get_language() or "nb"
    return [(one["value"], said(one.get("texts", {}), language, "nb") or one["value"]) for one in question.options]


def _answer(question: Question, value: Any) -> Any:
    if question.kind == QuestionKind.YES_NO and value in (YES, NO):
        return value == YES
    return value


def initial_answers(questions: Sequence[Question], kept: Sequence[Any], *, consents: bool) -> dict[str, Any]:
    """What was answered before, for the fields that `add_question_fields` makes."""
    values = {one.question_id: one.value for one in kept}
    words = {True: YES, False: NO}
    initial = {
        _name(one): words[values[one.pk]] if isinstance(values[one.pk], bool) else values[one.pk]
        for one in questions
        if one.pk in values
    }
    return initial | {CONSENT: consents}
