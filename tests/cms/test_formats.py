from datetime import UTC, datetime

import pytest
from django.utils import formats
from django.utils.translation import override

MOMENT = datetime(2027, 2, 25, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["TIME_FORMAT", "DATETIME_FORMAT", "SHORT_DATETIME_FORMAT"])
def test_english_times_end_in_no_full_stop(kind):
    """A sentence that ends in one would have two."""
    with override("en"):
        assert formats.date_format(MOMENT, kind).endswith("10:00")
