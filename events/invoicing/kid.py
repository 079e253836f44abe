"""KID: the number by which banks in Norway tell a payee what was paid. Digits alone, the last of which controls the
others (MOD10): one digit written wrongly, or two neighbours swapped (but for 09 and 90), is found.

It is made of what the invoice is called: 2026-000042 is 20260000425.
"""

from stdnum import luhn
from stdnum.util import clean

YEAR, NUMBER = 4, 6


class WrongKid(Exception):
    """It has signs or a length that none of ours has, or a digit is wrong."""


def kid_of(year: int, number: int) -> str:
    digits = f"{year:0{YEAR}d}{number:0{NUMBER}d}"
    return f"{digits}{luhn.calc_check_digit(digits)}"


def read_kid(text: str) -> tuple[int, int]:
    """Year and number of the invoice it is of, however it is spaced. Raises WrongKid."""
    digits = compact(text)
    if not looks_like_kid(digits) or not luhn.is_valid(digits):
        raise WrongKid
    year, number = int(digits[:YEAR]), int(digits[YEAR:-1])
    if kid_of(year, number) != digits:
        raise WrongKid
    return year, number


def compact(text: str) -> str:
    """Without what people put between digits."""
    return str(clean(text, " .")).strip()


def looks_like_kid(digits: str) -> bool:
    """Whether somebody means a KID, right or wrong. Numbers of more than a million invoices a year are longer."""
    return digits.isascii() and digits.isdigit() and YEAR + NUMBER < len(digits) <= YEAR + NUMBER + 4
