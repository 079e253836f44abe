"""Who comes, with their answers: one's own, those of others, and of a place that is named later or anew."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..domain.answers import Given
from ..enums import Retention
from ..models import Question
from .fields import good_email, good_name
from .questions import CONSENT, add_question_fields, answers_of, check_answers


class AnsweringForm(forms.Form):
    """Asks the questions of an event."""

    questions: Sequence[Question]

    @property
    def answers(self) -> Given:
        return answers_of(self, self.questions)

    @property
    def consents(self) -> bool:
        return bool(self.cleaned_data.get(CONSENT))


class PersonForm(AnsweringForm):
    """Who comes on one place, with their answers. Left empty, they are named later."""

    # The kind of place it is, said where a booking has several.
    ticket = ""
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, required=False, help_text=_("The ticket is sent there.")
    )
    is_assistant = forms.BooleanField(label=_("Comes as assistant or interpreter of somebody else"), required=False)

    def __init__(self, *args: Any, questions: Sequence[Question], needs_name: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.needs_name = questions, needs_name
        self.fields["name"].required = needs_name
        self.fields["name"].error_messages["required"] = _("Write who comes.")
        self.fields["name"].must_be_answered = True  # type: ignore[attr-defined]  # without one, nothing else counts
        add_question_fields(self, questions)

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        return good_name(name) if name else ""

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        return good_email(email) if email else ""

    def clean(self) -> None:
        if not self.is_somebody and not self.needs_name and not self.answers:
            return
        if not self.cleaned_data.get("name") and "name" not in self.errors:
            self.add_error("name", forms.ValidationError(_("Write who comes."), code="required"))
        if not self.cleaned_data.get("is_assistant"):
            check_answers(self, self.questions, must=self.must_answer)

    @property
    def must_answer(self) -> Sequence[Question]:
        return self.questions

    @property
    def is_somebody(self) -> bool:
        return bool(self.cleaned_data.get("name") or self.cleaned_data.get("email"))


class RenameForm(PersonForm):
    """The same for who ordered. The address of a participant is not shown to them: it is kept, or replaced."""

    somebody_else = forms.BooleanField(
        label=_("Somebody else comes instead"),
        required=False,
        help_text=_("They get a new ticket, and the old one opens no door any more."),
    )
    field_order = ("somebody_else", "name", "email", "is_assistant")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("Leave it empty to keep the address we have of the same person.")

    @property
    def is_same(self) -> bool:
        return not self.cleaned_data.get("somebody_else") and not self.cleaned_data.get("email")

    @property
    def must_answer(self) -> Sequence[Question]:
        """What the same person told about needs is not shown here, and stays; nobody need answer it again."""
        if self.is_same and self.is_anew:
            return []
        kept = [one for one in self.questions if one.retention != Retention.SENSITIVE]
        return kept if self.is_same else self.questions

    @property
    def is_anew(self) -> bool:
        """It was shown a second time, without any answer, because it may be somebody else."""
        return "anew" in self.data


class OwnAnswersForm(AnsweringForm):
    """What whoever orders answers for themselves."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        add_question_fields(self, questions)

    def clean(self) -> None:
        check_answers(self, self.questions)
