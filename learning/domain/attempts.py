"""Trying a quiz: answers are saved as they are given, and marked when they are handed in.

A timed attempt is started first, and its clock is the server's (learning/timing.py): what comes too late is refused,
and what was saved in time is handed in, by the learner's next click or by a tick.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cms.people.models import User

from ..answers import Answers, unanswered
from ..corrections import corrected
from ..drawing import draw, served
from ..enums import AttemptState, ItemKind, ItemStatus, Verb
from ..models import Attempt, Enrolment
from ..outline import Item, outline_of
from ..queries import extra_time_of, open_among, quiz_on, seed_of, with_grade
from ..timing import due_after, time_is_up
from .enrolments import EnrolmentEnded
from .marking import mark_question, score_of
from .progress import Desk, LessonLocked, UnknownItem, keep_state, sit_down, take_down_done, write_fact

Quiz = dict[str, Any]
Questions = list[dict[str, Any]]
ReadAnswers = Callable[[Questions], Answers]


class NoAttemptsLeft(Exception):
    """Every attempt the quiz allows has been used."""


class NotStarted(Exception):
    """A timed quiz is started first: its clock runs from then on."""


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

    def questions(self, attempt: Attempt) -> Questions:
        """What the attempt asks, with the keys that hold now."""
        course, language = self.desk.enrolment.course, self.desk.standing.language
        return corrected(served(self.quiz, attempt.served), course, item_key=self.item.key, language=language)

    def is_late(self, attempt: Attempt | None, *, at: datetime) -> bool:
        return attempt is not None and time_is_up(attempt, organisation_id=self.desk.enrolment.organisation_id, at=at)


@transaction.atomic
def start_attempt(*, enrolment: Enrolment, lesson_key: UUID, item_key: str, by: User | None, at: datetime) -> Attempt:
    """Start an attempt, and its clock where there is one; the one that is under way already is returned as it is.

    One whose time is up is handed in. Raises UnknownItem, LessonLocked, EnrolmentEnded, NoAttemptsLeft.
    """
    opened = _open(enrolment, lesson_key, item_key, at=at)
    attempt = opened.open_attempt
    if attempt is None:
        attempt = _new(opened, at=at)
        attempt.save()
    elif opened.is_late(attempt, at=at):
        _hand_in(opened, attempt, ran_out=True, by=by, at=at)
    return attempt


@transaction.atomic
def save_answers(
    *, enrolment: Enrolment, lesson_key: UUID, item_key: str, read: ReadAnswers, by: User | None, at: datetime
) -> Attempt:
    """Save answers of the attempt under way, starting one if there is none.

    `read` is given the questions that are asked and returns what was answered. When time is up, the answers are
    refused, and the attempt returned is handed in as it was saved. Raises UnknownItem, LessonLocked, EnrolmentEnded,
    NoAttemptsLeft, NotStarted.
    """
    opened = _open(enrolment, lesson_key, item_key, at=at)
    if (late := opened.open_attempt) and opened.is_late(late, at=at):
        return _hand_in(opened, late, ran_out=True, by=by, at=at)
    attempt = _answered(opened, read, at=at)
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
    is still started. Answers that come too late are refused as in `save_answers`; raises as it does.
    """
    opened = _open(enrolment, lesson_key, item_key, at=at)
    if (late := opened.open_attempt) and opened.is_late(late, at=at):
        return _hand_in(opened, late, ran_out=True, by=by, at=at)
    attempt = _answered(opened, read, at=at)
    if only_whole and unanswered(opened.questions(attempt), attempt.answers):
        attempt.save()
        return attempt
    return _hand_in(opened, attempt, by=by, at=at)


@transaction.atomic
def hand_in_overdue(*, attempt_id: int, at: datetime) -> bool:
    """Hand in what was saved of an attempt whose time is up; say whether it was. Safe to call at any time, and again.

    Where the learner has left the course or its quiz meanwhile, or the quiz begins afresh, the attempt is closed and
    counts for nothing.
    """
    attempt = Attempt.objects.select_related("enrolment", "release").filter(pk=attempt_id).first()
    if attempt is None:
        return False
    if not attempt.counts:
        return _close(attempt, at=at)
    enrolment, key = attempt.enrolment, attempt.item_key
    try:
        opened = _open(enrolment, UUID(key.split(":", 1)[0]), key, at=at)
    except (EnrolmentEnded, UnknownItem, LessonLocked):
        return _close(attempt, at=at)
    late = opened.open_attempt
    if late is None or late.pk != attempt_id or not opened.is_late(late, at=at):
        return False
    _hand_in(opened, late, ran_out=True, by=None, at=at)
    return True


def _close(attempt: Attempt, *, at: datetime) -> bool:
    """Mark an attempt that belongs to no quiz of its learner any more; no fact comes of it."""
    locked = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    if locked.state != AttemptState.STARTED or not time_is_up(
        locked, organisation_id=attempt.enrolment.organisation_id, at=at
    ):
        return False
    quiz = quiz_on(attempt.release, attempt.item_key, "")
    _mark(locked, served(quiz, locked.served), pass_mark=quiz["pass_mark"], ran_out=True, at=at)
    return True


def _open(enrolment: Enrolment, lesson_key: UUID, item_key: str, *, at: datetime) -> OpenQuiz:
    desk = sit_down(enrolment, at=at)
    item = desk.item(lesson_key, item_key, ItemKind.QUIZ)
    rows = with_grade(desk.enrolment.attempts.filter(item_key=item_key))
    attempts = list(rows.select_related("release").defer("release__outline").order_by("number"))
    under_way = open_among(attempts)
    if under_way is None:
        return OpenQuiz(desk, item, quiz_on(desk.enrolment.release, item_key, desk.standing.language), attempts)
    as_served = outline_of(under_way.release).by_key[lesson_key].item(item_key) or item
    return OpenQuiz(desk, as_served, quiz_on(under_way.release, item_key, desk.standing.language), attempts)


def _answered(opened: OpenQuiz, read: ReadAnswers, *, at: datetime) -> Attempt:
    """The attempt under way, or a new one, with these answers; not written yet."""
    attempt = opened.open_attempt
    if attempt is None:
        if opened.quiz.get("minutes"):
            raise NotStarted(opened.item.key)
        attempt = _new(opened, at=at)
    attempt.answers = read(opened.questions(attempt))
    attempt.saved_at = at
    return attempt


def _new(opened: OpenQuiz, *, at: datetime) -> Attempt:
    """An attempt that begins now; not written yet."""
    enrolment, number = opened.desk.enrolment, len(opened.attempts) + 1
    allowed = opened.quiz["max_attempts"]
    if allowed and len(opened.counting) >= allowed:
        raise NoAttemptsLeft(opened.item.key)
    seed = seed_of(enrolment, number)
    return Attempt(
        enrolment=enrolment,
        item_key=opened.item.key,
        release=enrolment.release,
        number=number,
        seed=seed,
        served=draw(opened.quiz, seed=seed),
        started_at=at,
        saved_at=at,
        due_at=_due_at(enrolment, opened.quiz, at=at),
    )


def _due_at(enrolment: Enrolment, quiz: Quiz, *, at: datetime) -> datetime | None:
    minutes = quiz.get("minutes", 0)
    if not minutes:
        return None
    more = extra_time_of(enrolment, at=at)
    return due_after(minutes, percent_more=more.percent if more else 0, start=at)


def _hand_in(opened: OpenQuiz, attempt: Attempt, *, by: User | None, at: datetime, ran_out: bool = False) -> Attempt:
    questions = opened.questions(attempt)
    _mark(attempt, questions, pass_mark=opened.quiz["pass_mark"], ran_out=ran_out, at=at)
    _take_down(opened, attempt, by=by, at=at)
    return attempt


def _mark(attempt: Attempt, questions: Questions, *, pass_mark: int, ran_out: bool, at: datetime) -> None:
    marks = {question["id"]: mark_question(question, attempt.answers.get(question["id"])) for question in questions}
    attempt.marked = {question_id: mark.as_json() for question_id, mark in marks.items()}
    attempt.score = score_of(list(marks.values()))
    attempt.passed = attempt.score >= pass_mark
    attempt.state = AttemptState.SUBMITTED
    attempt.submitted_at, attempt.ran_out = at, ran_out
    attempt.save()


def _take_down(opened: OpenQuiz, attempt: Attempt, *, by: User | None, at: datetime) -> None:
    """Write the fact and the projection. A quiz once passed stays passed, whatever later tries give."""
    desk, item = opened.desk, opened.item
    verb = Verb.PASSED if attempt.passed else Verb.FAILED
    facts = {"attempt": attempt.number, "score": attempt.score}
    write_fact(desk, verb, item, client_id=f"attempt:{item.key}:{attempt.number}", by=by, at=at, **facts)
    best = max([attempt.score or 0, *(earlier.final_score or 0 for earlier in opened.counting)])
    if item.key in desk.standing.done:
        keep_state(desk, item, attempts=attempt.number, best_score=best)
    elif attempt.passed:
        take_down_done(desk, item, by=by, at=at, attempts=attempt.number, score=best)
    else:
        keep_state(desk, item, status=ItemStatus.UNDER_WAY, attempts=attempt.number, best_score=best)
