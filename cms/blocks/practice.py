"""Blocks that ask the learner for something: a thought, or answers."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

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


class QuizBlock(SubjectBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    pass_mark = blocks.IntegerBlock(label=_("Pass mark (per cent)"), default=70, min_value=0, max_value=100)
    max_attempts = blocks.IntegerBlock(
        label=_("Attempts"), default=5, min_value=0, max_value=100, help_text=_("0 means as many as one likes.")
    )
    questions = QuestionStreamBlock(label=_("Questions"), min_num=1)

    class Meta:
        icon = "help"
        label = _("Quiz")
        description = _("Questions that count: a lesson with a quiz is done when the quiz is passed.")
        template = "cms/blocks/quiz.html"
        preview_template = "cms/blocks/quiz_preview.html"

    def problems(self, value: blocks.StructValue) -> dict[str, str]:
        if len(value["questions"]):
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
            "questions": frozen,
        }

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["questions"] = [
            present(question, number=number) for number, question in enumerate(context["block"]["questions"], start=1)
        ]
        return context
