from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import ErasureReason


class Erasure(models.Model):
    """That a person was erased: the account is a nameless shell since then, which counts go on pointing at."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="erasure", verbose_name=_("account")
    )
    reason = models.CharField(_("reason"), max_length=20, choices=ErasureReason)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    # How many rows of each model were let go of: {"people.membership": 4}.
    counts = models.JSONField(_("what went"), default=dict)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"Erasure {self.pk}"


class InactivityWarning(models.Model):
    """That somebody who has not signed in for years was told when their account will be erased."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="inactivity_warning")
    warned_at = models.DateTimeField(_("warned"))
    erase_at = models.DateTimeField(_("will be erased"))

    class Meta:
        verbose_name = _("warning of erasure")
        verbose_name_plural = _("warnings of erasure")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(erase_at__gt=models.F("warned_at")), name="inactivity_warns_before_it_erases"
            ),
        )

    def __str__(self) -> str:
        return f"Warning {self.pk}"
