from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models.immutable import WrittenOnce

from .credit_note import OF_ONE_PAPER, CreditNote
from .invoice import Invoice


class Reminder(WrittenOnce):
    """That a step of the reminders is taken: each step once for an invoice."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="reminders")
    step = models.PositiveSmallIntegerField(_("reminder"))
    at = models.DateTimeField(_("when"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reminder of an invoice")
        verbose_name_plural = _("reminders of invoices")
        ordering = ("invoice", "step")
        constraints = (
            models.UniqueConstraint(fields=["invoice", "step"], name="invoice_reminder_once"),
            models.CheckConstraint(condition=models.Q(step__gte=1), name="invoice_reminder_from_one"),
        )

    def __str__(self) -> str:
        return f"Reminder {self.step} of invoice {self.invoice_id}"


class PaperMail(models.Model):
    """Which paper a mail of the outbox carries; read from the store when the mail leaves."""

    message = models.OneToOneField("mail.OutboxMessage", on_delete=models.CASCADE, related_name="invoice_paper")
    invoice = models.ForeignKey(Invoice, null=True, on_delete=models.PROTECT, related_name="mails")
    credit_note = models.ForeignKey(CreditNote, null=True, on_delete=models.PROTECT, related_name="mails")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mail with an invoice")
        verbose_name_plural = _("mails with invoices")
        constraints = (models.CheckConstraint(condition=OF_ONE_PAPER, name="invoice_mail_carries_one_paper"),)

    def __str__(self) -> str:
        return f"Paper of mail {self.message_id}"
