"""Packages and prices in a line of words."""

from django.utils.translation import gettext as _

from events.money import Priced, price_in_words

from .models import ExhibitorPackage
from .queries import PackageCount


def package_words(count: PackageCount) -> str:
    """What it is, holds and costs, and whether one is free."""
    taken = "" if count.free else _("all are taken: you come on the waiting list")
    return f"{count.package.name} ({', '.join(filter(None, [*_holds(count.package), taken]))})"


def free_package_words(package: ExhibitorPackage) -> str:
    """What it is, holds and costs, where one is free."""
    return f"{package.name} ({', '.join(_holds(package))})"


def price_words(priced: Priced) -> str:
    """Free packages are there, and cost nothing: "free" alone would say that nobody has taken them."""
    return price_in_words(priced) if priced.price else _("free of charge")


def _holds(package: ExhibitorPackage) -> list[str]:
    parts = [package.size] if package.size else []
    parts.append(_("staff: %(number)d") % {"number": package.staff})
    if package.power_watts:
        parts.append(_("power: %(watts)d W") % {"watts": package.power_watts})
    if package.tables:
        parts.append(_("tables: %(number)d") % {"number": package.tables})
    return [*parts, price_words(package)]
