import uuid
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.people.enums import Country, Language
from events.enums import VatCode
from learning.models.immutable import WrittenOnce

from ..kid import kid_of

MONEY: dict[str, Any] = {"max_digits": 12, "decimal_places": 2}
HALF = Decimal("0.005")


def equals(column: str, expression: Any) -> models.Q:
    """To the øre. SQLite reckons with floating point, so that two sums which are the same may differ far behind it."""
    return models.Q(**{f"{column}__gt": expression - HALF, f"{column}__lt": expression + HALF})


SUMS_AGREE = equals("gross", models.F("net") + models.F("vat"))


class Invoice(WrittenOnce):
    """What somebody owes, frozen as it was issued. A wrong one is credited and made anew.

    Whether it is paid is reckoned from credit notes and payments (`balances.py`); whether people come is the booking's.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.PROTECT, related_name="invoices")
    # None: of something else than places, such as a stand.
    booking = models.ForeignKey("events.Booking", null=True, on_delete=models.PROTECT, related_name="invoices")
    organisation = models.ForeignKey("people.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    # Who sells: name, number, address, account, and whether registered for VAT, as it was that day.
    seller = models.JSONField(_("seller"), encoder=DjangoJSONEncoder)
    recipient_name = models.CharField(_("recipient"), max_length=200, blank=True)
    recipient_country = models.CharField(_("country"), max_length=2, choices=Country, default=Country.NORWAY)
    recipient_number = models.CharField(_("organisation number"), max_length=12, blank=True)
    recipient_peppol_id = models.CharField(_("Peppol id"), max_length=60, blank=True)
    recipient_address = models.TextField(_("postal address"), max_length=400, blank=True)
    recipient_email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    buyer_reference = models.CharField(_("buyer reference"), max_length=60, blank=True)
    # The booking's, which the buyer knows it by.
    order_reference = models.CharField(_("our reference"), max_length=60, blank=True)
    delivered_from = models.DateField(_("delivered from"))
    delivered_to = models.DateField(_("delivered until"))
    delivered_at = models.CharField(_("place of delivery"), max_length=500, blank=True)
    issued_on = models.DateField(_("issued"))
    due_on = models.DateField(pgettext_lazy("payment", "due"))
    currency = models.CharField(_("currency"), max_length=3)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    net = models.DecimalField(_("sum without VAT"), **MONEY)
    vat = models.DecimalField(_("VAT"), **MONEY)
    gross = models.DecimalField(_("to pay"), **MONEY)
    issued_at = models.DateTimeField(_("written"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ("-year", "-number")
        indexes = (models.Index(fields=["issued_on"], name="invoice_issued"),)
        constraints = (
            models.UniqueConstraint(fields=["year", "number"], name="invoice_number_once_in_its_year"),
            models.CheckConstraint(
                condition=SUMS_AGREE & models.Q(net__gte=0, vat__gte=0),
                name="invoice_sums_agree",
            ),
            models.CheckConstraint(condition=models.Q(due_on__gte=models.F("issued_on")), name="invoice_due_later"),
        )

    def __str__(self) -> str:
        return f"Invoice {self.shown_number}"

    @property
    def shown_number(self) -> str:
        return f"{self.year}-{self.number:06d}"

    @property
    def kid(self) -> str:
        """What the payment is recognised by; empty where the seller's bank knew no KID on the day of issue."""
        seller = self.seller
        in_norway = seller.get("country") == Country.NORWAY and self.currency == "NOK"
        return kid_of(self.year, self.number) if in_norway and seller.get("takes_kid") else ""


class InvoiceLine(WrittenOnce):
    """What is paid for: so many of something at one price, with its own VAT."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.CharField(_("text"), max_length=500)
    quantity = models.PositiveIntegerField(_("quantity"))
    unit_price = models.DecimalField(_("price without VAT"), **MONEY)
    unit_price_with_vat = models.DecimalField(_("price with VAT"), **MONEY)
    vat_code = models.CharField(_("VAT"), max_length=10, choices=VatCode)
    vat_rate = models.DecimalField(_("VAT in per cent"), max_digits=4, decimal_places=2, default=Decimal(0))
    net = models.DecimalField(_("sum without VAT"), **MONEY)
    vat = models.DecimalField(_("VAT"), **MONEY)
    gross = models.DecimalField(_("sum with VAT"), **MONEY)
    # For the accountant: as the settings and the series said when it was issued.
    account = models.CharField(_("account"), max_length=20, blank=True)
    dimension = models.CharField(_("dimension"), max_length=40, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("line of an invoice")
        verbose_name_plural = _("lines of invoices")
        ordering = ("invoice", "position")
        constraints = (
            models.UniqueConstraint(fields=["invoice", "position"], name="invoice_line_once"),
            models.CheckConstraint(condition=models.Q(quantity__gte=1, unit_price__gte=0), name="invoice_line_of_some"),
            models.CheckConstraint(
                condition=SUMS_AGREE & equals("net", models.F("unit_price") * models.F("quantity")),
                name="invoice_line_sums_agree",
            ),
            models.CheckConstraint(
                condition=models.Q(vat_rate__gt=0) | models.Q(vat=0), name="invoice_line_without_vat_has_none"
            ),
        )

    def __str__(self) -> str:
        return f"Line {self.position} of invoice {self.invoice_id}"


class InvoicedPlace(WrittenOnce):
    """That a place is on a line. Again (`turn`) once that was credited; the constraint refuses a second click."""

    line = models.ForeignKey(InvoiceLine, on_delete=models.PROTECT, related_name="places")
    place = models.ForeignKey("events.Place", on_delete=models.PROTECT, related_name="invoiced")
    turn = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("invoiced place")
        verbose_name_plural = _("invoiced places")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["place", "turn"], name="place_is_invoiced_once"),)

    def __str__(self) -> str:
        return f"Place {self.place_id} on line {self.line_id}"


class KeptCharge(WrittenOnce):
    """Somebody gave an invoiced place back and is to pay all the same: staff said so, and why."""

    invoiced = models.OneToOneField(InvoicedPlace, on_delete=models.PROTECT, related_name="kept")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("place that is paid all the same")
        verbose_name_plural = _("places that are paid all the same")

    def __str__(self) -> str:
        return f"Kept charge {self.pk}"
