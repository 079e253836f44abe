from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import NoticeKind


class Notice(models.Model):
    """What people who count on an occurrence are told of a change: moved, postponed, with a new day, cancelled.

    The work list of its mails: people are told in the order of their places, `told_until` says how far it has come.
    """

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=10, choices=NoticeKind)
    reason = models.TextField(_("what people are told"), blank=True)
    # When and where it was to be, before.
    was_to_start_at = models.DateTimeField(_("was to start"))
    was_at = models.CharField(_("was to be at"), max_length=520, blank=True)
    made_at = models.DateTimeField(_("made"))
    told_until = models.PositiveBigIntegerField(default=0, editable=False)
    done_at = models.DateTimeField(_("everybody is told"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("notice of a change")
        verbose_name_plural = _("notices of changes")
        ordering = ("-made_at", "-pk")
        indexes = (models.Index(fields=["made_at"], condition=models.Q(done_at__isnull=True), name="notice_waits"),)

    def __str__(self) -> str:
        return f"Notice {self.pk}"
