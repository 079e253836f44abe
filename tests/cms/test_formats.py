from datetime import UTC, datetime

import pytest
from django import forms
from django.utils import formats
from django.utils.translation import override

MOMENT = datetime(2027, 2, 25, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["TIME_FORMAT", "DATETIME_FORMAT", "SHORT_DATETIME_FORMAT"])
def test_english_times_end_in_no_full_stop(kind):
    """A sentence that ends in one would have two."""
    with override("en"):
        assert formats.date_format(MOMENT, kind).endswith("10:00")


@pytest.mark.parametrize("kind", ["SHORT_DATE_FORMAT", "DATE_FORMAT", "DATETIME_FORMAT", "SHORT_DATETIME_FORMAT"])
def test_english_dates_put_the_day_first(kind):
    with override("en"):
        assert formats.date_format(MOMENT, kind).startswith("25")


@pytest.mark.parametrize("written", ["02/03/2027", "2.3.2027", "2 March 2027", "2027-03-02"])
@pytest.mark.parametrize("field", [forms.DateField, forms.DateTimeField])
def test_english_dates_are_read_with_the_day_first(field, written):
    with override("en"):
        read = field().clean(f"{written} 10:00" if field is forms.DateTimeField else written)

    assert (read.day, read.month) == (2, 3)
