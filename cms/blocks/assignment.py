"""A task whose answer a person assesses: what is asked, what is handed in, and the rubric it is judged by."""

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .base import Frozen, MediaSource, SubjectBlock, frozen_html
from .text import RICH_TEXT_FEATURES

POINTS, TEACHER = "points", "teacher"
# Families of files; which formats belong to each, whoever takes the files knows.
FILE_KINDS = [
    ("pdf", _("PDF")),
    ("document", _("Documents (Word, OpenDocument)")),
    ("sheet", _("Spreadsheets (Excel, OpenDocument)")),
    ("slides", _("Presentations (PowerPoint, OpenDocument)")),
    ("image", _("Images (JPEG, PNG, WebP)")),
    ("text", _("Plain text")),
]


class LevelBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Level"), max_length=80)
    points = blocks.IntegerBlock(label=_("Points"), min_value=0, max_value=100)
    text = blocks.TextBlock(label=_("What is needed for it"), required=False)


class CriterionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Criterion"), max_length=200)
    text = blocks.TextBlock(label=_("What is looked at"), required=False)
    levels = blocks.ListBlock(LevelBlock(), label=_("Levels"), default=[])


class AssignmentBlock(SubjectBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    task = blocks.RichTextBlock(label=_("Task"), features=RICH_TEXT_FEATURES)
    takes_text = blocks.BooleanBlock(label=_("Text is written here"), required=False, default=True)
    file_kinds = blocks.MultipleChoiceBlock(
        label=_("Files that may be handed in"),
        choices=FILE_KINDS,
        required=False,
        widget=CheckboxSelectMultiple,
        help_text=_("None ticked: no files."),
    )
    max_files = blocks.IntegerBlock(label=_("Files at most"), default=3, min_value=1, max_value=10)
    judged = blocks.ChoiceBlock(
        label=_("Passed when"),
        choices=[(POINTS, _("the rubric gives enough points")), (TEACHER, _("the teacher says so"))],
        default=TEACHER,
    )
    pass_mark = blocks.IntegerBlock(
        label=_("Pass mark (per cent of the points)"), default=60, min_value=0, max_value=100
    )
    criteria = blocks.ListBlock(CriterionBlock(), label=_("Rubric"), default=[])
    resubmissions = blocks.IntegerBlock(
        label=_("May be handed in again"),
        default=2,
        min_value=0,
        max_value=20,
        help_text=_("So many times, when it was not passed."),
    )
    due_days = blocks.IntegerBlock(
        label=_("Days to hand it in"),
        default=0,
        min_value=0,
        max_value=1000,
        help_text=_("Counted from enrolment. What comes later is taken and marked as late. 0 means no date."),
    )
    peer_reviews = blocks.IntegerBlock(
        label=_("Assessments by other learners"),
        default=0,
        min_value=0,
        max_value=5,
        help_text=_("So many others see it without a name and use the rubric. The teacher decides. 0 means none."),
    )

    class Meta:
        icon = "upload"
        label = _("Assignment")
        description = _("A task that a teacher assesses: a lesson with an assignment is done when it is passed.")
        template = "theme/blocks/assignment.html"
        preview_value = {
            "title": "Varslingsliste for din kommune",
            "task": "<p>Lag en varslingsliste for de første to timene, og prøv den på to numre.</p>",
            "takes_text": True,
            "file_kinds": ["document", "pdf"],
            "max_files": 2,
            "criteria": [
                {
                    "title": "Rekkefølgen er tydelig",
                    "text": "Hvem ringer hvem, og hva gjør vi når noen ikke svarer?",
                    "levels": [
                        {"title": "Mangler", "points": 0, "text": ""},
                        {"title": "På vei", "points": 1, "text": "Rekkefølge, men ingen stedfortreder."},
                        {"title": "På plass", "points": 2, "text": "Rekkefølge og stedfortreder for alle."},
                    ],
                }
            ],
            "judged": POINTS,
            "pass_mark": 60,
            "resubmissions": 2,
            "due_days": 0,
            "peer_reviews": 0,
        }

    def problems(self, value: blocks.StructValue) -> dict[str, str]:
        found = {}
        if not value["takes_text"] and not value["file_kinds"]:
            found["takes_text"] = _now("An assignment needs something to hand in: a text, files, or both.")
        if rubric := _rubric_problem(value):
            found["criteria"] = rubric
        return found

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        return _frozen(value)

    def terms(self, value: blocks.StructValue) -> list[str]:
        """What a translation may not say otherwise: everything but words."""
        frozen = _frozen(value)
        words = ("title", "html", "criteria")
        rule = [f"{name}={content}" for name, content in frozen.items() if name not in words]
        points = [
            (one["id"], [(level["id"], level["points"]) for level in one["levels"]]) for one in frozen["criteria"]
        ]
        return [*rule, str(points)]


def _frozen(value: blocks.StructValue) -> Frozen:
    return {
        "title": value["title"] or "",
        "html": frozen_html(value["task"]),
        "takes_text": bool(value["takes_text"]),
        "file_kinds": sorted(value["file_kinds"] or []),
        "max_files": value["max_files"] or 1,
        "judged": value["judged"] or TEACHER,
        "pass_mark": value["pass_mark"] or 0,
        "max_attempts": (value["resubmissions"] or 0) + 1,
        "due_days": value["due_days"] or 0,
        "peer_reviews": value["peer_reviews"] or 0,
        "criteria": [_frozen_criterion(child) for child in value["criteria"].bound_blocks],
    }


def _frozen_criterion(child: Any) -> Frozen:
    value = child.value
    return {
        "id": str(child.id),
        "title": value["title"] or "",
        "text": value["text"] or "",
        "levels": [
            {
                "id": str(level.id),
                "title": level.value["title"] or "",
                "points": level.value["points"] or 0,
                "text": level.value["text"] or "",
            }
            for level in value["levels"].bound_blocks
        ],
    }


def _rubric_problem(value: blocks.StructValue) -> str:
    criteria = list(value["criteria"])
    if any(len(one["levels"]) < 2 for one in criteria):
        return _now("Every criterion of the rubric needs at least two levels.")
    if any(len({level["points"] for level in one["levels"]}) < 2 for one in criteria):
        return _now("The levels of a criterion must differ in points.")
    if value["judged"] == POINTS and not criteria:
        return _now("Without a rubric there are no points: let the teacher say whether it is passed.")
    if value["peer_reviews"] and not criteria:
        return _now("Other learners need a rubric to assess by.")
    if not 0 <= (value["pass_mark"] or 0) <= 100:
        return _now("The pass mark cannot be more than all the points.")
    return ""
