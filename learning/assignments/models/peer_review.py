from django.db import models
from django.utils.translation import gettext_lazy as _

from .submission import Submission


class PeerReview(models.Model):
    """Another learner assesses a submission, without a name on either side. `criteria` is as in `Feedback`."""

    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), on_delete=models.CASCADE, related_name="peer_reviews"
    )
    reviewer = models.ForeignKey(
        "learning.Enrolment", verbose_name=_("assessed by"), on_delete=models.CASCADE, related_name="peer_reviews"
    )
    criteria = models.JSONField(_("rubric"), default=dict)
    comment = models.TextField(_("comment"), blank=True)
    assigned_at = models.DateTimeField(_("given"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    # The teacher went on without it.
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    # Wagtail would follow its foreign keys at every save, to say where pages and people are used.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("assessment by another learner")
        verbose_name_plural = _("assessments by other learners")
        ordering = ("submission", "pk")
        constraints = (
            models.UniqueConstraint(fields=["submission", "reviewer"], name="peer_review_once"),
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True) | models.Q(closed_at__isnull=True),
                name="peer_review_done_or_closed",
            ),
        )

    def __str__(self) -> str:
        return f"Peer review {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.closed_at is None


class ReviewDeadline(models.Model):
    """Until when the learners of a course assess each other in one assignment, that day included. A teacher sets it."""

    course = models.ForeignKey("learning.Course", on_delete=models.CASCADE, related_name="+")
    item_key = models.CharField(_("assignment"), max_length=80)
    last_day = models.DateField(_("last day"))

    # Wagtail would follow its foreign keys at every save, to say where pages and people are used.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("deadline for assessing others")
        verbose_name_plural = _("deadlines for assessing others")
        constraints = (models.UniqueConstraint(fields=["course", "item_key"], name="review_deadline_once"),)

    def __str__(self) -> str:
        return f"Deadline {self.pk} for assessing others"
