"""What the pages of an assignment show to its learner."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from learning.models import Enrolment
from learning.outline import Item, Lesson
from learning.standing import Standing

from ..enums import Refusal, SubmissionState
from ..models import PeerReview, Submission
from ..presenting import ENDINGS, Context, feedback_view, file_rows, review_view, terms_of
from ..queries import block_on, due_at, last_day_of_reviews, published_of, reviews_to_do, submissions_of
from ..stages import stage_of


def work_view(
    enrolment: Enrolment,
    standing: Standing,
    lesson: Lesson,
    item: Item,
    *,
    at: datetime,
    refused: Sequence[tuple[str, Refusal]] = (),
    problem: str = "",
    written: str | None = None,
) -> Context:
    """`refused` are files that were not taken, `problem` what else was, `written` what stays in the field then."""
    block = block_on(enrolment.release, item.key, standing.language)
    rows = submissions_of(enrolment, item.key)
    passed, more = item.key in standing.done - standing.waived, standing.more_attempts(item.key)
    stage = stage_of(rows, block, passed=passed, more=more)
    draft = stage.submission if stage.submission and stage.submission.is_draft else None
    before = rows[-1] if rows and stage.may_write else None
    args = [enrolment.course.slug, lesson.key, block["id"]]
    return (
        _frame(enrolment, standing)
        | _reviewing(enrolment, item, block, args)
        | {
            "title": block["title"],
            "lesson": lesson,
            "lesson_title": standing.title(lesson),
            "task": block,
            "terms": terms_of(block, due_at=due_at(enrolment, block["due_days"], at=at)),
            "stage": stage,
            "draft": draft,
            "text": written if written is not None else before.text if before else "",
            "files": file_rows(draft),
            "carried_on": len(file_rows(before)) if before and not draft else 0,
            "feedback": feedback_view(stage.feedback, block) if stage.feedback else None,
            "earlier": [_row(enrolment, one) for one in reversed(rows) if not one.is_draft],
            "refused": [{"name": name, "text": reason.label} for name, reason in refused],
            "problem": problem,
            "action": reverse("assignments:work", args=args),
            "take_back": reverse("assignments:take_back", args=args) if stage.may_take_back else "",
            "accept": _accept(block),
        }
    )


def _reviewing(enrolment: Enrolment, item: Item, block: Context, args: list[str]) -> Context:
    """Others' work to assess, and until when."""
    reviews = _reviews(enrolment, item, block)
    is_waiting = any(one.is_open for one in reviews)
    return {
        "reviews": [_review_row(args, one) for one in reviews],
        "last_day": last_day_of_reviews(enrolment.course_id, item.key) if is_waiting else None,
    }


def _frame(enrolment: Enrolment, standing: Standing) -> Context:
    return {
        "enrolment": enrolment,
        "course_title": standing.outline.texts[standing.language]["title"],
        "content_language": standing.language,
        "course_url": reverse("course", args=[enrolment.course.slug]),
    }


def _row(enrolment: Enrolment, submission: Submission) -> Context:
    said = published_of(submission)
    lesson, block = submission.item_key.split(":", 1)
    return {
        "number": submission.number,
        "at": submission.submitted_at,
        "is_late": submission.is_late,
        "counts": submission.counts,
        "is_assessed": submission.state == SubmissionState.ASSESSED,
        "passed": said[0].passed if said else None,
        "url": reverse("assignments:submission", args=[enrolment.course.slug, lesson, block, submission.number]),
    }


def _reviews(enrolment: Enrolment, item: Item, block: Context) -> list[PeerReview]:
    return reviews_to_do(enrolment, item.key) if block["peer_reviews"] else []


def _review_row(args: list[Any], review: PeerReview) -> Context:
    url = reverse("assignments:review", args=[*args, review.pk])
    return {"url": url, "done_at": review.done_at, "closed_at": review.closed_at}


def _accept(block: Context) -> str:
    return ",".join(ENDINGS[kind] for kind in block["file_kinds"])


def earlier_view(enrolment: Enrolment, standing: Standing, submission: Submission) -> Context:
    """One submission as it was handed in, with the rubric of its own release."""
    block = block_on(submission.release, submission.item_key, standing.language)
    lesson, name = submission.item_key.split(":", 1)
    said = published_of(submission)
    return _frame(enrolment, standing) | {
        "title": block["title"],
        "task": block,
        "submission": submission,
        "files": file_rows(submission),
        "feedback": feedback_view(said[0], block) if said else None,
        "replaced": [feedback_view(one, block) for one in said[1:]],
        "peers": _peers(enrolment, submission, block, has_feedback=bool(said)),
        "work_url": reverse("assignments:work", args=[enrolment.course.slug, lesson, name]),
    }


def _peers(enrolment: Enrolment, submission: Submission, block: Context, *, has_feedback: bool) -> list[Context]:
    """What other learners said: shown once one has done one's own, or when the teacher has spoken."""
    if not block["peer_reviews"]:
        return []
    mine = enrolment.peer_reviews.filter(submission__item_key=submission.item_key)
    if not has_feedback and mine.filter(done_at__isnull=True).exists():
        return []
    done = submission.peer_reviews.filter(done_at__isnull=False).order_by("pk")
    return [review_view(one, block) for one in done]
