from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Follow(models.Model):
    """Somebody wants to hear of answers in a thread, or of new threads in a course.

    `is_on` false remembers that they said no: writing there again does not make them follow again.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="discussion_follows")
    course = models.ForeignKey("learning.Course", verbose_name=_("course"), on_delete=models.CASCADE, related_name="+")
    # None: new threads of the course.
    thread = models.ForeignKey(
        "discussion.Thread",
        verbose_name=_("thread"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="follows",
    )
    is_on = models.BooleanField(_("wants to hear of it"), default=True)
    since = models.DateTimeField(_("since"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("thread or course followed")
        verbose_name_plural = _("threads and courses followed")
        ordering = ("-since", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["user", "thread"], name="follow_thread_once"),
            models.UniqueConstraint(
                fields=["user", "course"], condition=Q(thread__isnull=True), name="follow_course_once"
            ),
        )

    def __str__(self) -> str:
        return f"Follow {self.pk}"


class Visit(models.Model):
    """When somebody last looked at a thread: what came later is new to them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(
        "discussion.Thread", verbose_name=_("thread"), on_delete=models.CASCADE, related_name="visits"
    )
    seen_at = models.DateTimeField(_("last looked at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("visit to a thread")
        verbose_name_plural = _("visits to threads")
        constraints = (models.UniqueConstraint(fields=["user", "thread"], name="visit_once_a_thread"),)

    def __str__(self) -> str:
        return f"Visit to a thread {self.pk}"
