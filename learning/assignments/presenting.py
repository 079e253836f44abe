"""Submissions and feedback in words, as plain values for the templates."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.blocks.assignment import FILE_KINDS, TEACHER

from .assessing import Assessment, Block, most_points
from .models import Feedback, FeedbackFile, PeerReview, Submission, SubmissionFile

Context = dict[str, Any]
# As the button that chooses a file has them, by kind.
ENDINGS = {
    "pdf": ".pdf",
    "document": ".docx,.odt",
    "sheet": ".xlsx,.ods",
    "slides": ".pptx,.odp",
    "image": ".jpg,.jpeg,.png,.webp",
    "text": ".txt,.md,.csv",
}


def terms_of(block: Block, *, due_at: datetime | None) -> list[str]:
    """What is asked for, and what it takes to pass: said before anything is written."""
    return [_what(block), *_when(due_at), _how_judged(block), _how_often(block), *_by_others(block)]


def _what(block: Block) -> str:
    kinds = ", ".join(str(words) for key, words in FILE_KINDS if key in block["file_kinds"])
    if not kinds:
        return _("You hand in a text.")
    files = ngettext("%(number)s file at most", "%(number)s files at most", block["max_files"])
    values = {"files": files % {"number": block["max_files"]}, "kinds": kinds, "size": settings.ASSIGNMENT_FILE_MB}
    if block["takes_text"]:
        return _("You hand in a text, files, or both. %(files)s, up to %(size)s MB each: %(kinds)s.") % values
    return _("You hand in files. %(files)s, up to %(size)s MB each: %(kinds)s.") % values


def _when(due_at: datetime | None) -> list[str]:
    if due_at is None:
        return []
    day = formats.date_format(timezone.localtime(due_at), "DATE_FORMAT")
    return [_("Hand it in by %(day)s. What comes later is read too, and marked as late.") % {"day": day}]


def _how_judged(block: Block) -> str:
    if block["judged"] == TEACHER:
        return _("Your teacher reads it, and says whether it is passed.")
    return _("Your teacher reads it. You pass with %(mark)s per cent of the points.") % {"mark": block["pass_mark"]}


def _how_often(block: Block) -> str:
    again = block["max_attempts"] - 1
    if not again:
        return _("It can be handed in once.")
    text = ngettext(
        "If it is not passed, you can hand it in %(number)s more time.",
        "If it is not passed, you can hand it in %(number)s more times.",
        again,
    )
    return text % {"number": again}


def _by_others(block: Block) -> list[str]:
    number = block["peer_reviews"]
    if not number:
        return []
    text = ngettext(
        "%(number)s other learner sees it without your name, and you see one of theirs. The teacher decides.",
        "%(number)s other learners see it without your name, and you see as many of theirs. The teacher decides.",
        number,
    )
    return [text % {"number": number}]


def file_rows(submission: Submission | None) -> list[Context]:
    return [_file_row(file) for file in submission.files.all()] if submission else []


def _file_row(file: SubmissionFile) -> Context:
    url = reverse("assignments:file", args=[file.key])
    return {"key": str(file.key), "name": file.name, "size": file.size, "url": url}


def feedback_file_rows(files: Iterable[FeedbackFile]) -> list[Context]:
    return [
        {
            "key": one.key,
            "name": one.name,
            "size": one.size,
            "url": reverse("assignments:feedback_file", args=[one.key]),
        }
        for one in files
    ]


def feedback_view(feedback: Feedback, block: Block) -> Context:
    said = Assessment(feedback.criteria, feedback.comment, feedback.passed)
    most = most_points(block)
    return {
        "passed": feedback.passed,
        "at": feedback.published_at,
        "by": feedback.by.name if feedback.by else "",
        "comment": feedback.comment,
        "points": said.points(block) if most else None,
        "most": most,
        "criteria": rubric_rows(block, said),
        "files": feedback_file_rows(feedback.files.all()),
        "is_correction": feedback.number > 1,
        "anchor": f"feedback-{feedback.number}",
    }


def review_view(review: PeerReview, block: Block) -> Context:
    """What another learner said, without who."""
    said = Assessment(review.criteria, review.comment)
    return {"comment": review.comment, "criteria": rubric_rows(block, said), "at": review.done_at}


def rubric_rows(block: Block, said: Assessment, missing: Sequence[str] = ()) -> list[Context]:
    """The rubric with what was chosen in it; `missing` holds titles of criteria that still need a level."""
    return [_criterion_row(criterion, said, missing) for criterion in block["criteria"]]


def _criterion_row(criterion: Context, said: Assessment, missing: Sequence[str]) -> Context:
    mine = said.criteria.get(criterion["id"], {})
    levels = [level | {"chosen": level["id"] == mine.get("level")} for level in criterion["levels"]]
    return criterion | {
        "levels": levels,
        "level": next((level for level in levels if level["chosen"]), None),
        "comment": mine.get("comment", ""),
        "is_missing": criterion["title"] in missing,
    }


def read_assessment(block: Block, posted: Any) -> Assessment:
    """A filled-in rubric from a form: `level-<id>` and `comment-<id>` by criterion, `comment`, and `passed`."""
    criteria = {
        one["id"]: {"level": posted.get(f"level-{one['id']}", ""), "comment": posted.get(f"comment-{one['id']}", "")}
        for one in block["criteria"]
    }
    return Assessment(criteria, posted.get("comment", ""), {"yes": True, "no": False}.get(posted.get("passed", "")))
