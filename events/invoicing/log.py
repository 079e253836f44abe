"""Words of the log for invoices."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "invoicing.payer": (_("Say who pays"), _("Changed who pays for the booking")),
    "invoicing.issue": (_("Issue an invoice"), _("Issued the invoice")),
    "invoicing.send_again": (_("Send an invoice again"), _("Sent the invoice once more")),
    "invoicing.credit": (_("Credit an invoice"), _("Issued the credit note")),
    "invoicing.keep_charge": (_("Let a place be paid"), _("Decided that a place given back is paid all the same")),
    "invoicing.pay": (_("Register a payment"), _("Registered a payment of the invoice")),
    "invoicing.take_back": (_("Take a payment back"), _("Took back a payment that was registered wrongly")),
    "invoicing.refund": (_("Register a refund"), _("Registered that money was paid back")),
    "invoicing.remind": (_("Remind of an invoice"), _("Reminded of the invoice")),
    "invoicing.run": (_("Invoice all"), _("Started to invoice all of the event")),
    "invoicing.accounting": (_("Set the accounting"), _("Set account and dimension of the series")),
    "invoicing.export": (_("Export for the accountant"), _("Exported invoices for the accountant")),
}

# What stands beside a line.
KEYS = {
    "amount": _("amount"),
    "gross": _("sum with VAT"),
    "invoice": _("invoice"),
    "payment": _("payment"),
    "place": _("place"),
    "refund": _("refund"),
    "since": _("since"),
    "step": _("step"),
    "until": _("until"),
    "waives": _("is not to be paid"),
}
