from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Voucher(models.Model):
    """Signs that open hidden categories or lower the price, as often as said. Uses are counted under its lock.

    It never makes room: a place with a voucher needs room in its quotas like any other.
    """

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="vouchers")
    code = models.CharField(_("code"), max_length=40)
    note = models.CharField(_("for whom"), max_length=200, blank=True)
    categories = models.ManyToManyField(
        "events.TicketCategory", verbose_name=_("ticket categories"), blank=True, related_name="vouchers"
    )
    discount = models.DecimalField(
        _("discount in per cent"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    most_uses = models.PositiveIntegerField(_("how many places"), default=1, validators=[MinValueValidator(1)])
    expires_at = models.DateTimeField(_("works until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("voucher")
        verbose_name_plural = _("vouchers")
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=["occurrence", "code"], name="voucher_code_in_occurrence"),
            models.CheckConstraint(
                condition=models.Q(discount__gte=0, discount__lte=100), name="voucher_discount_is_a_share"
            ),
        )

    def __str__(self) -> str:
        return f"Voucher {self.pk}"


class VoucherUse(models.Model):
    """That a place came with a voucher. It goes on counting only while the place lives."""

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="uses")
    place = models.OneToOneField("events.Place", on_delete=models.CASCADE, related_name="voucher_use")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("use of a voucher")
        verbose_name_plural = _("uses of vouchers")

    def __str__(self) -> str:
        return f"Use {self.pk} of a voucher"
