from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import RequestState


class EnrolmentRequest(models.Model):
    """Somebody asks to take a course. Its owners and teachers, or a coordinator, answer."""

    course = models.ForeignKey(
        "learning.Course", verbose_name=_("course"), on_delete=models.CASCADE, related_name="requests"
    )
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolment_requests")
    # The organisation it was asked for, where the person was asked which.
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.TextField(_("why"), max_length=500)
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.WAITING)
    asked_at = models.DateTimeField(_("asked"))
    answer = models.TextField(_("answer"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("request to take a course")
        verbose_name_plural = _("requests to take courses")
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["course", "learner"],
                condition=models.Q(state=RequestState.WAITING),
                name="enrolment_request_waits_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state=RequestState.WAITING, answered_at__isnull=True)
                | (~models.Q(state=RequestState.WAITING) & models.Q(answered_at__isnull=False)),
                name="enrolment_request_is_answered_once",
            ),
        )

    def __str__(self) -> str:
        return f"Request {self.pk} to take a course"
