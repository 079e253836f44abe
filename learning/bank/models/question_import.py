from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..enums import FileFormat, ImportState


class QuestionImport(models.Model):
    """A file of questions that was read: what would be made of it, and what cannot, line by line.

    The file itself is not kept; `drafts` holds what was understood until it is imported.
    """

    format = models.CharField(pgettext_lazy("file", "format"), max_length=10, choices=FileFormat)
    language = models.CharField(_("language"), max_length=2)
    file_name = models.CharField(_("file"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.CHECKED)
    total = models.PositiveIntegerField(_("questions in the file"), default=0)
    drafts = models.JSONField(default=list)
    # Each: line, question (its name), reason, refused (whether the question is left out).
    problems = models.JSONField(default=list)
    created = models.PositiveIntegerField(_("imported"), default=0)
    unchanged = models.PositiveIntegerField(_("here already"), default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("import of questions")
        verbose_name_plural = _("imports of questions")
        ordering = ("-uploaded_at",)

    def __str__(self) -> str:
        return f"Import of questions {self.pk}"

    @property
    def refused(self) -> int:
        """How many questions of the file are left out."""
        return self.total - len(self.drafts) if self.state == ImportState.CHECKED else self.total - self.taken

    @property
    def taken(self) -> int:
        return self.created + self.unchanged
