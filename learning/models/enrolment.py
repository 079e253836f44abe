from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import EnrolmentState


class Enrolment(models.Model):
    """A person taking a course, on the release they stand on. Taking it again is a new enrolment number."""

    course = models.ForeignKey(
        "learning.Course", on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("course")
    )
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    release = models.ForeignKey("learning.CourseRelease", on_delete=models.PROTECT, related_name="enrolments")
    # The organisation the person acted for then: changing jobs does not rewrite a municipality's history.
    organisation = models.ForeignKey(
        "people.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation"),
    )
    state = models.CharField(_("state"), max_length=12, choices=EnrolmentState, default=EnrolmentState.ACTIVE)
    # The completed enrolment that this one brings up to date: only what has changed since is to be done.
    updates = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="updated_by")
    enrolled_at = models.DateTimeField(_("enrolled"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    # Only on rows of queries.enrolment_of() and enrolments_of(): a later release offers an update to who has completed.
    offers_update: bool
    # Likewise, and on locked rows: the day the lessons open, where the learner's group has one.
    opens_on: date | None

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ("-enrolled_at",)
        constraints = (
            models.UniqueConstraint(fields=["course", "learner", "number"], name="enrolment_number"),
            models.UniqueConstraint(
                fields=["course", "learner"],
                condition=models.Q(state=EnrolmentState.ACTIVE),
                name="enrolment_one_under_way",
            ),
            models.CheckConstraint(
                condition=models.Q(state=EnrolmentState.ACTIVE, ended_at__isnull=True)
                | (~models.Q(state=EnrolmentState.ACTIVE) & models.Q(ended_at__isnull=False)),
                name="enrolment_ends_when_it_ends",
            ),
        )

    def __str__(self) -> str:
        return f"Enrolment {self.pk}"

    @property
    def is_active(self) -> bool:
        return self.state == EnrolmentState.ACTIVE
