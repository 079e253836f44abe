"""Packages and prices in a line of words."""

from decimal import Decimal
from typing import Protocol

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from events.enums import VatCode

from .models import ExhibitorPackage
from .queries import PackageCount


class Priced(Protocol):
    price: Decimal
    vat_code: str


def package_words(count: PackageCount) -> str:
    """What it is, holds and costs, and whether one is free."""
    taken = "" if count.free else _("all are taken: you come on the waiting list")
    return f"{count.package.name} ({', '.join(filter(None, [*_holds(count.package), taken]))})"


def free_package_words(package: ExhibitorPackage) -> str:
    """What it is, holds and costs, where one is free."""
    return f"{package.name} ({', '.join(_holds(package))})"


def price_words(priced: Priced) -> str:
    if not priced.price:
        return _("free of charge")
    whole = priced.price == priced.price.to_integral_value()
    price = {"price": number_format(priced.price, decimal_pos=0 if whole else 2, force_grouping=True)}
    if priced.vat_code in {VatCode.EXEMPT, VatCode.ZERO}:
        return _("%(price)s kr") % price
    return _("%(price)s kr without VAT") % price


def _holds(package: ExhibitorPackage) -> list[str]:
    parts = [package.size] if package.size else []
    parts.append(_("staff: %(number)d") % {"number": package.staff})
    if package.power_watts:
        parts.append(_("power: %(watts)d W") % {"watts": package.power_watts})
    if package.tables:
        parts.append(_("tables: %(number)d") % {"number": package.tables})
    return [*parts, price_words(package)]
