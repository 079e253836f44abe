import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from events.invoicing.money_field import MoneyField, plain


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("2375.5", "2375.50"),
        ("2375,50", "2375.50"),
        ("2 375,50", "2375.50"),
        ("2\u00a0375,50 kr", "2375.50"),
        ("NOK 2.375,50", "2375.50"),
        ("SEK 2,375.50", "2375.50"),
        ("2.375", "2375.00"),
        ("1.234.567,8", "1234567.80"),
        ("1250,-", "1250.00"),
        ("-12,5", "-12.50"),
    ],
)
def test_amounts_are_read_as_they_are_written_in_every_language(language, written, amount):
    with override(language):
        assert f"{MoneyField().clean(written):.2f}" == amount


@pytest.mark.parametrize("written", ["abc", "12.34.56", "1,2,3", "1.2345", "12,345.6.7", "--5", "NaN", "kr"])
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(ValidationError):
        MoneyField().clean(written)


@given(st.text(max_size=30))
def test_no_text_breaks_it(written):
    assert isinstance(plain(written), str)
