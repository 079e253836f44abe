from datetime import time

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Frequency, Topic


class MailPreference(models.Model):
    """How a person wants messages about a topic. Without a row: at once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_preferences")
    topic = models.CharField(_("topic"), max_length=12, choices=Topic)
    choice = models.CharField(_("choice"), max_length=10, choices=Frequency, default=Frequency.AT_ONCE)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mail preference")
        verbose_name_plural = _("mail preferences")
        ordering = ("user", "topic")
        constraints = (models.UniqueConstraint(fields=["user", "topic"], name="mail_preference_once_a_topic"),)

    def __str__(self) -> str:
        return f"Mail preference {self.pk}"


class QuietHours(models.Model):
    """When a person is left in peace by mail that can wait. Without a row: the defaults that stand here."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="quiet_hours")
    nights = models.BooleanField(_("nights"), default=True)
    starts_at = models.TimeField(_("from"), default=time(20, 0))
    ends_at = models.TimeField(_("to"), default=time(7, 0))
    weekends = models.BooleanField(_("weekends"), default=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("quiet hours")
        verbose_name_plural = _("quiet hours")

    def __str__(self) -> str:
        return f"Quiet hours {self.pk}"
