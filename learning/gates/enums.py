from django.db import models
from django.utils.translation import gettext_lazy as _


class Waived(models.TextChoices):
    """What a waiver is about: something to do that is not asked for, or a gate that is opened."""

    ITEM = "item", _("One thing in a lesson counts as done")
    LESSON = "lesson", _("A lesson counts as done")
    MODULE = "module", _("A module counts as done")
    COURSE = "course", _("Everything that is required counts as done")
    LESSON_GATE = "lesson_gate", _("A lesson is opened")
    MODULE_GATE = "module_gate", _("A module is opened")
    ATTEMPT = "attempt", _("One more attempt at a quiz")
    ENTRY = "entry", _("The course may be begun")


GATES = frozenset({Waived.LESSON_GATE, Waived.MODULE_GATE})
# Kinds by which nothing counts as done.
OPENING = GATES | {Waived.ATTEMPT}


class WaiverReason(models.TextChoices):
    """Nothing about anybody's health: what stands behind an accommodation is nobody's to write here."""

    COURSE_ELSEWHERE = "course_elsewhere", _("an equal course taken elsewhere")
    EXPERIENCE = "experience", _("experience or earlier learning")
    ACCOMMODATION = "accommodation", _("an agreed accommodation")
    TECHNICAL = "technical", _("trouble with the equipment")
    OTHER = "other", _("agreed otherwise")
