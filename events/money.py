"""Prices as people read them."""

from decimal import Decimal
from typing import Protocol

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .enums import VatCode
from .models import Occurrence


class Priced(Protocol):
    price: Decimal
    vat_code: str


def currency_of(occurrence: Occurrence) -> str:
    """Where its clocks go as in Sweden, it is paid in Swedish kronor."""
    return "SEK" if occurrence.timezone == "Europe/Stockholm" else "NOK"


def price_in_words(priced: Priced) -> str:
    if not priced.price:
        return _("free")
    whole = priced.price == priced.price.to_integral_value()
    price = number_format(priced.price, decimal_pos=0 if whole else 2, force_grouping=True)
    if priced.vat_code in {VatCode.EXEMPT, VatCode.ZERO}:
        return _("%(price)s kr") % {"price": price}
    return _("%(price)s kr without VAT") % {"price": price}


def plain_price(price: Decimal) -> str:
    """For programs: a full stop and two places, whatever the reader's language."""
    return f"{price:.2f}"
