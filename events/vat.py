"""VAT in whole øre, rounded as invoices round it."""

from decimal import ROUND_HALF_UP, Decimal

from .enums import VAT_RATES

ORE = Decimal("0.01")


def rounded(value: Decimal) -> Decimal:
    return value.quantize(ORE, ROUND_HALF_UP)


def vat_on(net: Decimal, code: str) -> Decimal:
    """Of everything at one rate together, as EN 16931 asks."""
    return rounded(net * VAT_RATES[code] / 100)
