"""Amounts, rates and days as they stand on papers, in mails and on pages, in the language that is active."""

from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _


def rate_in_words(code: str, rate: Decimal) -> str:
    if code == "exempt":
        return _("exempt")
    return f"{formats.number_format(rate.normalize(), decimal_pos=0)} %"


def money(amount: Decimal, currency: str) -> str:
    return f"{currency} {formats.number_format(amount, decimal_pos=2, force_grouping=True)}"


def span(begins: date, ends: date) -> str:
    return day(begins) if begins == ends else f"{day(begins)}–{day(ends)}"


def day(date_: date) -> str:
    return formats.date_format(date_, "DATE_FORMAT")
