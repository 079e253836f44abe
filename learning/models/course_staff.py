from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import CourseRole


class CourseStaff(models.Model):
    """Somebody owns or teaches one course, from a moment and, when it is over, to a moment."""

    course = models.ForeignKey(
        "learning.Course", on_delete=models.CASCADE, related_name="staff", verbose_name=_("course")
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="course_roles")
    role = models.CharField(_("role"), max_length=10, choices=CourseRole)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("role in a course")
        verbose_name_plural = _("roles in courses")
        ordering = ("course", "role", "starts_at")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gte=models.F("starts_at")),
                name="course_role_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["course", "user", "role"],
                condition=models.Q(ends_at__isnull=True),
                name="course_role_is_held_once",
            ),
        )

    def __str__(self) -> str:
        return f"Role in a course {self.pk}"

    def holds(self, at: datetime) -> bool:
        """Whether the role is held at this moment, as `queries.course_staff` says."""
        return self.starts_at <= at and (self.ends_at is None or self.ends_at > at)
