"""A quiz as its learner works at it, and what an attempt gave."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.blocks.presenting import present

from ..enums import AttemptState, EnrolmentState
from ..models import Attempt, Enrolment
from ..outline import Item, Lesson, outline_of
from ..queries import frozen_quiz, open_among, seed_of
from ..standing import Standing
from .addresses import Context, course_url, lesson_url, way_to


def quiz_view(
    enrolment: Enrolment,
    lesson: Lesson,
    block: Context,
    attempts: list[Attempt],
    missing: list[str],
    *,
    passed: bool,
) -> Context:
    """A quiz as it can be worked at now: the attempt under way, or a fresh one, or none when all are used."""
    handed_in = [attempt for attempt in attempts if attempt.state == AttemptState.SUBMITTED]
    under_way = open_among(attempts)
    left = block["max_attempts"] - len(counting(handed_in)) if block["max_attempts"] else None
    return {
        "id": block["id"],
        "type": "quiz",
        "title": block["title"],
        "terms": quiz_terms(block, left),
        "action": reverse("quiz_answers", args=[enrolment.course.slug, lesson.key, block["id"]]),
        "attempts": [_attempt_line(enrolment, lesson, block, attempt) for attempt in reversed(handed_in)],
        "passed": passed,
        "is_new": not passed and len(counting(handed_in)) < len(handed_in),
        "can_try": under_way is not None or left is None or left > 0,
        "saved_at": under_way.saved_at if under_way else None,
        "missing": len(missing),
        "questions": _questions(
            block, under_way, missing, seed=under_way.seed if under_way else seed_of(enrolment, len(attempts) + 1)
        ),
    }


def counting(attempts: list[Attempt]) -> list[Attempt]:
    """Those that were not made at an earlier version which is to be done again."""
    return [attempt for attempt in attempts if attempt.counts]


def _questions(block: Context, under_way: Attempt | None, missing: list[str], *, seed: str) -> list[Context]:
    answers = under_way.answers if under_way else {}
    return [
        present(
            question,
            number=number,
            answer=answers.get(question["id"]),
            seed=seed,
            error=_("This question has no answer yet.") if question["id"] in missing else "",
        )
        for number, question in enumerate(block["questions"], start=1)
    ]


def quiz_terms(block: Context, left: int | None) -> str:
    """Pass mark and attempts in one line, said before anything is asked."""
    mark = _("You pass with %(mark)s per cent.") % {"mark": block["pass_mark"]}
    if left is None:
        return " ".join((mark, _("Try as often as you like.")))
    tries = ngettext("%(left)s attempt left.", "%(left)s attempts left.", left) % {"left": left}
    return f"{mark} {tries}"


def _attempt_line(enrolment: Enrolment, lesson: Lesson, block: Context, attempt: Attempt) -> Context:
    return {
        "number": attempt.number,
        "score": attempt.score,
        "passed": attempt.passed,
        "at": attempt.submitted_at,
        "url": reverse("attempt", args=[enrolment.course.slug, lesson.key, block["id"], attempt.number]),
    }


def attempt_view(enrolment: Enrolment, standing: Standing, attempt: Attempt, attempts: list[Attempt]) -> Context:
    """What an attempt gave: score, what to do next, and every question with its feedback, as it was asked then.

    The learner may have moved to a release without this quiz since; then the way on is the course.
    """
    lesson_key = UUID(attempt.item_key.split(":")[0])
    item = outline_of(attempt.release).by_key[lesson_key].item(attempt.item_key)
    quiz = frozen_quiz(attempt.release, item or _lost(attempt), standing.language)
    lesson = standing.outline.by_key.get(lesson_key)
    still = lesson is not None and lesson.item(attempt.item_key) is not None
    after = standing.neighbours(lesson_key)[1] if lesson else None
    return {
        "enrolment": enrolment,
        "attempt": attempt,
        "course_title": standing.outline.texts[standing.language]["title"],
        "content_language": standing.language,
        "title": quiz["title"],
        "pass_mark": quiz["pass_mark"],
        "lesson_url": lesson_url(enrolment, lesson) if lesson else course_url(enrolment),
        "next": way_to(enrolment, standing, after) if attempt.passed else None,
        "completed": enrolment.state == EnrolmentState.COMPLETED,
        "course_url": course_url(enrolment),
        "can_try": still and (not quiz["max_attempts"] or len(counting(attempts)) < quiz["max_attempts"]),
        "counts": attempt.counts,
        "questions": [
            present(
                question,
                number=number,
                answer=attempt.answers.get(question["id"]),
                marked=_marked(attempt, question["id"]),
                seed=attempt.seed,
            )
            for number, question in enumerate(quiz["questions"], start=1)
        ],
    }


def _marked(attempt: Attempt, question_id: str) -> Context:
    """What marking said; where nothing was answered, that."""
    marked = attempt.marked[question_id]
    return marked if question_id in attempt.answers else marked | {"feedback": _("You gave no answer.")}


def _lost(attempt: Attempt) -> Item:
    raise LookupError(attempt.item_key)
