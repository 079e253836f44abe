import uuid
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.texts import TextsField, said
from events.enums import VatCode


class ExhibitorPackage(models.Model):
    """A kind of stand with all that goes with it. How many are taken is counted under the occurrence's locks.

    Its price stands here and on its ticket category, whose first place in an exhibitor's booking is what is invoiced.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="exhibitor_packages")
    names = TextsField(_("name"), blank=False, max_length=120)
    size = models.CharField(_("size of the stand"), max_length=60, blank=True)
    staff = models.PositiveSmallIntegerField(_("places for staff"), default=2, validators=[MinValueValidator(1)])
    power_watts = models.PositiveIntegerField(_("power in watts"), default=0)
    tables = models.PositiveSmallIntegerField(_("tables"), default=1)
    # Without VAT, in the currency of the centre.
    price = models.DecimalField(
        _("price without VAT"), max_digits=10, decimal_places=2, default=Decimal(0), validators=[MinValueValidator(0)]
    )
    vat_code = models.CharField(_("VAT"), max_length=10, choices=VatCode, default=VatCode.STANDARD)
    number = models.PositiveIntegerField(_("how many there are"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    category = models.OneToOneField(
        "events.TicketCategory", editable=False, on_delete=models.PROTECT, related_name="exhibitor_package"
    )

    class Meta:
        verbose_name = _("exhibitor package")
        verbose_name_plural = _("exhibitor packages")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(price__gte=0), name="package_price_is_not_negative"),
            models.CheckConstraint(condition=models.Q(staff__gte=1), name="package_has_staff"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_in(get_language() or "nb")

    def name_in(self, language: str) -> str:
        return said(self.names, language, "nb")
