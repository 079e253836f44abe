from .credit_note import CreditedPlace, CreditLine, CreditNote
from .invoice import Invoice, InvoicedPlace, InvoiceLine, KeptCharge
from .mail import PaperMail, Reminder
from .numbers import NumberSeries
from .paper import IssuedPaper
from .payer import Payer
from .payment import Payment, Refund
from .run import InvoiceRun, InvoiceRunLine
from .seller import InvoiceSettings, SeriesAccount

__all__ = [
    "CreditLine",
    "CreditNote",
    "CreditedPlace",
    "Invoice",
    "InvoiceLine",
    "InvoiceRun",
    "InvoiceRunLine",
    "InvoiceSettings",
    "InvoicedPlace",
    "IssuedPaper",
    "KeptCharge",
    "NumberSeries",
    "PaperMail",
    "Payer",
    "Payment",
    "Refund",
    "Reminder",
    "SeriesAccount",
]
