"""Prices as people read them."""

from decimal import Decimal
from typing import Protocol

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .enums import VatCode
from .models import Occurrence


class Priced(Protocol):
    @property
    def price(self) -> Decimal: ...

    @property
    def vat_code(self) -> str: ...


def currency_of(occurrence: Occurrence) -> str:
    """Where its clocks go as in Sweden, it is paid in Swedish kronor."""
    return "SEK" if occurrence.timezone == "Europe/Stockholm" else "NOK"


def price_in_words(priced: Priced) -> str:
    if not priced.price:
        return _("free")
    if priced.vat_code in {VatCode.EXEMPT, VatCode.ZERO}:
        return kroner(priced.price)
    return _("%(price)s kr without VAT") % {"price": _number(priced.price)}


def kroner(price: Decimal) -> str:
    """The sum alone, where something beside it tells of VAT: 18 000 kr."""
    return _("%(price)s kr") % {"price": _number(price)}


def _number(price: Decimal) -> str:
    whole = price == price.to_integral_value()
    return number_format(price, decimal_pos=0 if whole else 2, force_grouping=True)


def plain_price(price: Decimal) -> str:
    """For programs: a full stop and two places, whatever the reader's language."""
    return f"{price:.2f}"
