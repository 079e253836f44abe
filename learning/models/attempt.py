from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import AttemptState


class Attempt(models.Model):
    """One try at a quiz, on the release item it was served from. Answers are saved in it as they are given."""

    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.CASCADE, related_name="attempts")
    item_key = models.CharField(max_length=80)
    release = models.ForeignKey("learning.CourseRelease", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=AttemptState, default=AttemptState.STARTED)
    seed = models.CharField(max_length=32)
    # By question id; shape by question type, see learning/answers.py.
    answers = models.JSONField(default=dict)
    # What marking said when it was submitted, by question id: points, result, feedback. Never marked anew.
    marked = models.JSONField(default=dict)
    score = models.PositiveSmallIntegerField(_("score (per cent)"), null=True, blank=True)
    passed = models.BooleanField(_("passed"), null=True)
    # False when the quiz was changed afterwards and is to be done again: the attempt stays, and counts no more.
    counts = models.BooleanField(_("counts"), default=True)
    started_at = models.DateTimeField(_("started"))
    saved_at = models.DateTimeField(_("saved"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ("enrolment", "item_key", "number")
        constraints = (
            models.UniqueConstraint(fields=["enrolment", "item_key", "number"], name="attempt_number"),
            models.UniqueConstraint(
                fields=["enrolment", "item_key"],
                condition=models.Q(state=AttemptState.STARTED, counts=True),
                name="attempt_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state=AttemptState.STARTED, submitted_at__isnull=True, score__isnull=True, passed__isnull=True
                )
                | models.Q(
                    state=AttemptState.SUBMITTED, submitted_at__isnull=False, score__isnull=False, passed__isnull=False
                ),
                name="attempt_submitted_is_marked",
            ),
        )

    def __str__(self) -> str:
        return f"Attempt {self.number} at {self.item_key}"


class Reflection(models.Model):
    """What a learner wrote about their own municipality. For the learner alone: nobody else has a view of it."""

    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.CASCADE, related_name="reflections")
    item_key = models.CharField(max_length=80)
    text = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reflection")
        verbose_name_plural = _("reflections")
        constraints = (models.UniqueConstraint(fields=["enrolment", "item_key"], name="reflection_of_item"),)

    def __str__(self) -> str:
        return f"Reflection on {self.item_key}"
