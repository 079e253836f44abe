"""The arithmetic, without a database."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from events.enums import VAT_RATES
from events.invoicing.amounts import Amounts, Item, amounts_of, part_of, total
from events.vat import rounded

PRICES = st.decimals(min_value="0.01", max_value="99999.99", places=2)
ITEMS = st.builds(Item, st.just("x"), st.integers(1, 40), PRICES, st.sampled_from(sorted(VAT_RATES)))


def test_vat_is_reckoned_on_the_sum_of_a_rate():
    items = [Item("x", 1, Decimal("0.50"), "standard") for _ in range(3)]

    assert [str(one.vat) for one in amounts_of(items)] == ["0.13", "0.13", "0.12"]


@given(st.lists(ITEMS, min_size=1, max_size=12))
def test_lines_of_a_rate_add_up_to_its_vat(items):
    amounts = amounts_of(items)

    for code, rate in VAT_RATES.items():
        own = [one for item, one in zip(items, amounts, strict=True) if item.vat_code == code]
        assert total(own).vat == rounded(total(own).net * rate / 100)
    assert total(amounts).net == sum(item.unit_price * item.quantity for item in items)


@given(ITEMS)
def test_no_line_is_off_by_more_than_an_ore(item):
    own = amounts_of([item, Item("y", 3, Decimal("0.33"), item.vat_code)])[0]

    assert abs(own.vat - item.net * item.rate / 100) <= Decimal("0.01")


@given(PRICES, PRICES, st.integers(1, 30), st.data())
def test_parts_add_up_to_the_whole(net, vat, quantity, data):
    before, parts = 0, []
    while before < quantity:
        taken = data.draw(st.integers(1, quantity - before))
        parts.append(part_of(Amounts(net, vat), quantity=quantity, before=before, taken=taken))
        before += taken

    assert total(parts) == Amounts(net, vat)
    assert all(part.net >= 0 and part.vat >= 0 for part in parts)
