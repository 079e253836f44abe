from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperKind(models.TextChoices):
    """What is numbered, each kind in a series of its own."""

    INVOICE = "invoice", _("Invoice")
    CREDIT = "credit", _("Credit note")


class InvoiceState(models.TextChoices):
    """How an invoice stands. Reckoned from credit notes and payments each time, never stored."""

    UNPAID = "unpaid", _("Unpaid")
    PARTLY = "partly", _("Partly paid")
    PAID = "paid", _("Paid")
    OVERPAID = "overpaid", _("Paid too much")
    OVERDUE = "overdue", _("Overdue")
    CREDITED = "credited", _("Credited")


class PaymentSource(models.TextChoices):
    """Where the money came in; references are unique within each."""

    BANK = "bank", _("Bank account")
    CARD = "card", _("Card")
    VIPPS = "vipps", _("Vipps or MobilePay")
    OTHER = "other", _("Another way")


class AfterCredit(models.TextChoices):
    """What becomes of places that are credited and not given back."""

    AGAIN = "again", _("It was wrong, and is invoiced again")
    WAIVED = "waived", _("It is not to be paid")


class RunState(models.TextChoices):
    RUNNING = "running", _("Invoicing")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Stopped")


class RunProblem(models.TextChoices):
    """Why a booking got no invoice."""

    NOTHING = "nothing", _("Nothing is left to invoice")
    PAYER = "payer", _("Something is missing about who pays")
    VAT = "vat", _("The VAT of a line cannot be invoiced")
    CHANGED = "changed", _("Its places, prices or payer have changed since they were shown")
