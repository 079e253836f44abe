"""The arithmetic of invoices, over plain values. All amounts are in whole øre.

VAT is reckoned once for each rate, on the sum of its lines, as EN 16931 asks; the lines then share that VAT so that
they add up to it. Lines reckoned one by one would be some øre off:

three lines of 0.50 at 25 %: VAT of 1.50 is 0.38, shared 0.13 + 0.13 + 0.12 (and not thrice 0.13)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from events.vat import ORE, rounded

from ..enums import VAT_RATES


@dataclass(frozen=True)
class Item:
    """Something to invoice: so many of it, at a price without VAT. `places` are the ids of places it is for."""

    text: str
    quantity: int
    unit_price: Decimal
    vat_code: str
    account: str = ""
    dimension: str = ""
    places: tuple[int, ...] = ()

    @property
    def net(self) -> Decimal:
        return rounded(self.unit_price) * self.quantity

    @property
    def rate(self) -> Decimal:
        return VAT_RATES[self.vat_code]


@dataclass(frozen=True)
class Amounts:
    net: Decimal
    vat: Decimal

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(self.net + other.net, self.vat + other.vat)


NOTHING = Amounts(Decimal("0.00"), Decimal("0.00"))


def with_vat(price: Decimal, rate: Decimal) -> Decimal:
    return rounded(price * (100 + rate) / 100)


def total(amounts: Iterable[Amounts]) -> Amounts:
    return sum(amounts, NOTHING)


def amounts_of(items: Sequence[Item]) -> list[Amounts]:
    """What each item comes to, in their order."""
    shares: dict[int, Decimal] = {}
    for code in {item.vat_code for item in items}:
        numbered = [(number, item) for number, item in enumerate(items) if item.vat_code == code]
        shares |= _shared(numbered)
    return [Amounts(item.net, shares[number]) for number, item in enumerate(items)]


def _shared(items: list[tuple[int, Item]]) -> dict[int, Decimal]:
    """The VAT of one rate, cut down to whole øre for each; who lost most gets the øre that are left, the first before
    the last.
    """
    exact = {number: item.net * item.rate / 100 for number, item in items}
    shares = {number: value.quantize(ORE, ROUND_DOWN) for number, value in exact.items()}
    left = int((rounded(sum(exact.values(), Decimal(0))) - sum(shares.values())) / ORE)
    losers = sorted(exact, key=lambda number: (shares[number] - exact[number], number))
    return {number: share + (ORE if number in losers[:left] else 0) for number, share in shares.items()}


def part_of(whole: Amounts, *, quantity: int, before: int, taken: int) -> Amounts:
    """What `taken` of `quantity` come to after `before` were taken already: all parts add up to the whole."""

    def until(value: Decimal, number: int) -> Decimal:
        return rounded(value * number / quantity)

    def share(value: Decimal) -> Decimal:
        return until(value, before + taken) - until(value, before)

    return Amounts(share(whole.net), share(whole.vat))
