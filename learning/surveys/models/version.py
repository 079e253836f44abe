from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models.immutable import WrittenOnce


class SurveyVersion(WrittenOnce):
    """A survey as people answer it: every text and rule of it, frozen (`content.py` reads it)."""

    survey = models.ForeignKey("surveys.Survey", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField(_("content"))
    digest = models.CharField(_("hash"), max_length=64)
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("version of a survey")
        verbose_name_plural = _("versions of surveys")
        ordering = ("survey", "-number")
        constraints = (models.UniqueConstraint(fields=["survey", "number"], name="survey_version_number"),)

    def __str__(self) -> str:
        return f"Version {self.number}"
