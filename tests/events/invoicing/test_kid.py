"""The number a payment is recognised by, and what is found when it is written wrongly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.invoicing.kid import WrongKid, kid_of, read_kid
from events.invoicing.models import Invoice
from tests.factories.invoicing import make_invoice, make_seller

YEARS_AND_NUMBERS = [(year, number) for year in (2026, 2027, 2090) for number in (1, 42, 909090, 999_999, 1_000_000)]


@pytest.mark.parametrize(
    ("year", "number", "kid"),
    [(2026, 1, "20260000011"), (2026, 42, "20260000425"), (2027, 42, "20270000423"), (2026, 1_000_000, "202610000004")],
)
def test_kid_of_an_invoice(year, number, kid):
    assert kid_of(year, number) == kid


@pytest.mark.parametrize("digits", ["79927398713", "49927398716", "12345678903"])
def test_mod10_is_the_one_that_others_reckon_with(digits):
    assert kid_of(int(digits[:4]), int(digits[4:-1])) == digits


@pytest.mark.parametrize(("year", "number"), YEARS_AND_NUMBERS)
def test_kid_says_which_invoice_it_is_of(year, number):
    kid = kid_of(year, number)

    assert read_kid(kid) == read_kid(f" {kid[:4]} {kid[4:]} ") == (year, number)


@pytest.mark.parametrize("text", ["", "abc", "2026-000042", "2026000042", "-20260000425", "9" * 40])
def test_what_is_no_kid_is_refused(text):
    with pytest.raises(WrongKid):
        read_kid(text)


INVOICES = st.builds(kid_of, st.integers(2020, 2199), st.integers(1, 9_999_999))


def is_refused(kid):
    try:
        read_kid(kid)
    except WrongKid:
        return True
    return False


@given(kid=INVOICES, where=st.integers(0, 10), more=st.integers(1, 9))
def test_every_single_wrong_digit_is_found(kid, where, more):
    wrong = str((int(kid[where]) + more) % 10)

    assert is_refused(kid[:where] + wrong + kid[where + 1 :])


@given(kid=INVOICES, where=st.integers(0, 9))
def test_swapped_neighbours_are_found_but_for_nine_and_nought(kid, where):
    pair = kid[where : where + 2]
    swapped = kid[:where] + pair[::-1] + kid[where + 2 :]

    assert is_refused(swapped) or pair[0] == pair[1] or {*pair} == {"0", "9"}


@pytest.mark.parametrize(
    ("seller", "currency", "kid"),
    [
        ({"country": "no", "takes_kid": True}, "NOK", "20260000011"),
        ({"country": "no", "takes_kid": False}, "NOK", ""),
        ({"country": "no"}, "NOK", ""),
        ({"country": "se", "takes_kid": True}, "NOK", ""),
        ({"country": "no", "takes_kid": True}, "SEK", ""),
    ],
    ids=["agreed", "not agreed", "before it could be said", "seller in Sweden", "Swedish kronor"],
)
def test_invoice_has_a_kid_where_the_bank_takes_one(seller, currency, kid):
    assert Invoice(year=2026, number=1, seller=seller, currency=currency).kid == kid


@pytest.mark.django_db
def test_what_the_bank_takes_later_changes_no_invoice():
    invoice = make_invoice()
    make_seller(takes_kid=True)
    later = make_invoice()

    assert (Invoice.objects.get(pk=invoice.pk).kid, later.kid) == ("", "20260000029")
