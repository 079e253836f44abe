"""What places cost together, as whoever orders them is told before there is an invoice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from .money import Priced, kroner, price_in_words
from .vat import vat_on


class Price(NamedTuple):
    """Of one place, less what a voucher takes off."""

    price: Decimal
    vat_code: str


@dataclass(frozen=True)
class Cost:
    """`net` is without VAT."""

    net: Decimal
    vat: Decimal

    @property
    def words(self) -> str:
        """In a sentence, in the language that is active."""
        if not self.vat:
            return _("%(net)s to pay. There is no VAT on it.") % {"net": kroner(self.net)}
        values = {"net": kroner(self.net), "vat": kroner(self.vat), "gross": kroner(self.net + self.vat)}
        return _("%(net)s without VAT, plus %(vat)s VAT: %(gross)s to pay.") % values


def cost_of(priced: Iterable[Priced]) -> Cost | None:
    """With VAT reckoned once for each rate, as on the invoice; None where nothing costs."""
    by_code: defaultdict[str, Decimal] = defaultdict(Decimal)
    for one in priced:
        by_code[one.vat_code] += one.price
    net = sum(by_code.values(), Decimal(0))
    vat = sum((vat_on(each, code) for code, each in by_code.items()), Decimal(0))
    return Cost(net, vat) if net else None


def price_to_pay(priced: Priced, *, net_too: bool) -> str:
    """Of one place, as it is paid; `net_too` for organisations, which reckon without VAT."""
    cost = cost_of([priced])
    if cost is None or not cost.vat:
        return price_in_words(priced)
    values = {"gross": kroner(cost.net + cost.vat), "net": kroner(cost.net), "vat": kroner(cost.vat)}
    words = _("%(gross)s with VAT, %(net)s without VAT") if net_too else _("%(gross)s, of which %(vat)s is VAT")
    return words % values
