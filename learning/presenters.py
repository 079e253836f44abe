"""From where a learner stands to what templates show: plain values, the reader's words, no keys to quizzes."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.blocks.presenting import present

from .enums import AttemptState, EnrolmentState
from .models import Attempt, Certificate, Enrolment, Reflection
from .outline import Item, Lesson, Module
from .queries import certificates_with_standing, frozen_quiz, lesson_blocks, seed_of
from .snapshot import item_key
from .standing import LOCKED, Standing

Context = dict[str, Any]


def course_view(enrolment: Enrolment, standing: Standing) -> Context:
    """What the course page shows: modules and lessons with state, progress, and the one thing to do next."""
    rows = LessonRows(enrolment, standing)
    return {
        "enrolment": enrolment,
        "texts": standing.outline.texts[standing.language],
        "content_language": standing.language,
        "modules": [rows.module(module) for module in standing.outline.modules],
        "done": standing.done_count,
        "total": standing.required_count,
        "resume": _resume(enrolment, standing),
        "completed": enrolment.state == EnrolmentState.COMPLETED,
        "certificate": _certificate_of(enrolment),
    }


def _certificate_of(enrolment: Enrolment) -> Certificate | None:
    if enrolment.state != EnrolmentState.COMPLETED:
        return None
    return certificates_with_standing().filter(basis_kind="enrolment", basis_key=str(enrolment.pk)).first()


class LessonRows:
    """Rows of an outline. What is the same for every row is made once: a course may have a thousand of them."""

    def __init__(self, enrolment: Enrolment, standing: Standing) -> None:
        self.standing = standing
        self.course_url = course_url(enrolment)
        self.opens_when = _("Opens when “%(lesson)s” is done.")

    def module(self, module: Module) -> Context:
        required = [lesson for lesson in module.lessons if lesson.required]
        return {
            "title": self.standing.title(module),
            "summary": module.summaries[self.standing.language],
            "done": sum(self.standing.is_done(lesson) for lesson in required),
            "total": len(required),
            "lessons": [self.lesson(lesson) for lesson in module.lessons],
        }

    def lesson(self, lesson: Lesson) -> Context:
        state = self.standing.state_of(lesson)
        first = self.standing.waits_for(lesson)
        return {
            "title": self.standing.title(lesson),
            "url": "" if state == LOCKED else f"{self.course_url}{lesson.key}/",
            "minutes": lesson.minutes,
            "state": state,
            "is_current": False,
            "reason": self.opens_when % {"lesson": self.standing.title(first)} if first else "",
        }


def _resume(enrolment: Enrolment, standing: Standing) -> Context | None:
    """Where to go on: the bookmarked lesson while it is not done, else the next one."""
    state = enrolment.course_state
    marked = standing.outline.by_key.get(state.last_lesson_key) if state.last_lesson_key else None
    if marked and not standing.is_done(marked) and not standing.waits_for(marked):
        anchor = f"#b-{state.last_block_id}" if state.last_block_id else ""
        return {"title": standing.title(marked), "url": lesson_url(enrolment, marked) + anchor}
    following = standing.next_lesson
    return {"title": standing.title(following), "url": lesson_url(enrolment, following)} if following else None


def course_url(enrolment: Enrolment) -> str:
    return reverse("course", args=[enrolment.course.slug])


def lesson_url(enrolment: Enrolment, lesson: Lesson) -> str:
    return f"{course_url(enrolment)}{lesson.key}/"


def lesson_view(
    enrolment: Enrolment, standing: Standing, lesson: Lesson, *, missing: dict[str, list[str]] | None = None
) -> Context:
    """What a lesson page shows. `missing` names, by quiz, the questions that were left open when handing in."""
    blocks = lesson_blocks(enrolment.release, lesson.key, standing.language)
    before, after = standing.neighbours(lesson.key)
    kinds = {block["type"] for block in blocks}
    attempts = _attempts(enrolment, lesson) if "quiz" in kinds else {}
    reflections = _reflections(enrolment, lesson) if "reflection" in kinds else {}
    shown = [_block(enrolment, standing, lesson, block, attempts, reflections, (missing or {})) for block in blocks]
    return {
        "enrolment": enrolment,
        "course_title": standing.outline.texts[standing.language]["title"],
        "content_language": standing.language,
        "lesson": lesson,
        "title": standing.title(lesson),
        "blocks": shown,
        "is_reading": "quiz" not in kinds,
        "is_done": standing.is_done(lesson),
        "done": standing.done_count,
        "total": standing.required_count,
        "lesson_count": len(standing.outline.lessons),
        "previous": _neighbour(enrolment, standing, before),
        "next": _neighbour(enrolment, standing, after),
        "rule": _rule(kinds),
    }


def _rule(kinds: set[str]) -> str:
    if "quiz" in kinds:
        return _("This lesson is done when you pass the quiz.")
    return _("This lesson is done when you say that you have read it.")


def _neighbour(enrolment: Enrolment, standing: Standing, lesson: Lesson | None) -> Context | None:
    if lesson is None or standing.waits_for(lesson):
        return None
    return {"title": standing.title(lesson), "url": lesson_url(enrolment, lesson)}


def _attempts(enrolment: Enrolment, lesson: Lesson) -> dict[str, list[Attempt]]:
    by_item: dict[str, list[Attempt]] = {}
    for attempt in enrolment.attempts.filter(item_key__startswith=f"{lesson.key}:").order_by("number"):
        by_item.setdefault(attempt.item_key, []).append(attempt)
    return by_item


def _reflections(enrolment: Enrolment, lesson: Lesson) -> dict[str, Reflection]:
    found = enrolment.reflections.filter(item_key__startswith=f"{lesson.key}:")
    return {reflection.item_key: reflection for reflection in found}


def _block(
    enrolment: Enrolment,
    standing: Standing,
    lesson: Lesson,
    block: Context,
    attempts: dict[str, list[Attempt]],
    reflections: dict[str, Reflection],
    missing: dict[str, list[str]],
) -> Context:
    key = item_key(lesson.key, block["id"])
    shown = block | {"template": f"theme/blocks/{block['type']}.html"}
    if block["type"] == "reflection":
        return shown | _reflection(enrolment, lesson, block, reflections.get(key))
    if block["type"] == "quiz":
        return _quiz(enrolment, standing, lesson, block, attempts.get(key, []), missing.get(key, []))
    return shown


def _reflection(enrolment: Enrolment, lesson: Lesson, block: Context, saved: Reflection | None) -> Context:
    return {
        "name": f"r-{block['id']}",
        "answer": saved.text if saved else "",
        "saved_at": saved.saved_at if saved else None,
        "action": reverse("reflection", args=[enrolment.course.slug, lesson.key, block["id"]]),
    }


def _quiz(
    enrolment: Enrolment,
    standing: Standing,
    lesson: Lesson,
    block: Context,
    attempts: list[Attempt],
    missing: list[str],
) -> Context:
    """A quiz as it can be worked at now: the attempt under way, or a fresh one, or none when all are used."""
    handed_in = [attempt for attempt in attempts if attempt.state == AttemptState.SUBMITTED]
    under_way = next((attempt for attempt in attempts if attempt.state == AttemptState.STARTED), None)
    left = block["max_attempts"] - len(handed_in) if block["max_attempts"] else None
    return {
        "id": block["id"],
        "type": "quiz",
        "template": "learning/partials/quiz.html",
        "title": block["title"],
        "terms": quiz_terms(block, left),
        "action": reverse("quiz_answers", args=[enrolment.course.slug, lesson.key, block["id"]]),
        "attempts": [_attempt_line(enrolment, lesson, block, attempt) for attempt in reversed(handed_in)],
        "passed": any(attempt.passed for attempt in handed_in),
        "can_try": under_way is not None or left is None or left > 0,
        "saved_at": under_way.saved_at if under_way else None,
        "missing": len(missing),
        "questions": _questions(
            block, under_way, missing, seed=under_way.seed if under_way else seed_of(enrolment, len(handed_in) + 1)
        ),
    }


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
        return f"{mark} {_('Try as often as you like.')}"
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


def attempt_view(enrolment: Enrolment, standing: Standing, attempt: Attempt) -> Context:
    """What an attempt gave: score, what to do next, and every question with its feedback."""
    lesson = standing.outline.by_key[UUID(attempt.item_key.split(":")[0])]
    item = lesson.item(attempt.item_key)
    quiz = frozen_quiz(attempt.release, item or _lost(attempt), standing.language)
    after = standing.neighbours(lesson.key)[1]
    return {
        "enrolment": enrolment,
        "attempt": attempt,
        "course_title": standing.outline.texts[standing.language]["title"],
        "content_language": standing.language,
        "title": quiz["title"],
        "pass_mark": quiz["pass_mark"],
        "lesson_url": lesson_url(enrolment, lesson),
        "next": _neighbour(enrolment, standing, after) if attempt.passed else None,
        "completed": enrolment.state == EnrolmentState.COMPLETED,
        "course_url": course_url(enrolment),
        "can_try": not quiz["max_attempts"] or attempt.number < quiz["max_attempts"],
        "questions": [
            present(
                question,
                number=number,
                answer=attempt.answers.get(question["id"]),
                marked=attempt.marked.get(question["id"]),
                seed=attempt.seed,
            )
            for number, question in enumerate(quiz["questions"], start=1)
        ],
    }


def _lost(attempt: Attempt) -> Item:
    raise LookupError(attempt.item_key)
