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
    # Ids of the questions asked, in order: what the seed gives on the release. Empty in attempts older than draws.
    served = models.JSONField(default=list)
    # By question id; shape by question type, see learning/answers.py.
    answers = models.JSONField(_("answers"), default=dict)
    # What marking said when it was submitted, by question id: points, result, feedback. Never marked anew.
    marked = models.JSONField(default=dict)
    score = models.PositiveSmallIntegerField(_("score (per cent)"), null=True, blank=True)
    passed = models.BooleanField(_("passed"), null=True)
    # False when the quiz was changed afterwards and is to be done again: the attempt stays, and counts no more.
    counts = models.BooleanField(_("counts"), default=True)
    started_at = models.DateTimeField(_("started"))
    saved_at = models.DateTimeField(_("saved"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    # Set by the server when the attempt starts; a crisis pause moves it on when it is read.
    due_at = models.DateTimeField(_("hand in by"), null=True, blank=True)
    # Handed in by the clock, with what was saved in time.
    ran_out = models.BooleanField(_("time ran out"), default=False)

    # What counts after regrades; learning.queries.with_grade asks for it along with the row.
    final_score: int | None
    final_passed: bool | None

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ("enrolment", "item_key", "number")
        indexes = (
            models.Index(
                fields=["due_at"], condition=models.Q(state=AttemptState.STARTED), name="attempt_due_while_open"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["enrolment", "item_key", "number"], name="attempt_number"),
            models.CheckConstraint(
                condition=models.Q(due_at__isnull=True) | models.Q(due_at__gt=models.F("started_at")),
                name="attempt_due_after_it_starts",
            ),
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
    text = models.TextField(_("text"))
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("reflection")
        verbose_name_plural = _("reflections")
        constraints = (models.UniqueConstraint(fields=["enrolment", "item_key"], name="reflection_of_item"),)

    def __str__(self) -> str:
        return f"Reflection on {self.item_key}"
