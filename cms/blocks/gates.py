"""What must be so before a lesson, a module or a course opens, as editors write it.

Each condition must hold; of those gathered in "one of these", one is enough. Pages are chosen here and frozen as
language-free keys when the course is published (learning/gates/freezing.py).
"""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .fields import StreamField


class LessonDoneBlock(blocks.StructBlock):
    lesson = blocks.PageChooserBlock(page_type="cms.LessonPage", label=_("Lesson"), help_text=_("Of this course."))

    class Meta:
        icon = "doc-full"
        label = _("A lesson is done")


class ModuleDoneBlock(blocks.StructBlock):
    module = blocks.PageChooserBlock(page_type="cms.ModulePage", label=_("Module"), help_text=_("Of this course."))

    class Meta:
        icon = "folder-open-inverse"
        label = _("A module is done")


class QuizPassedBlock(blocks.StructBlock):
    lesson = blocks.PageChooserBlock(
        page_type="cms.LessonPage", label=_("Lesson with the quiz"), help_text=_("Of this course.")
    )
    percent = blocks.IntegerBlock(label=_("At least (per cent)"), default=70, min_value=1, max_value=100)

    class Meta:
        icon = "help"
        label = _("A quiz is passed with a score")


class CourseCompletedBlock(blocks.StructBlock):
    course = blocks.PageChooserBlock(page_type="cms.CoursePage", label=_("Course"))

    class Meta:
        icon = "check"
        label = _("Another course is completed")


class CertificateHeldBlock(blocks.StructBlock):
    course = blocks.PageChooserBlock(page_type="cms.CoursePage", label=_("Course"))
    months = blocks.IntegerBlock(
        label=_("Not older than (months)"),
        default=0,
        min_value=0,
        max_value=240,
        help_text=_("0 means of any age, as long as it is valid."),
    )

    class Meta:
        icon = "tick-inverse"
        label = _("A valid certificate of a course is held")


class OpensOnBlock(blocks.StructBlock):
    day = blocks.DateBlock(label=_("First day"))

    class Meta:
        icon = "date"
        label = _("Not before a date")


class ClosesAfterBlock(blocks.StructBlock):
    day = blocks.DateBlock(label=_("Last day"), help_text=_("What is done stays open. A crisis pause moves the day."))

    class Meta:
        icon = "date"
        label = _("Not after a date")


class DaysAfterStartBlock(blocks.StructBlock):
    days = blocks.IntegerBlock(label=_("Days"), default=7, min_value=1, max_value=3650)

    class Meta:
        icon = "history"
        label = _("Some days after the learner began")


class EntryConditionsBlock(blocks.StreamBlock):
    """What can be asked of somebody who has not begun."""

    course = CourseCompletedBlock()
    certificate = CertificateHeldBlock()
    opens = OpensOnBlock()
    closes = ClosesAfterBlock()


class ConditionsBlock(EntryConditionsBlock):
    lesson = LessonDoneBlock()
    module = ModuleDoneBlock()
    quiz = QuizPassedBlock()
    days = DaysAfterStartBlock()


class EntryGateBlock(EntryConditionsBlock):
    any_of = EntryConditionsBlock(label=_("One of these"), icon="list-ul", min_num=1)


class GateBlock(ConditionsBlock):
    any_of = ConditionsBlock(label=_("One of these"), icon="list-ul", min_num=1)


def gate_field(block: blocks.StreamBlock) -> StreamField:
    return StreamField(
        block,
        verbose_name=_("opens when"),
        blank=True,
        default=[],
        collapsed=True,
        help_text=_(
            "All of these must hold. Leave empty for no conditions. Translations follow the page the course was first "
            "written on."
        ),
    )
