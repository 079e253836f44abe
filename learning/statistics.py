"""How the questions of a quiz do: how hard they are, and whether they tell those who know from those who do not.

For each version of a question, over the first attempt of every learner (later ones have seen the feedback):

* facility: the mean share of the points, in per cent. Moodle, "Quiz statistics report", calls it facility index; in
  classical test theory it is the item difficulty p (Crocker & Algina, "Introduction to Classical and Modern Test
  Theory", 1986, chapter 14).
* discrimination: the corrected item-total correlation, that is Pearson's r between the points of the question and the
  mean points of all other questions of the same attempt. With points of nought and one it is the point-biserial
  correlation with the item left out of the total (Henrysson, "Correction of item-total correlations in item analysis",
  Psychometrika 28, 1963). It works for attempts that were served different questions.
* how often each option was chosen: a wrong one that nobody chooses, or that those who know choose, wants mending.

Read once, attempt by attempt; what is kept is a handful of sums for each version.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db.models import Min, QuerySet
from django.utils.translation import gettext as _

from .corrections import key_of
from .drawing import questions_by_id
from .enums import AttemptState
from .models import Attempt, Course, CourseRelease
from .outline import outline_of
from .queries import quiz_on
from .snapshot import canonical_hash

# Fewer answers than this say nothing of a question, and might say something of a person.
LEAST = 10
CHUNK = 1000
Question = dict[str, Any]


@dataclass
class Sums:
    """Of pairs (points of this question, mean points of the others): what a correlation needs."""

    number: int = 0
    x: float = 0.0
    y: float = 0.0
    xx: float = 0.0
    yy: float = 0.0
    xy: float = 0.0

    def add(self, x: float, y: float) -> None:
        self.number += 1
        self.x, self.y = self.x + x, self.y + y
        self.xx, self.yy, self.xy = self.xx + x * x, self.yy + y * y, self.xy + x * y

    @property
    def correlation(self) -> float | None:
        """Pearson's r; None where one of the two is the same for all."""
        spread_x = self.number * self.xx - self.x**2
        spread_y = self.number * self.yy - self.y**2
        if spread_x <= 1e-9 or spread_y <= 1e-9:
            return None
        return (self.number * self.xy - self.x * self.y) / math.sqrt(spread_x * spread_y)


@dataclass
class ItemStatistics:
    """One version of one question. `question` is as it was asked, in the language the course is written in."""

    question: Question
    version: str
    answers: int = 0
    points: Fraction = Fraction(0)
    unanswered: int = 0
    chosen: Counter[str] = field(default_factory=Counter)
    results: Counter[str] = field(default_factory=Counter)
    sums: Sums = field(default_factory=Sums)

    @property
    def says_something(self) -> bool:
        return self.answers >= LEAST

    @property
    def shown_version(self) -> str:
        """The number of a version of the bank; nothing where questions have no numbers."""
        return str(self.question.get("version", ""))

    @property
    def facility(self) -> int | None:
        """Mean share of the points in whole per cent."""
        return round(100 * self.points / self.answers) if self.says_something else None

    @property
    def discrimination(self) -> float | None:
        return self.sums.correlation if self.says_something else None

    @property
    def options(self) -> list[dict[str, Any]]:
        """Each option with how many chose it; nothing where too few answered."""
        if not self.says_something:
            return []
        return [option | {"chosen": self.chosen[option["id"]]} for option in _options(self.question)]


def statistics_of_quiz(course: Course, item_key: str) -> list[ItemStatistics]:
    """Statistics of every version that was asked in a quiz of a course, most asked first."""
    found = _Gathering(item_key)
    found.gather(first_attempts(course=course, item_key=item_key))
    return found.in_order()


def statistics_of_question(question_id: str, item_keys: list[str]) -> list[ItemStatistics]:
    """Statistics of one question of the bank over all quizzes that ask it, newest version first."""
    gathered: dict[str, ItemStatistics] = {}
    for item_key in item_keys:
        found = _Gathering(item_key, only=question_id)
        found.gather(first_attempts(item_key=item_key))
        for one in found.in_order():
            gathered[one.version] = merged(gathered[one.version], one) if one.version in gathered else one
    return sorted(gathered.values(), key=lambda one: one.version, reverse=True)


def merged(one: ItemStatistics, other: ItemStatistics) -> ItemStatistics:
    """Two gatherings of the same version as one."""
    sums = Sums(
        *(getattr(one.sums, name) + getattr(other.sums, name) for name in ("number", "x", "y", "xx", "yy", "xy"))
    )
    return ItemStatistics(
        question=one.question,
        version=one.version,
        answers=one.answers + other.answers,
        points=one.points + other.points,
        unanswered=one.unanswered + other.unanswered,
        chosen=one.chosen + other.chosen,
        results=one.results + other.results,
        sums=sums,
    )


def first_attempts(*, item_key: str, course: Course | None = None) -> QuerySet[Attempt]:
    """The first attempt each enrolment handed in."""
    tried = Attempt.objects.filter(item_key=item_key, state=AttemptState.SUBMITTED)
    if course:
        tried = tried.filter(enrolment__course=course)
    firsts = tried.order_by().values("enrolment").annotate(first=Min("pk")).values("first")
    return Attempt.objects.filter(pk__in=firsts).order_by("pk")


class _Gathering:
    def __init__(self, item_key: str, *, only: str = "") -> None:
        self.item_key, self.only = item_key, only
        self.found: dict[tuple[str, str], ItemStatistics] = {}
        self._quizzes: dict[int, dict[str, Question]] = {}

    def gather(self, attempts: QuerySet[Attempt]) -> None:
        rows = attempts.values_list("release_id", "answers", "marked")
        for release_id, answers, marked in rows.iterator(chunk_size=CHUNK):
            points = {key: Fraction(one["points"]) for key, one in marked.items()}
            total = sum(points.values(), Fraction(0))
            for key in [self.only] if self.only in points else () if self.only else points:
                one = self._of(release_id, key)
                if one:
                    _add(one, marked[key], answers.get(key), points[key], total, len(points))

    def in_order(self) -> list[ItemStatistics]:
        return sorted(self.found.values(), key=lambda one: (-one.answers, one.question["id"], one.version))

    def _of(self, release_id: int, question_id: str) -> ItemStatistics | None:
        question = self._questions(release_id).get(question_id)
        if question is None:
            return None
        version = version_of(question)
        return self.found.setdefault((question_id, version), ItemStatistics(question, version))

    def _questions(self, release_id: int) -> dict[str, Question]:
        """One query for each release that this process has not met."""
        if release_id not in self._quizzes:
            release = CourseRelease.objects.defer("outline").get(pk=release_id)
            quiz = quiz_on(release, self.item_key, outline_of(release).source_language)
            self._quizzes[release_id] = questions_by_id(quiz)
        return self._quizzes[release_id]


def version_of(question: Question) -> str:
    """The version of a question of the bank, as it sorts; for one written in a lesson, a mark of what it says."""
    if "version" in question:
        return f"{question['version']:04}"
    return canonical_hash([question["text"], key_of(question)])[:8]


def _add(
    one: ItemStatistics, marked: dict[str, Any], answer: Any, points: Fraction, total: Fraction, asked: int
) -> None:
    one.answers += 1
    one.points += points
    one.results[marked["result"]] += 1
    one.unanswered += answer is None
    one.chosen.update(_chosen(one.question, answer))
    if asked > 1:
        one.sums.add(float(points), float((total - points) / (asked - 1)))


def _chosen(question: Question, answer: Any) -> Iterator[str]:
    """Options that were chosen. What somebody wrote is not counted: it might be known again."""
    if not _options(question):
        return
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, list):
        yield from answer


def _options(question: Question) -> list[dict[str, Any]]:
    if "options" in question:
        return [{name: option[name] for name in ("id", "text", "correct")} for option in question["options"]]
    if question["type"] == "true_false":
        words = {"true": _("True"), "false": _("False")}
        return [
            {"id": key, "text": text, "correct": question["answer"] == (key == "true")} for key, text in words.items()
        ]
    return []
