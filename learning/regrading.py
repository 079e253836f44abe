"""What a mended key would change, worked out before anything is written: plain reads, streamed.

Only the one question is marked anew; what the others gave stands in the attempt. Whoever has passed stays passed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from .bank.models import Question as BankQuestion
from .corrections import Key, corrected, fits, key_of, marks_alike, with_key
from .domain.marking import Mark, mark_question, score_of
from .drawing import questions_by_id
from .enums import AttemptState
from .models import Attempt, Course, CourseRelease, GradingEvent
from .outline import outline_of
from .queries import quiz_on, with_grade

Correction = dict[str, Key]
Question = dict[str, Any]
CHUNK = 500


@dataclass(frozen=True)
class Mended:
    """A key that says something else than what was marked with, and where it stands."""

    correction: Correction
    bank_version: int | None = None
    release_number: int | None = None

    @property
    def name(self) -> str:
        """What a form calls it."""
        return f"bank-{self.bank_version}" if self.bank_version else f"release-{self.release_number}"


@dataclass(frozen=True)
class Change:
    """One attempt that gives something else under the mended key."""

    attempt: Attempt
    mark: Mark
    score: int
    passed: bool
    # Whether the score is below the pass mark, whatever was passed before.
    below: bool

    @property
    def passes_now(self) -> bool:
        return self.passed and not self.attempt.final_passed

    @property
    def stays_passed(self) -> bool:
        """Below the pass mark now, and passed all the same: nobody loses what they have."""
        return bool(self.attempt.final_passed) and self.below


@dataclass
class Preview:
    """Who changes, counted."""

    passes_now: int = 0
    up: int = 0
    down: int = 0
    stays_passed: int = 0
    changes: list[Change] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.up + self.down


def preview_of(course: Course, item_key: str, question_id: str, correction: Correction, *, named: int = 50) -> Preview:
    """Count who would change, and name the first of them."""
    preview = Preview()
    for change in changes_of(course, item_key, question_id, correction):
        preview.up += change.score > (change.attempt.final_score or 0)
        preview.down += change.score <= (change.attempt.final_score or 0)
        preview.passes_now += change.passes_now
        preview.stays_passed += change.stays_passed
        if len(preview.changes) < named:
            preview.changes.append(change)
    return preview


def changes_of(course: Course, item_key: str, question_id: str, correction: Correction) -> Iterator[Change]:
    """Every attempt handed in whose points for the question change. Streamed: memory stays flat."""
    quizzes = _Quizzes(course, item_key)
    for attempt in attempts_at(course, item_key).iterator(chunk_size=CHUNK):
        change = _change(attempt, quizzes, question_id, correction)
        if change:
            yield change


def attempts_at(course: Course, item_key: str) -> QuerySet[Attempt]:
    """Attempts handed in at a quiz of a course, whichever release they were made on; not those that count no more."""
    tried = Attempt.objects.filter(
        enrolment__course=course, item_key=item_key, state=AttemptState.SUBMITTED, counts=True
    )
    shown = tried.select_related("enrolment__learner").prefetch_related("grading_events__regrade")
    return with_grade(shown).order_by("pk")


def mended_keys(course: Course, item_key: str, question_id: str) -> list[Mended]:
    """Keys that differ from those attempts are marked with now: the bank's newest, and the newest release's.

    What is older than the last regrade of the question has been overruled by it.
    """
    quizzes = _Quizzes(course, item_key)
    tried = set(attempts_at(course, item_key).order_by().values_list("release_id", flat=True).distinct())
    last = course.regrades.filter(item_key=item_key, question_id=question_id).order_by("-at").first()
    since = last.at if last else None
    found = [*_of_bank(question_id, since), *_of_release(course, quizzes, question_id, since)]
    return [one for one in found if quizzes.differs(one.correction, question_id, tried)]


def _of_bank(question_id: str, since: datetime | None) -> Iterator[Mended]:
    try:
        question = BankQuestion.objects.filter(key=UUID(question_id)).select_related("current").first()
    except ValueError:
        question = None
    if question and question.current and (since is None or question.current.at >= since):
        said = question.current.content.items()
        keys = {language: key_of({"type": question.kind, **one}) for language, one in said}
        yield Mended(keys, bank_version=question.current.number)


def _of_release(course: Course, quizzes: "_Quizzes", question_id: str, since: datetime | None) -> Iterator[Mended]:
    release = course.current_release
    if release is None or (since is not None and release.published_at < since):
        return
    keys = {
        language: key_of(question)
        for language in outline_of(release).languages
        if (question := quizzes.question(release.pk, question_id, language))
    }
    if keys:
        yield Mended(keys, release_number=release.number)


class _Quizzes:
    """One quiz of a course on every release it was tried on, and its questions by language."""

    def __init__(self, course: Course, item_key: str) -> None:
        self.course, self.item_key = course, item_key
        releases = CourseRelease.objects.filter(course=course).defer("outline")
        self.releases = {release.pk: release for release in releases}
        self._known: dict[tuple[int, str], dict[str, Question]] = {}

    def languages(self, release_id: int) -> tuple[str, ...]:
        return outline_of(self.releases[release_id]).languages

    def pass_mark(self, release_id: int) -> int:
        return int(quiz_on(self.releases[release_id], self.item_key, "")["pass_mark"])

    def question(self, release_id: int, question_id: str, language: str) -> Question | None:
        key = (release_id, language)
        if key not in self._known:
            try:
                quiz = quiz_on(self.releases[release_id], self.item_key, language)
            except LookupError:
                quiz = {"questions": []}
            self._known[key] = questions_by_id(quiz)
        return self._known[key].get(question_id)

    def now(self, question: Question, language: str) -> Question:
        """The question with the key that holds so far."""
        return corrected([question], self.course, item_key=self.item_key, language=language)[0]

    def differs(self, correction: Correction, question_id: str, releases: Iterable[int]) -> bool:
        """Whether a key says something else than what attempts on these releases were marked with."""
        for release_id in releases:
            for language, key in correction.items():
                question = self.question(release_id, question_id, language)
                if question and fits(question, key) and not self._says(question, language, key):
                    return True
        return False

    def _says(self, question: Question, language: str, key: Key) -> bool:
        return marks_alike(key_of(self.now(question, language)), key)


def _change(attempt: Attempt, quizzes: _Quizzes, question_id: str, correction: Correction) -> Change | None:
    marked = marked_now(attempt)
    if question_id not in marked:
        return None
    answer, before = attempt.answers.get(question_id), points(marked[question_id])
    language = _language_of(attempt, quizzes, question_id, before)
    question = quizzes.question(attempt.release_id, question_id, language)
    if question is None or language not in correction:
        return None
    mark = mark_question(with_key(question, correction[language]), answer)
    if mark.points == before:
        return None
    score = score_of([mark if key == question_id else Mark(points(one)) for key, one in marked.items()])
    below = score < quizzes.pass_mark(attempt.release_id)
    return Change(attempt, mark, score, bool(attempt.final_passed) or not below, below)


def marked_now(attempt: Attempt) -> dict[str, Any]:
    """What marking says of each question after every regrade so far. Needs `grading_events` with their regrades."""
    events: Iterable[GradingEvent] = sorted(attempt.grading_events.all(), key=lambda event: event.pk)
    return attempt.marked | {event.regrade.question_id: event.mark for event in events if event.mark}


def points(marked: dict[str, Any]) -> Fraction:
    return Fraction(marked["points"])


def _language_of(attempt: Attempt, quizzes: _Quizzes, question_id: str, before: Fraction) -> str:
    """The language an answer was marked in: the learner's own where that gives the same points, else one that does."""
    own = attempt.enrolment.learner.language
    languages = sorted(quizzes.languages(attempt.release_id), key=lambda language: language != own)
    for language in languages:
        question = quizzes.question(attempt.release_id, question_id, language)
        for asked in (question, quizzes.now(question, language)) if question else ():
            if mark_question(asked, attempt.answers.get(question_id)).points == before:
                return language
    return languages[0]
