"""Projections: what the facts amount to right now. One command rebuilds them; nobody edits them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import COUNTED, ItemStatus


class ItemState(models.Model):
    """How far a learner is with one item."""

    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.CASCADE, related_name="item_states")
    item_key = models.CharField(_("item"), max_length=80)
    status = models.CharField(_("state"), max_length=10, choices=ItemStatus)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    best_score = models.PositiveSmallIntegerField(_("best score (per cent)"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("item state")
        constraints = (
            models.UniqueConstraint(fields=["enrolment", "item_key"], name="item_state_of_enrolment"),
            models.CheckConstraint(
                condition=models.Q(status__in=COUNTED, done_at__isnull=False)
                | models.Q(status=ItemStatus.UNDER_WAY, done_at__isnull=True),
                name="item_state_done_has_its_moment",
            ),
        )

    def __str__(self) -> str:
        return f"State of {self.item_key}"


class CourseState(models.Model):
    """How far a learner is with the course, and where they were last."""

    enrolment = models.OneToOneField("learning.Enrolment", on_delete=models.CASCADE, related_name="course_state")
    done = models.PositiveIntegerField(_("done"), default=0)
    required = models.PositiveIntegerField(_("required"), default=0)
    # Keys of lessons and modules that a waiver has opened for this learner, sorted.
    opened = models.JSONField(_("opened by a waiver"), default=list)
    # Set once: a later rule, release or retake does not move the day somebody finished.
    first_completed_at = models.DateTimeField(_("completed for the first time"), null=True, blank=True)
    # Where the learner was last; not a fact, only a bookmark.
    last_lesson_key = models.UUIDField(null=True, blank=True)
    last_block_id = models.CharField(max_length=36, blank=True)

    class Meta:
        verbose_name = _("course state")
        constraints = (
            models.CheckConstraint(condition=models.Q(done__lte=models.F("required")), name="course_state_at_most_all"),
        )

    def __str__(self) -> str:
        return f"State of enrolment {self.enrolment_id}"

    @property
    def percent(self) -> int:
        return 100 * self.done // self.required if self.required else 0


class ProgressCheck(models.Model):
    """One look at whether the projections say what the facts say: how many, and what was found. Names nobody."""

    started_at = models.DateTimeField(_("when"))
    checked = models.PositiveIntegerField(_("enrolments checked"))
    found = models.PositiveIntegerField(_("enrolments that differ"))
    # The first of them, in words and ids: see learning/domain/rebuilding.py.
    differences = models.JSONField(_("differences"), default=list)
    repaired = models.BooleanField(_("repaired"), default=False)

    class Meta:
        verbose_name = _("check of progress")
        verbose_name_plural = _("checks of progress")
        ordering = ("-started_at", "-pk")

    def __str__(self) -> str:
        return f"Check {self.pk}"
