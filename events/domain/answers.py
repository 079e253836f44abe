"""Questions and answers: what is asked of each participant, and where what they say is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from cms import audit, clock
from cms.people.models import User
from cms.privacy.consents import SPECIAL_NEEDS
from cms.privacy.domain.consents import give_consent
from cms.privacy.domain.sensitive import ReasonMissing
from cms.privacy.enums import ConsentWay, SensitiveKind
from cms.privacy.models import AccessLogEntry

from ..enums import LIVE_STATES, OccurrenceState, QuestionKind, Retention
from ..models import Answer, Need, Occurrence, Place, Question

# A need is deleted this long after the end.
KEPT_AFTERWARDS = timedelta(days=14)
LONGEST = {QuestionKind.LINE: 200, QuestionKind.TEXT: 2000}
Given = Mapping[UUID | str, Any]


class AnswerMissing(Exception):
    """Questions that must be answered and are not, by key."""

    def __init__(self, questions: Sequence[UUID]) -> None:
        super().__init__(*questions)
        self.questions = list(questions)


class AnswerNotGood(Exception):
    """An answer that is too long, was not among those to choose from, or answers nothing that was asked, by key."""

    def __init__(self, question: Any) -> None:
        super().__init__(question)
        self.question = question


class ConsentMissing(Exception):
    """Something about food, access or other needs was told without a yes to its being kept."""


@dataclass(frozen=True)
class Sorted:
    """Answers of one person that are good, by where they are kept."""

    plain: list[tuple[Question, Any]]
    sensitive: list[tuple[Question, Any]]


def sort_answers(questions: Sequence[Question], given: Given, *, consents: bool, whole: bool = True) -> Sorted:
    """Check what somebody answered. Unless it is to be `whole`, they may answer the rest later.

    Raises AnswerMissing, AnswerNotGood, ConsentMissing.
    """
    answers = {str(key): value for key, value in given.items()}
    if unknown := set(answers) - {str(question.key) for question in questions}:
        raise AnswerNotGood(min(unknown))
    good = [(question, _good(question, answers.get(str(question.key)))) for question in questions]
    missing = [question.key for question, value in good if question.is_compulsory and value is None]
    if missing and whole:
        raise AnswerMissing(missing)
    said = [(question, value) for question, value in good if value is not None]
    sensitive = [pair for pair in said if pair[0].retention == Retention.SENSITIVE]
    if sensitive and not consents:
        raise ConsentMissing
    return Sorted([pair for pair in said if pair[0].retention != Retention.SENSITIVE], sensitive)


def keep_answers(
    answered: Sequence[tuple[Place, Sorted]], *, occurrence: Occurrence, by: User | None, at: datetime
) -> None:
    """Write the answers of new places, or in place of earlier ones; two statements, however many they are.

    A participant who answers for themselves with an account has their yes to it taken down in `cms.privacy`.
    """
    plain = [Answer(place=place, question=one, value=value) for place, own in answered for one, value in own.plain]
    needs = [
        Need(place=place, question=one, value=value, delete_on=deletion_day(occurrence))
        for place, own in answered
        for one, value in own.sensitive
    ]
    if plain:
        Answer.objects.bulk_create(plain)
    if needs:
        Need.objects.bulk_create(needs)
        if by and any(own.sensitive and place.user_id == by.pk for place, own in answered):
            give_consent(user=by, purpose=SPECIAL_NEEDS, by=by, at=at, how=ConsentWay.FORM)


def forget_answers(place: Place, questions: Sequence[Question] | None = None) -> None:
    """All of a place, or those to some questions."""
    for model in (Answer, Need):
        rows = model.objects.filter(place=place)
        (rows if questions is None else rows.filter(question__in=questions)).delete()


def deletion_day(occurrence: Occurrence) -> date:
    return occurrence.ends_at.astimezone(occurrence.zone).date() + KEPT_AFTERWARDS


def delete_needs(*, at: datetime) -> int:
    """Delete needs whose day has come, those of places that no longer live, and what was kept until the end only. What
    is postponed has not ended.
    """
    over = Need.objects.filter(delete_on__lte=clock.local_date(at)) | Need.objects.exclude(place__state__in=LIVE_STATES)
    deleted, _by_model = over.delete()
    contact = Answer.objects.filter(question__retention=Retention.CONTACT, place__occurrence__ends_at__lte=at)
    return deleted + contact.exclude(place__occurrence__state=OccurrenceState.POSTPONED).delete()[0]


@dataclass(frozen=True)
class NeedCount:
    """How many of those who come said one thing."""

    question: Question
    value: Any
    number: int


def counted_needs(*, occurrence: Occurrence, by: User, at: datetime) -> list[NeedCount]:
    """For the kitchen: what is needed how often, and no names. That it was asked for stands in the log."""
    lives = Need.objects.filter(place__occurrence=occurrence, place__state__in=LIVE_STATES)
    rows = lives.values("question", "value").annotate(number=Count("pk")).order_by("question__position", "question")
    questions = Question.objects.in_bulk({row["question"] for row in rows})
    counted: dict[tuple[int, str], NeedCount] = {}
    for row in rows:
        for value in row["value"] if isinstance(row["value"], list) else [row["value"]]:
            held = counted.get((row["question"], str(value)))
            number = row["number"] + (held.number if held else 0)
            counted[row["question"], str(value)] = NeedCount(questions[row["question"]], value, number)
    audit.record(occurrence, action="events.count_needs", by=by, at=at, number=len(counted))
    return list(counted.values())


@transaction.atomic
def read_needs(*, place: Place, by: User, reason: str, at: datetime) -> list[Need]:
    """What one participant told, for who must see to it, who says why. It leaves a line in the log, and one the person
    sees where they have an account; reading one's own leaves none.

    The caller has asked its own rules whether `by` may read. Raises ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    needs = list(place.needs.select_related("question").order_by("question__position", "question"))
    if needs and place.user_id != by.pk:
        audit.record(place, action="events.read_needs", by=by, at=at, number=len(needs))
        if place.user_id:
            about = {
                "about": f"occurrence:{place.occurrence_id}",
                "kind": SensitiveKind.OTHER,
                "reason": reason.strip()[:200],
            }
            AccessLogEntry.objects.create(reader=by, subject_id=place.user_id, **about, at=at)
    return needs


def _good(question: Question, value: Any) -> Any:
    """The answer as it is kept; None where nothing was said. Raises AnswerNotGood."""
    if value is None or value in ("", [], ()):
        return None
    kind = QuestionKind(question.kind)
    if kind in LONGEST:
        return _text(question, value, LONGEST[kind])
    if kind == QuestionKind.YES_NO:
        return _one_of(question, value, [True, False])
    offered = [option["value"] for option in question.options]
    if kind == QuestionKind.CHOICE:
        return _one_of(question, value, offered)
    if not isinstance(value, list | tuple):
        raise AnswerNotGood(question.key)
    return list(dict.fromkeys([_one_of(question, one, offered) for one in value]))


def _text(question: Question, value: Any, longest: int) -> str | None:
    if not isinstance(value, str) or len(value) > longest:
        raise AnswerNotGood(question.key)
    return value.replace("\x00", "").strip() or None


def _one_of(question: Question, value: Any, offered: list[Any]) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        raise AnswerNotGood(question.key)
    if value not in offered:
        raise AnswerNotGood(question.key)
    return value
