"""What is said to be paid is what the invoice will ask for."""

from decimal import Decimal

from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from events.costs import Cost, Price, cost_of
from events.enums import VAT_RATES
from events.invoicing.amounts import Item, amounts_of, total

PRICES = st.builds(
    Price, st.decimals(min_value="0.01", max_value="99999.99", places=2), st.sampled_from(sorted(VAT_RATES))
)


@given(st.lists(PRICES, min_size=1, max_size=12))
def test_sums_are_those_of_the_invoice(prices):
    invoiced = total(amounts_of([Item("x", 1, one.price, one.vat_code) for one in prices]))

    assert cost_of(prices) == Cost(invoiced.net, invoiced.vat)


def test_nothing_costs_nothing():
    assert cost_of([]) is None
    assert cost_of([Price(Decimal(0), "standard")]) is None


def test_words_name_price_and_vat():
    with override("en"):
        assert Cost(Decimal(2900), Decimal(725)).words == "2,900 kr without VAT, plus 725 kr VAT: 3,625 kr to pay."
        assert Cost(Decimal("99.50"), Decimal(0)).words == "99.50 kr to pay. There is no VAT on it."
