import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models.immutable import WrittenOnce

from .invoice import MONEY, SUMS_AGREE, Invoice, InvoicedPlace, InvoiceLine

# Of rows that go with an invoice or with a credit note: with one of them.
OF_ONE_PAPER = models.Q(invoice__isnull=False, credit_note__isnull=True) | models.Q(
    invoice__isnull=True, credit_note__isnull=False
)


class CreditNote(WrittenOnce):
    """Takes an invoice back, or part of it. Numbered in a series of its own; parties and words are the invoice's."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="credit_notes")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # What it takes back is not to be paid, and not invoiced again; else it was wrong, and is.
    waives = models.BooleanField(_("is not to be paid"), default=False)
    issued_on = models.DateField(_("issued"))
    net = models.DecimalField(_("sum without VAT"), **MONEY)
    vat = models.DecimalField(_("VAT"), **MONEY)
    gross = models.DecimalField(_("sum with VAT"), **MONEY)
    issued_at = models.DateTimeField(_("written"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("credit note")
        verbose_name_plural = _("credit notes")
        ordering = ("-year", "-number")
        indexes = (models.Index(fields=["issued_on"], name="credit_note_issued"),)
        constraints = (
            models.UniqueConstraint(fields=["year", "number"], name="credit_note_number_once_in_its_year"),
            models.CheckConstraint(
                condition=SUMS_AGREE & models.Q(net__gte=0, vat__gte=0),
                name="credit_note_sums_agree",
            ),
        )

    def __str__(self) -> str:
        return f"Credit note {self.shown_number}"

    @property
    def shown_number(self) -> str:
        return f"K{self.year}-{self.number:06d}"


class CreditLine(WrittenOnce):
    """So many of a line of the invoice."""

    credit_note = models.ForeignKey(CreditNote, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(InvoiceLine, on_delete=models.PROTECT, related_name="credits")
    quantity = models.PositiveIntegerField(_("quantity"))
    net = models.DecimalField(_("sum without VAT"), **MONEY)
    vat = models.DecimalField(_("VAT"), **MONEY)
    gross = models.DecimalField(_("sum with VAT"), **MONEY)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("line of a credit note")
        verbose_name_plural = _("lines of credit notes")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["credit_note", "line"], name="credit_line_once"),
            models.CheckConstraint(
                condition=SUMS_AGREE & models.Q(quantity__gte=1),
                name="credit_line_sums_agree",
            ),
        )

    def __str__(self) -> str:
        return f"Line {self.pk} of a credit note"


class CreditedPlace(WrittenOnce):
    """The place is on its line no longer, once and for all: it may be invoiced again, unless the note waives it."""

    invoiced = models.OneToOneField(InvoicedPlace, on_delete=models.PROTECT, related_name="credited")
    credit_line = models.ForeignKey(CreditLine, on_delete=models.PROTECT, related_name="places")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("credited place")
        verbose_name_plural = _("credited places")

    def __str__(self) -> str:
        return f"Credited place {self.pk}"
