"""Prices as people read them."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .enums import VatCode
from .models import Occurrence, TicketCategory


def currency_of(occurrence: Occurrence) -> str:
    """Where its clocks go as in Sweden, it is paid in Swedish kronor."""
    return "SEK" if occurrence.timezone == "Europe/Stockholm" else "NOK"


def price_in_words(category: TicketCategory) -> str:
    if category.is_free:
        return _("free")
    whole = category.price == category.price.to_integral_value()
    price = number_format(category.price, decimal_pos=0 if whole else 2, force_grouping=True)
    if category.vat_code in {VatCode.EXEMPT, VatCode.ZERO}:
        return _("%(price)s kr") % {"price": price}
    return _("%(price)s kr without VAT") % {"price": price}


def plain_price(price: Decimal) -> str:
    """For programs: a full stop and two places, whatever the reader's language."""
    return f"{price:.2f}"
