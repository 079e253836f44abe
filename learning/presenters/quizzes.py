"""A quiz as its learner works at it, and what an attempt gave."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms import clock
from cms.blocks.presenting import present

from ..drawing import draw, question_count, served
from ..enums import AttemptState, EnrolmentState
from ..models import Attempt, Enrolment, GradingEvent
from ..outline import Lesson
from ..queries import open_among, quiz_on, seed_of
from ..standing import Standing
from ..timing import deadline_of, time_is_up
from .addresses import Context, course_url, lesson_url, way_to


def quiz_view(
    enrolment: Enrolment,
    lesson: Lesson,
    block: Context,
    attempts: list[Attempt],
    missing: list[str],
    *,
    passed: bool,
    more: int = 0,
) -> Context:
    """A quiz as it can be worked at now: the attempt under way, or a fresh one, or none when all are used.

    A timed quiz shows its questions once it is started, and no longer than its time runs. `more`: attempts beyond what
    it allows everybody.
    """
    handed_in = [attempt for attempt in attempts if attempt.state == AttemptState.SUBMITTED]
    under_way = open_among(attempts)
    left = block["max_attempts"] + more - len(counting(handed_in)) if block["max_attempts"] else None
    running = _clock(enrolment, under_way, at=clock.now())
    address = [enrolment.course.slug, lesson.key, block["id"]]
    waits = bool(block.get("minutes")) and under_way is None
    return {
        "id": block["id"],
        "type": "quiz",
        "title": block["title"],
        "terms": quiz_terms(block, left),
        "action": reverse("quiz_answers", args=address),
        "start": reverse("quiz_start", args=address) if waits else "",
        "clock": running,
        "attempts": [_attempt_line(enrolment, lesson, block, attempt) for attempt in reversed(handed_in)],
        "passed": passed,
        "is_new": not passed and len(counting(handed_in)) < len(handed_in),
        "can_try": under_way is not None or left is None or left > 0,
        # Started is not saved: nothing was written yet.
        "saved_at": under_way.saved_at if under_way and under_way.saved_at > under_way.started_at else None,
        "missing": len(missing),
        "questions": []
        if waits or (running and running["is_up"])
        else _questions(block, under_way, missing, seed=seed_of(enrolment, len(attempts) + 1)),
    }


def _clock(enrolment: Enrolment, under_way: Attempt | None, *, at: datetime) -> Context | None:
    """When the attempt under way must be handed in; None where no time runs."""
    organisation_id = enrolment.organisation_id
    due_at = deadline_of(under_way, organisation_id=organisation_id, at=at) if under_way else None
    if under_way is None or due_at is None:
        return None
    return {
        "due_at": due_at,
        "seconds": max(0, int((due_at - at).total_seconds())),
        "is_up": time_is_up(under_way, organisation_id=organisation_id, at=at),
        "is_paused": clock.timers_paused(organisation_id=organisation_id, at=at),
        "is_today": clock.local_date(due_at) == clock.local_date(at),
    }


def counting(attempts: list[Attempt]) -> list[Attempt]:
    """Those that were not made at an earlier version which is to be done again."""
    return [attempt for attempt in attempts if attempt.counts]


def _questions(block: Context, under_way: Attempt | None, missing: list[str], *, seed: str) -> list[Context]:
    answers = under_way.answers if under_way else {}
    seed = under_way.seed if under_way else seed
    asked = served(block, under_way.served if under_way else draw(block, seed=seed))
    return [
        present(
            question,
            number=number,
            answer=answers.get(question["id"]),
            seed=seed,
            error=_("This question has no answer yet.") if question["id"] in missing else "",
            mix=block.get("shuffle", False),
        )
        for number, question in enumerate(asked, start=1)
    ]


def quiz_terms(block: Context, left: int | None) -> str:
    """Pass mark, attempts and time in one line, said before anything is asked."""
    terms = [_("You pass with %(mark)s per cent.") % {"mark": block["pass_mark"]}]
    if left is None:
        terms.append(_("Try as often as you like."))
    else:
        terms.append(ngettext("%(left)s attempt left.", "%(left)s attempts left.", left) % {"left": left})
    if minutes := block.get("minutes"):
        asked = question_count(block)
        terms.append(ngettext("%(number)s question.", "%(number)s questions.", asked) % {"number": asked})
        terms.append(
            ngettext("You have %(number)s minute.", "You have %(number)s minutes.", minutes) % {"number": minutes}
        )
    return " ".join(terms)


def _attempt_line(enrolment: Enrolment, lesson: Lesson, block: Context, attempt: Attempt) -> Context:
    return {
        "number": attempt.number,
        "score": attempt.final_score,
        "passed": attempt.final_passed,
        "at": attempt.submitted_at,
        "url": reverse("attempt", args=[enrolment.course.slug, lesson.key, block["id"], attempt.number]),
    }


def attempt_view(enrolment: Enrolment, standing: Standing, attempt: Attempt, attempts: list[Attempt]) -> Context:
    """What an attempt gave: score, what to do next, and every question with its feedback, as it was asked then.

    The learner may have moved to a release without this quiz since; then the way on is the course.
    """
    lesson_key = UUID(attempt.item_key.split(":")[0])
    quiz = quiz_on(attempt.release, attempt.item_key, standing.language)
    lesson = standing.outline.by_key.get(lesson_key)
    still = lesson is not None and lesson.item(attempt.item_key) is not None
    after = standing.neighbours(lesson_key)[1] if lesson else None
    events, more = _regrades(enrolment, attempt), standing.more_attempts(attempt.item_key)
    return {
        "enrolment": enrolment,
        "attempt": attempt,
        "score": attempt.final_score,
        "passed": attempt.final_passed,
        "regrades": _regrades_told(attempt, events),
        "course_title": standing.outline.texts[standing.language]["title"],
        "content_language": standing.language,
        "title": quiz["title"],
        "pass_mark": quiz["pass_mark"],
        "lesson_url": lesson_url(enrolment, lesson) if lesson else course_url(enrolment),
        "next": way_to(enrolment, standing, after) if attempt.final_passed else None,
        "completed": enrolment.state == EnrolmentState.COMPLETED,
        "course_url": course_url(enrolment),
        "can_try": still and (not quiz["max_attempts"] or len(counting(attempts)) < quiz["max_attempts"] + more),
        "counts": attempt.counts,
        "questions": _questions_marked(quiz, attempt, events),
    }


def _questions_marked(quiz: Context, attempt: Attempt, events: list[GradingEvent]) -> list[Context]:
    marked = attempt.marked | {event.regrade.question_id: event.mark for event in events}
    return [
        present(
            question,
            number=number,
            answer=attempt.answers.get(question["id"]),
            marked=_marked(attempt, marked[question["id"]], question["id"]),
            seed=attempt.seed,
            mix=quiz.get("shuffle", False),
        )
        for number, question in enumerate(served(quiz, attempt.served), start=1)
    ]


def _marked(attempt: Attempt, marked: Context, question_id: str) -> Context:
    """What marking said; where nothing was answered, that."""
    return marked if question_id in attempt.answers else marked | {"feedback": _("You gave no answer.")}


def _regrades(enrolment: Enrolment, attempt: Attempt) -> list[GradingEvent]:
    """How often an attempt was marked anew. No query where the keys of the course were never mended."""
    if not enrolment.course.corrections:
        return []
    return list(attempt.grading_events.select_related("regrade").order_by("pk"))


def _regrades_told(attempt: Attempt, events: list[GradingEvent]) -> list[Context]:
    scores = [attempt.score, *(event.score for event in events)]
    return [
        {"at": event.at, "reason": event.regrade.reason, "before": before, "after": event.score}
        for before, event in zip(scores, events, strict=False)
    ]
