from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cms.people.enums import Language


class Interest(models.Model):
    """Somebody wants to know when sign-up opens. They are told once; the row goes when the occurrence is over."""

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="interests")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    email = models.EmailField(_("e-mail"), max_length=254)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.BOKMAL)
    asked_at = models.DateTimeField(_("asked"))
    told_at = models.DateTimeField(_("told"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("interest in an occurrence")
        verbose_name_plural = _("interests in occurrences")
        constraints = (models.UniqueConstraint("occurrence", Lower("email"), name="interest_once"),)
        indexes = (
            models.Index(fields=["occurrence"], condition=models.Q(told_at__isnull=True), name="interest_untold"),
        )

    def __str__(self) -> str:
        return f"Interest {self.pk}"
