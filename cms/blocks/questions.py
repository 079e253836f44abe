"""The seven kinds of question an editor can ask. Each frozen question carries its own key and its feedback."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from .base import Frozen, MediaSource, SubjectBlock
from .presenting import present


class QuestionBlock(SubjectBlock):
    """Shows itself in previews as a learner would meet it, without the key."""

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["question"] = present(context["block"], number=1)
        return context


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Answer"), max_length=300)
    correct = blocks.BooleanBlock(label=_("Right"), required=False)
    feedback = blocks.TextBlock(label=_("Feedback to those who choose it"))


def frozen_options(value: blocks.StructValue) -> list[Frozen]:
    """Options with ids that survive edits, so that an answer keeps its meaning."""
    return [
        {
            "id": str(child.id or number),
            "text": child.value["text"] or "",
            "correct": bool(child.value["correct"]),
            "feedback": child.value["feedback"] or "",
        }
        for number, child in enumerate(value["options"].bound_blocks, start=1)
    ]


def right_answers(value: blocks.StructValue) -> int:
    return sum(bool(option["correct"]) for option in value["options"])


OPTIONS_PREVIEW = [
    {"text": "Hvert år", "correct": True, "feedback": "Ja. Forskriften sier minst en gang i året."},
    {"text": "Hvert andre år", "correct": False, "feedback": "Det er så ofte planen skal øves."},
    {"text": "Hvert fjerde år", "correct": False, "feedback": "Det er valgperioden; for sjelden for planen."},
    {"text": "Når noe har skjedd", "correct": False, "feedback": "Da også, men ikke bare da."},
]


class SingleChoiceBlock(QuestionBlock):
    question = blocks.TextBlock(label=_("Question"))
    options = blocks.ListBlock(OptionBlock(), label=_("Answers"), min_num=2)

    class Meta:
        icon = "radio-full"
        label = _("One right answer")
        description = _("Several answers, one of them right.")
        template = "theme/questions/single_choice.html"
        preview_value = {"question": "Hvor ofte skal beredskapsplanen minst revideres?", "options": OPTIONS_PREVIEW}

    def problems(self, value: blocks.StructValue) -> dict[str, str]:
        return {} if right_answers(value) == 1 else {"options": _now("Mark exactly one answer as right.")}

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        return {"text": value["question"] or "", "options": frozen_options(value)}


class MultipleChoiceBlock(QuestionBlock):
    question = blocks.TextBlock(label=_("Question"))
    options = blocks.ListBlock(OptionBlock(), label=_("Answers"), min_num=3)

    class Meta:
        icon = "check"
        label = _("Several right answers")
        description = _("Several answers, more than one may be right. Wrong choices cost what right ones earn.")
        template = "theme/questions/multiple_choice.html"
        preview_value = {"question": "Hva hører hjemme i planen?", "options": OPTIONS_PREVIEW}

    def problems(self, value: blocks.StructValue) -> dict[str, str]:
        return {} if right_answers(value) else {"options": _now("Mark at least one answer as right.")}

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        return {"text": value["question"] or "", "options": frozen_options(value)}


class TrueFalseBlock(QuestionBlock):
    statement = blocks.TextBlock(label=_("Statement"))
    answer = blocks.BooleanBlock(label=_("The statement is true"), required=False)
    feedback_true = blocks.TextBlock(label=_("Feedback to those who say it is true"))
    feedback_false = blocks.TextBlock(label=_("Feedback to those who say it is false"))

    class Meta:
        icon = "check"
        label = _("True or false")
        description = _("One statement that is either true or false.")
        template = "theme/questions/true_false.html"
        preview_value = {
            "statement": "En virkelig hendelse kan erstatte en evaluering.",
            "answer": False,
            "feedback_true": "Nei: hendelsen skal selv evalueres.",
            "feedback_false": "Riktig: også hendelser skal evalueres.",
        }

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        return {
            "text": value["statement"] or "",
            "answer": bool(value["answer"]),
            "feedback_true": value["feedback_true"] or "",
            "feedback_false": value["feedback_false"] or "",
        }


class RightOrWrongBlock(QuestionBlock):
    """A question answered as a whole, with one feedback for right and one for wrong."""

    question = blocks.TextBlock(label=_("Question"))

    def freeze(self, value: blocks.StructValue, media: MediaSource) -> Frozen:
        return {
            "text": value["question"] or "",
            "feedback_correct": value["feedback_correct"] or "",
            "feedback_wrong": value["feedback_wrong"] or "",
            **self.freeze_key(value),
        }

    def freeze_key(self, value: blocks.StructValue) -> Frozen:
        """Return what an answer is compared with."""
        raise NotImplementedError


class NumericBlock(RightOrWrongBlock):
    answer = blocks.DecimalBlock(label=_("Right answer"))
    tolerance = blocks.DecimalBlock(label=_("May differ by"), default=Decimal(0), min_value=0)
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=30)
    feedback_correct = blocks.TextBlock(label=_("Feedback when right"))
    feedback_wrong = blocks.TextBlock(label=_("Feedback when wrong"))

    class Meta:
        icon = "order"
        label = pgettext_lazy("kind of question", "Number")
        description = _("A number to work out, with how far off it may be.")
        template = "theme/questions/numeric.html"
        preview_value = {
            "question": "Forbruket var 12 000, 12 400 og 11 600. Hvor mye skal ligge på lager?",
            "answer": Decimal(3000),
            "tolerance": Decimal(0),
            "unit": "stk",
            "feedback_correct": "Riktig: en firedel av gjennomsnittet.",
            "feedback_wrong": "Ta gjennomsnittet av de tre årene og del på fire.",
        }

    def freeze_key(self, value: blocks.StructValue) -> Frozen:
        return {
            "answer": str(value["answer"] if value["answer"] is not None else 0),
            "tolerance": str(value["tolerance"] or 0),
            "unit": value["unit"] or "",
        }


class ShortTextBlock(RightOrWrongBlock):
    accepted = blocks.ListBlock(blocks.CharBlock(max_length=100), label=_("Accepted answers"), min_num=1)
    feedback_correct = blocks.TextBlock(label=_("Feedback when right"))
    feedback_wrong = blocks.TextBlock(label=_("Feedback when wrong"))

    class Meta:
        icon = "edit"
        label = _("Short text")
        description = _("A word or two. Capitals, extra spaces and the final full stop do not matter.")
        template = "theme/questions/short_text.html"
        preview_value = {
            "question": "Hva heter dokumentet som setter rammene for en øvelse?",
            "accepted": ["øvingsdirektiv", "øvingsdirektivet"],
            "feedback_correct": "Riktig.",
            "feedback_wrong": "Det heter øvingsdirektiv.",
        }

    def freeze_key(self, value: blocks.StructValue) -> Frozen:
        return {"accepted": [text for text in value["accepted"] if text]}


class OrderingBlock(RightOrWrongBlock):
    items = blocks.ListBlock(blocks.CharBlock(max_length=200), label=_("Steps in the right order"), min_num=2)
    feedback_correct = blocks.TextBlock(label=_("Feedback when right"))
    feedback_wrong = blocks.TextBlock(label=_("Feedback when wrong"))

    class Meta:
        icon = "list-ol"
        label = _("Right order")
        description = _("Steps to be put in order. Learners meet them mixed.")
        template = "theme/questions/ordering.html"
        preview_value = {
            "question": "Sett stegene i rekkefølge.",
            "items": ["Mandat", "Mål", "Scenario", "Innspill"],
            "feedback_correct": "Riktig.",
            "feedback_wrong": "Målene kommer før scenarioet.",
        }

    def freeze_key(self, value: blocks.StructValue) -> Frozen:
        items = enumerate(value["items"].bound_blocks, start=1)
        return {"items": [{"id": str(child.id or number), "text": child.value or ""} for number, child in items]}


class PairBlock(blocks.StructBlock):
    left = blocks.CharBlock(label=_("This"), max_length=200)
    right = blocks.CharBlock(label=_("belongs to this"), max_length=200)


class MatchingBlock(RightOrWrongBlock):
    pairs = blocks.ListBlock(PairBlock(), label=_("Pairs"), min_num=2)
    feedback_correct = blocks.TextBlock(label=_("Feedback when right"))
    feedback_wrong = blocks.TextBlock(label=_("Feedback when wrong"))

    class Meta:
        icon = "link"
        label = _("Pairs")
        description = _("Two columns to be matched. Learners meet the right-hand one mixed.")
        template = "theme/questions/matching.html"
        preview_value = {
            "question": "Hva hører sammen?",
            "pairs": [{"left": "ROS", "right": "Hva kan skje"}, {"left": "Plan", "right": "Hva gjør vi da"}],
            "feedback_correct": "Riktig.",
            "feedback_wrong": "Analysen finner hendelsene, planen svarer på dem.",
        }

    def freeze_key(self, value: blocks.StructValue) -> Frozen:
        pairs = enumerate(value["pairs"].bound_blocks, start=1)
        return {
            "pairs": [
                {"id": str(child.id or number), "left": child.value["left"] or "", "right": child.value["right"] or ""}
                for number, child in pairs
            ]
        }
