from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import ConsentWay


class Consent(models.Model):
    """That a person said yes to a purpose, in the words they were shown. Saying no again is a date, not a deletion."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents", verbose_name=_("person")
    )
    purpose = models.CharField(_("to what"), max_length=40)
    # Of purposes that are about somebody: who that is, and what of (a key of the room that asks; empty: everything).
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("to whom"),
    )
    scope = models.CharField(_("of what"), max_length=60, blank=True)
    version = models.PositiveSmallIntegerField(_("version"))
    wording = models.TextField(_("wording"))
    language = models.CharField(_("language"), max_length=2)
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    how = models.CharField(_("how"), max_length=20, choices=ConsentWay)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ("-given_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["user", "purpose"],
                condition=models.Q(withdrawn_at__isnull=True, recipient__isnull=True),
                name="consent_holds_once",
            ),
            models.UniqueConstraint(
                fields=["user", "purpose", "recipient", "scope"],
                condition=models.Q(withdrawn_at__isnull=True, recipient__isnull=False),
                name="consent_to_somebody_holds_once",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(withdrawn_at__gte=models.F("given_at")),
                name="consent_is_withdrawn_after_it_is_given",
            ),
        )

    def __str__(self) -> str:
        return f"Consent {self.pk}"
