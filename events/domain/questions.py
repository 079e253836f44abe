"""What participants of an occurrence are asked; what they say to it is kept by `answers`."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from cms import audit
from cms.people.models import User
from cms.texts import Texts

from ..enums import QuestionKind, Retention
from ..models import Occurrence, Question
from .parts import InUse, living


class QuestionAnswered(InUse):
    """What people answered goes on meaning what it meant."""


class MustNotBeCompulsory(Exception):
    """What is kept apart is told by whoever wants to: keeping it asks for a yes that is given freely."""


class OptionsMissing(Exception):
    """A choice has something to choose from."""


@dataclass(frozen=True, kw_only=True)
class QuestionTerms:
    texts: Texts
    kind: str = QuestionKind.LINE
    helps: Texts = field(default_factory=dict)
    options: tuple[dict[str, Any], ...] = ()
    required: bool = False
    retention: str = Retention.NORMAL
    position: int = 0


@transaction.atomic
def set_question(
    *, occurrence: Occurrence, question: Question | None = None, terms: QuestionTerms, by: User | None, at: datetime
) -> Question:
    """Ask something at sign-up, or ask it otherwise. What is answered already keeps its kind and how long it is kept.

    Raises QuestionAnswered, OptionsMissing, MustNotBeCompulsory, AlreadyEnded.
    """
    row = living(occurrence)
    if terms.required and terms.retention == Retention.SENSITIVE:
        raise MustNotBeCompulsory
    if terms.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES} and len(terms.options) < 2:
        raise OptionsMissing
    if question and _is_answered(question) and (question.kind, question.retention) != (terms.kind, terms.retention):
        raise QuestionAnswered
    question = question or Question(occurrence=row)
    for name, value in asdict(terms).items():
        setattr(question, name, list(value) if name == "options" else value)
    question.save()
    audit.record(question, action="events.set_question", by=by, at=at, occurrence=row.pk)
    return question


@transaction.atomic
def remove_question(*, question: Question, by: User | None, at: datetime) -> None:
    """Raises QuestionAnswered, AlreadyEnded."""
    row = living(question.occurrence)
    if _is_answered(question):
        raise QuestionAnswered
    audit.record(question, action="events.remove_question", by=by, at=at, occurrence=row.pk)
    question.delete()


def _is_answered(question: Question) -> bool:
    return question.answers.exists() or question.needs.exists()
