import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models.immutable import WrittenOnce

from ..enums import PaymentSource
from .invoice import MONEY, Invoice


class Payment(WrittenOnce):
    """Money that came in. One that was registered wrongly is taken back by a row against it, never changed."""

    # Drawn when the form is shown: a double click is one payment.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payments")
    amount = models.DecimalField(_("amount"), **MONEY)
    paid_on = models.DateField(_("paid"))
    source = models.CharField(_("where it came in"), max_length=10, choices=PaymentSource, default=PaymentSource.BANK)
    # What the bank or provider calls it: the same money is registered once.
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    # How often a row with this reference was taken back before.
    turn = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(_("note"), max_length=300, blank=True)
    takes_back = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="taken_back_by")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("registered"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["source", "reference", "turn"],
                condition=models.Q(takes_back__isnull=True) & ~models.Q(reference=""),
                name="payment_reference_once",
            ),
            models.CheckConstraint(
                condition=models.Q(takes_back__isnull=True, amount__gt=0)
                | models.Q(takes_back__isnull=False, amount__lt=0),
                name="payment_has_its_sign",
            ),
        )

    def __str__(self) -> str:
        return f"Payment {self.pk}"


class Refund(WrittenOnce):
    """Money that went back, of what was paid too much."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="refunds")
    amount = models.DecimalField(_("amount"), **MONEY)
    refunded_on = models.DateField(_("paid back"))
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("registered"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="refund_of_some"),
            models.UniqueConstraint(
                fields=["reference"], condition=~models.Q(reference=""), name="refund_reference_once"
            ),
        )

    def __str__(self) -> str:
        return f"Refund {self.pk}"
