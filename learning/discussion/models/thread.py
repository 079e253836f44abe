from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class Thread(models.Model):
    """A question or a subject, in a course and perhaps about one of its lessons. Who began it wrote its first post.

    The lesson is named by its key, which is the same in all languages and releases.
    """

    course = models.ForeignKey(
        "learning.Course", verbose_name=_("course"), on_delete=models.CASCADE, related_name="threads"
    )
    lesson_key = models.UUIDField(_("lesson"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=150, blank=True)
    created_at = models.DateTimeField(_("begun"))
    is_pinned = models.BooleanField(_("stands on top"), default=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    # Only on rows of queries.threads_seen().
    answers: int
    helpful: int
    last_at: datetime | None
    seen_at: datetime
    has_new: bool
    is_own: bool
    begun_by: str | None
    begun_as: str
    first_state: str
    # Only on rows of queries.threads_with_news().
    news: int

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=["course", "lesson_key"], name="thread_of_lesson"),)

    def __str__(self) -> str:
        return f"Thread {self.pk}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None
