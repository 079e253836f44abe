"""Amounts as people write them, and as papers and banks print them."""

import re
from typing import Any

from django import forms

# Also the dash that stands for no øre: 1250,-
CURRENCY_AND_SPACES = re.compile(r"nok|sek|kr\.?|\s|,[-–]\s*$", re.IGNORECASE)
GROUPED = re.compile(r"-?\d{1,3}(?P<group>[.,])\d{3}((?P=group)\d{3})*(?!(?P=group))([.,]\d{1,2})?")


class MoneyField(forms.DecimalField):
    """Takes 2375.5, 2 375,50, 2.375,50, 2,375.50 and NOK 2 375,50; three figures after a single sign are thousands."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=12, decimal_places=2, localize=True, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain(value) if isinstance(value, str) else value)


def plain(text: str) -> str:
    """Figures with a full stop before the øre. What is no amount comes back as it is, to be refused."""
    bare = CURRENCY_AND_SPACES.sub("", text)
    if found := GROUPED.fullmatch(bare):
        bare = bare.replace(found["group"], "")
    return bare.replace(",", ".")
