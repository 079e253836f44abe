"""Trying a quiz: answers are saved as they are given, and marked when they are handed in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cms.people.models import User

from ..answers import Answers, unanswered
from ..enums import AttemptState, ItemKind, ItemStatus, Verb
from ..models import Attempt, Enrolment
from ..outline import Item, outline_of
from ..queries import frozen_quiz, open_among, seed_of
from .marking import Mark, mark_question, score_of
from .progress import Desk, keep_state, sit_down, take_down_done, write_fact

Quiz = dict[str, Any]
ReadAnswers = Callable[[list[dict[str, Any]]], Answers]


class NoAttemptsLeft(Exception):
    """Every attempt the quiz allows has been used."""


@dataclass(frozen=True)
class OpenQuiz:
    """A locked quiz with the attempts made at it so far, oldest first: as the open attempt was served it, else as the
    learner's release has it. Attempts that count no more keep their numbers.
    """

    desk: Desk
    item: Item
    quiz: Quiz
    attempts: list[Attempt]

    @property
    def open_attempt(self) -> Attempt | None:
        return open_among(self.attempts)

    @property
    def counting(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.counts]


@transaction.atomic
def save_answers(
    *, enrolment: Enrolment, lesson_key: UUID, item_key: str, read: ReadAnswers, by: User | None, at: datetime
) -> Attempt:
    """Save answers of the attempt under way, starting one if there is none.

    `read` is given the release's questions and returns what was answered. Raises UnknownItem, LessonLocked,
    EnrolmentEnded, NoAttemptsLeft.
    """
    attempt = _answered(_open(enrolment, lesson_key, item_key), read, at=at)
    attempt.save()
    return attempt


@transaction.atomic
def submit_attempt(
    *,
    enrolment: Enrolment,
    lesson_key: UUID,
    item_key: str,
    read: ReadAnswers,
    by: User | None,
    at: datetime,
    only_whole: bool = False,
) -> Attempt:
    """Hand in the answers and mark them. What was marked is kept and never marked anew.

    With `only_whole`, answers that leave a question open are saved and stay with the learner: the attempt returned
    is still started. Raises as `save_answers`.
    """
    opened = _open(enrolment, lesson_key, item_key)
    attempt = _answered(opened, read, at=at)
    questions = opened.quiz["questions"]
    if only_whole and unanswered(questions, attempt.answers):
        attempt.save()
        return attempt
    marks = {question["id"]: mark_question(question, attempt.answers.get(question["id"])) for question in questions}
    _mark(attempt, marks, pass_mark=opened.quiz["pass_mark"], at=at)
    _take_down(opened, attempt, by=by, at=at)
    return attempt


def _open(enrolment: Enrolment, lesson_key: UUID, item_key: str) -> OpenQuiz:
    desk = sit_down(enrolment)
    item = desk.item(lesson_key, item_key, ItemKind.QUIZ)
    rows = desk.enrolment.attempts.filter(item_key=item_key).select_related("release").defer("release__outline")
    attempts = list(rows.order_by("number"))
    under_way = open_among(attempts)
    if under_way is None:
        return OpenQuiz(desk, item, frozen_quiz(desk.enrolment.release, item, desk.standing.language), attempts)
    served = outline_of(under_way.release).by_key[lesson_key].item(item_key) or item
    return OpenQuiz(desk, served, frozen_quiz(under_way.release, served, desk.standing.language), attempts)


def _answered(opened: OpenQuiz, read: ReadAnswers, *, at: datetime) -> Attempt:
    """The attempt under way, or a new one, with these answers; not written yet."""
    attempt = opened.open_attempt or _start(opened, at=at)
    attempt.answers = read(opened.quiz["questions"])
    attempt.saved_at = at
    return attempt


def _start(opened: OpenQuiz, *, at: datetime) -> Attempt:
    allowed = opened.quiz["max_attempts"]
    if allowed and len(opened.counting) >= allowed:
        raise NoAttemptsLeft(opened.item.key)
    return Attempt(
        enrolment=opened.desk.enrolment,
        item_key=opened.item.key,
        release=opened.desk.enrolment.release,
        number=len(opened.attempts) + 1,
        seed=seed_of(opened.desk.enrolment, len(opened.attempts) + 1),
        started_at=at,
    )


def _mark(attempt: Attempt, marks: dict[str, Mark], *, pass_mark: int, at: datetime) -> None:
    attempt.marked = {question_id: mark.as_json() for question_id, mark in marks.items()}
    attempt.score = score_of(list(marks.values()))
    attempt.passed = attempt.score >= pass_mark
    attempt.state = AttemptState.SUBMITTED
    attempt.submitted_at = at
    attempt.save()


def _take_down(opened: OpenQuiz, attempt: Attempt, *, by: User | None, at: datetime) -> None:
    """Write the fact and the projection. A quiz once passed stays passed, whatever later tries give."""
    desk, item = opened.desk, opened.item
    verb = Verb.PASSED if attempt.passed else Verb.FAILED
    facts = {"attempt": attempt.number, "score": attempt.score}
    write_fact(desk, verb, item, client_id=f"attempt:{item.key}:{attempt.number}", by=by, at=at, **facts)
    best = max([attempt.score or 0, *(earlier.score or 0 for earlier in opened.counting)])
    if item.key in desk.standing.done:
        keep_state(desk, item, attempts=attempt.number, best_score=best)
    elif attempt.passed:
        take_down_done(desk, item, by=by, at=at, attempts=attempt.number, score=best)
    else:
        keep_state(desk, item, status=ItemStatus.UNDER_WAY, attempts=attempt.number, best_score=best)
