from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedToken(models.Model):
    """The secret in the address of a person's own calendar: one at a time, and only its hash is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed_token")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"))
    # To the hour: enough to see that a program still asks.
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("address of a personal calendar")
        verbose_name_plural = _("addresses of personal calendars")

    def __str__(self) -> str:
        return f"Calendar address {self.pk}"
