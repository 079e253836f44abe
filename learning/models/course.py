from django.db import models
from django.utils.translation import gettext_lazy as _


class Course(models.Model):
    """The record of a course, whatever language it is read in. Its address never changes once it is published."""

    # Shared by the course page and all its translations.
    translation_key = models.UUIDField(unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=255)
    current_release = models.ForeignKey(
        "learning.CourseRelease",
        verbose_name=_("current release"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # How many keys of its quizzes were mended after publishing: what a process remembers of them is kept under this.
    corrections = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title
