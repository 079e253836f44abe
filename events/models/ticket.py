import uuid
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.texts import TextsField, said

from ..enums import Audience, PlaceMode, VatCode


class TicketCategory(models.Model):
    """A kind of place: for whom, in which way they take part, at which price."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="categories")
    names = TextsField(_("name"), blank=False)
    audience = models.CharField(_("for whom"), max_length=20, choices=Audience, default=Audience.EVERYBODY)
    mode = models.CharField(_("takes part"), max_length=10, choices=PlaceMode, default=PlaceMode.ROOM)
    # Without VAT, in the currency of the centre (NOK in Norway, SEK in Sweden).
    price = models.DecimalField(
        _("price without VAT"), max_digits=10, decimal_places=2, default=Decimal(0), validators=[MinValueValidator(0)]
    )
    vat_code = models.CharField(_("VAT"), max_length=10, choices=VatCode, default=VatCode.EXEMPT)
    needs_approval = models.BooleanField(_("is approved by the staff"), default=False)
    # Seen and taken only with a voucher or an invitation.
    hidden = models.BooleanField(_("by invitation only"), default=False)
    visible_from = models.DateTimeField(_("on sale from"), null=True, blank=True)
    visible_until = models.DateTimeField(_("on sale until"), null=True, blank=True)
    least = models.PositiveSmallIntegerField(_("fewest in one booking"), default=1, validators=[MinValueValidator(1)])
    most = models.PositiveSmallIntegerField(_("most in one booking"), default=10, validators=[MinValueValidator(1)])
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("ticket category")
        verbose_name_plural = _("ticket categories")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(price__gte=0), name="ticket_price_is_not_negative"),
            models.CheckConstraint(condition=models.Q(most__gte=models.F("least"), least__gte=1), name="ticket_sizes"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_in(get_language() or "nb")

    def name_in(self, language: str) -> str:
        return said(self.names, language, "nb")

    @property
    def is_free(self) -> bool:
        return self.price == 0


class Quota(models.Model):
    """A limit on places. A place needs room in every quota of its category; the rows are counted under its lock."""

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="quotas")
    name = models.CharField(_("name"), max_length=120)
    # None: no limit.
    size = models.PositiveIntegerField(_("places"), null=True, blank=True)
    categories = models.ManyToManyField(TicketCategory, verbose_name=_("ticket categories"), related_name="quotas")

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["occurrence", "name"], name="quota_name_in_occurrence"),)

    def __str__(self) -> str:
        return self.name
