"""What the verbs of money refuse, in words staff can do something with."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from events.domain.bookings import InvoiceDetailsMissing

from . import reminding
from .domain import credits as crediting
from .domain import invoices, payments, runs
from .domain.shown import ChangedSinceShown
from .seller import SellerIncomplete, settings_url

NO_ADDRESS = _("No e-mail is known for this invoice. Print the PDF and send it by post.")
# Errors, the field they are about, and what is said. The first that fits.
REFUSALS: tuple[tuple[type[Exception], str | None, Any], ...] = (
    (invoices.NothingToInvoice, None, _("Nothing is left to invoice: it is on an invoice already, or given back.")),
    (invoices.NotHeld, None, _("The event is cancelled or postponed: nothing is invoiced.")),
    (
        invoices.VatNotRegistered,
        None,
        _("The tickets have VAT, but by the settings the centre is not registered for it. Change one of the two."),
    ),
    (
        invoices.VatInForeignMoney,
        None,
        _("VAT must be stated in the money of the country where the centre is. Invoice this one in the accounts."),
    ),
    (InvoiceDetailsMissing, None, _("Something is missing about who pays. Fill it in first.")),
    (
        ChangedSinceShown,
        None,
        _("Places, prices or who pays have changed since this page was shown. Nothing is issued; look again."),
    ),
    (runs.AlreadyRunning, None, _("This event is being invoiced right now. Wait until that is finished.")),
    (crediting.NothingToCredit, None, _("Say how many of which line are credited.")),
    (crediting.OfAnotherInvoice, None, _("This line stands on another invoice.")),
    (crediting.ReasonMissing, "reason", _("Write why they pay all the same.")),
    (crediting.DecidedAlready, None, _("Somebody has decided this already.")),
    (payments.WrongAmount, "amount", _("Write an amount in whole øre, more than nothing.")),
    (payments.InTheFuture, "on", _("This day has not come yet.")),
    (payments.ReferenceUsed, "reference", _("Money with this reference is written down already.")),
    (payments.TakenBackAlready, None, _("This payment is taken back already.")),
    (reminding.NoAddress, None, NO_ADDRESS),
    (reminding.NotOverdue, None, _("It is not overdue.")),
    (reminding.RemindedAlready, None, _("All reminders of the settings are sent.")),
)
KNOWN: tuple[type[Exception], ...] = (
    *(error for error, _field, _words in REFUSALS),
    SellerIncomplete,
    crediting.MoreThanTheLine,
    payments.MoreThanPaid,
)


def in_words(error: Exception) -> tuple[str | None, Any]:
    """The field an error is about, and what to say there."""
    if isinstance(error, SellerIncomplete):
        return None, seller_in_words(error.missing)
    if isinstance(error, crediting.MoreThanTheLine):
        words = _now("At most %(left)d of this can be credited.") % {"left": error.left}
        return f"line-{error.line.pk}", words
    if isinstance(error, payments.MoreThanPaid):
        return "amount", _now("At most %(most)s was paid too much.") % {"most": error.most}
    return next((field, words) for known, field, words in REFUSALS if isinstance(error, known))


def seller_in_words(missing: list[str]) -> Any:
    """What is missing, and where it is filled in."""
    words = _now("Nothing can be invoiced yet. In the settings is missing: %(missing)s.")
    said = words % {"missing": ", ".join(missing)}
    return format_html('{} <a href="{}">{}</a>', said, settings_url(), _now("Fill it in under Settings, Invoices"))
