from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import BegunBy


class DiscussionSettings(models.Model):
    """How the people of a course talk together. Without a row: the defaults that stand here."""

    course = models.OneToOneField("learning.Course", on_delete=models.CASCADE, related_name="discussion")
    is_open = models.BooleanField(_("this course has a discussion"), default=True)
    begun_by = models.CharField(_("who begins threads"), max_length=10, choices=BegunBy, default=BegunBy.EVERYBODY)
    moderated_first = models.BooleanField(_("posts wait for approval"), default=False)

    class Meta:
        verbose_name = _("discussion of a course")
        verbose_name_plural = _("discussions of courses")

    def __str__(self) -> str:
        return f"Discussion of a course {self.pk}"
