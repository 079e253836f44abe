from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def valid(self, *, on: date) -> "AgreementQuerySet":
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


class Agreement(models.Model):
    """That makes an organisation a member: from a day and, when it is over, to a day (that day included)."""

    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="agreements", verbose_name=_("organisation")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True, help_text=_("Leave empty: until somebody ends it."))
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("A case number, say. Only the centre sees it.")
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ("organisation", "-starts_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="agreement_ends_after_it_starts",
                violation_error_message=_("It must end after it has begun."),
            ),
        )

    def __str__(self) -> str:
        return f"Agreement {self.pk}"
