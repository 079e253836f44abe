"""Blocks that ask the learner for something: a thought, or answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..hook_points import Choices, question_tags
from . import questions
from .base import Frozen, MediaSource, SubjectBlock
from .presenting import present


class ReflectionBlock(SubjectBlock):
    prompt = blocks.TextBlock(label=_("Task or question"))
    help = blocks.TextBlock(label=_("Help"), required=False)

    class Meta:
        icon = "edit"
        label = _("Reflection")
        description = _("A task for the learner's own municipality. The answer is for the learner alone.")
        template = "theme/blocks/reflection.html"
        preview_value = {
            "prompt": "Hvem i din kommune kan beslutte evakuering en natt til søndag?",
            "help": "Finn navnet, ikke bare tittelen.",
        }

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        return {"prompt": value["prompt"] or "", "help": value["help"] or ""}

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["block"] |= {"name": f"r-{context['block']['id']}", "answer": "", "saved_at": None}
        return context


class QuestionStreamBlock(blocks.StreamBlock):
    single_choice = questions.SingleChoiceBlock()
    multiple_choice = questions.MultipleChoiceBlock()
    true_false = questions.TrueFalseBlock()
    numeric = questions.NumericBlock()
    short_text = questions.ShortTextBlock()
    ordering = questions.OrderingBlock()
    matching = questions.MatchingBlock()


def tags_to_choose() -> Choices:
    return question_tags.choices()


class DrawBlock(blocks.StructBlock):
    """So many questions of the bank. Which ones may come is settled when the course is published."""

    tags = blocks.MultipleChoiceBlock(
        label=_("Tags"),
        choices=tags_to_choose,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A question must carry all of these."),
    )
    count = blocks.IntegerBlock(label=_("How many questions"), default=5, min_value=1, max_value=100)


class QuizBlock(SubjectBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    pass_mark = blocks.IntegerBlock(label=_("Pass mark (per cent)"), default=70, min_value=0, max_value=100)
    max_attempts = blocks.IntegerBlock(
        label=_("Attempts"), default=5, min_value=0, max_value=100, help_text=_("0 means as many as one likes.")
    )
    minutes = blocks.IntegerBlock(
        label=_("Minutes"),
        default=0,
        min_value=0,
        max_value=600,
        help_text=_("How long an attempt may take. 0 means no limit."),
    )
    shuffle = blocks.BooleanBlock(
        label=_("Mix the order"),
        required=False,
        help_text=_("Questions and their answers come in another order in every attempt."),
    )
    questions = QuestionStreamBlock(label=_("Questions"), required=False)
    draws = blocks.ListBlock(
        DrawBlock(),
        label=_("Drawn from the question bank"),
        default=[],
        help_text=_("Asked after the questions above. A second attempt gets others, as far as there are."),
    )

    class Meta:
        icon = "help"
        label = _("Quiz")
        description = _("Questions that count: a lesson with a quiz is done when the quiz is passed.")
        template = "cms/blocks/quiz.html"
        preview_template = "cms/blocks/quiz_preview.html"

    def problems(self, value: blocks.StructValue) -> dict[str, str]:
        if len(value["questions"]) or len(value["draws"]):
            return {}
        return {"questions": _now("A quiz needs at least one question.")}

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        frozen = [
            {"type": child.block_type, "id": str(child.id or number), **child.block.freeze(child.value, media)}
            for number, child in enumerate(value["questions"], start=1)
        ]
        return {
            "title": value["title"] or "",
            "pass_mark": value["pass_mark"] or 0,
            "max_attempts": value["max_attempts"] or 0,
            "minutes": value["minutes"] or 0,
            "shuffle": bool(value["shuffle"]),
            "questions": frozen,
            "draws": [{"tags": sorted(draw["tags"] or []), "count": draw["count"] or 0} for draw in value["draws"]],
        }

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["questions"] = [
            present(question, number=number) for number, question in enumerate(context["block"]["questions"], start=1)
        ]
        return context
