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
    return _("%(price)s kr without VAT") % {"price": _figures(priced.price)}


def kroner(amount: Decimal) -> str:
    """Norwegian or Swedish, without øre where there are none."""
    return _("%(price)s kr") % {"price": _figures(amount)}


def plain_price(price: Decimal) -> str:
    """For programs: a full stop and two places, whatever the reader's language."""
    return f"{price:.2f}"


def _figures(amount: Decimal) -> str:
    whole = amount == amount.to_integral_value()
    return number_format(amount, decimal_pos=0 if whole else 2, force_grouping=True)
