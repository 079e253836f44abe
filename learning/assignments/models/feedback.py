from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import FeedbackState
from .submission import Submission


class Feedback(models.Model):
    """What a teacher says of a submission: a draft nobody else sees, then published and never changed.

    A correction is the next feedback, which takes the place of this one. `criteria` holds by criterion of the rubric
    the level chosen and a comment: {"id": {"level": "id", "comment": ""}}. `version` counts how often it was
    saved.
    """

    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), on_delete=models.CASCADE, related_name="feedbacks"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=FeedbackState, default=FeedbackState.DRAFT)
    version = models.PositiveIntegerField(default=0)
    criteria = models.JSONField(_("rubric"), default=dict)
    comment = models.TextField(_("comment"), blank=True)
    passed = models.BooleanField(_("passed"), null=True)
    # Of all the points there are, in per cent; None while it is a draft.
    score = models.PositiveSmallIntegerField(_("score (per cent)"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(_("saved"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    # Wagtail would follow its foreign keys at every save, to say where pages and people are used.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ("submission", "number")
        constraints = (
            models.UniqueConstraint(fields=["submission", "number"], name="feedback_number"),
            models.UniqueConstraint(
                fields=["submission"], condition=models.Q(state=FeedbackState.DRAFT), name="feedback_one_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(state=FeedbackState.DRAFT, published_at__isnull=True, score__isnull=True)
                | models.Q(
                    state=FeedbackState.PUBLISHED,
                    published_at__isnull=False,
                    score__isnull=False,
                    passed__isnull=False,
                ),
                name="feedback_published_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"Feedback {self.pk}"

    @property
    def is_published(self) -> bool:
        return self.state == FeedbackState.PUBLISHED
