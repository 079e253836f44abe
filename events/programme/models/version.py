from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ProgrammeVersion(models.Model):
    """A programme as it was published, with what has changed since the version before. Readers see the latest.

    It stays as it is, but for one thing: who takes their consent back is taken out of every version.
    """

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="programme_versions")
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField(_("content"))
    # Of the content: what is made of it (pages, PDF) is kept by this.
    digest = models.CharField(max_length=64)
    changes = models.JSONField(_("changes"), default=list)
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("published by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("published programme")
        verbose_name_plural = _("published programmes")
        ordering = ("occurrence", "-number")
        constraints = (models.UniqueConstraint(fields=["occurrence", "number"], name="programme_version_number"),)

    def __str__(self) -> str:
        return f"Programme version {self.number}"
