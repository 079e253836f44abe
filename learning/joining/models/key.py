from django.db import models
from django.utils.translation import gettext_lazy as _


class CourseKey(models.Model):
    """Signs that let whoever has them into a course: the owner sees them, to hand them out.

    How often a key was used is counted from its rows, under a lock on this one.
    """

    course = models.ForeignKey(
        "learning.Course", verbose_name=_("course"), on_delete=models.CASCADE, related_name="keys"
    )
    code = models.CharField(_("course key"), max_length=40)
    group = models.ForeignKey(
        "joining.CourseGroup",
        verbose_name=_("group"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="keys",
    )
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    most_uses = models.PositiveIntegerField(_("how many people"), null=True, blank=True)
    made_at = models.DateTimeField(_("made"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("key to a course")
        verbose_name_plural = _("keys to courses")
        ordering = ("-made_at", "-pk")
        constraints = (models.UniqueConstraint(fields=["course", "code"], name="course_key_once"),)

    def __str__(self) -> str:
        return f"Key {self.pk}"


class KeyUse(models.Model):
    """That an enrolment came by a key."""

    key = models.ForeignKey(CourseKey, on_delete=models.CASCADE, related_name="uses")
    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.CASCADE, related_name="+")
    used_at = models.DateTimeField(_("used"))

    class Meta:
        verbose_name = _("use of a key")
        verbose_name_plural = _("uses of keys")
        constraints = (models.UniqueConstraint(fields=["key", "enrolment"], name="key_use_once"),)

    def __str__(self) -> str:
        return f"Use {self.pk} of a key"
