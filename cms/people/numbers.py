"""Organisation numbers and the addresses built on them: read as people write them, checked, stored compact.

Algorithms are python-stdnum's: modulus 11 for Norway (Brønnøysundregistrene), Luhn for Sweden (Skatteverket).
"""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from stdnum import luhn
from stdnum.no import orgnr as norwegian
from stdnum.se import orgnr as swedish
from stdnum.util import clean

from .enums import Country

LENGTHS = {Country.NORWAY: 9, Country.SWEDEN: 10}
PEPPOL_SCHEMES = {Country.NORWAY: "0192", Country.SWEDEN: "0007"}
BUYER_REFERENCE_LENGTH = 60
# A number as it stands on letterheads and in VAT registers; the group is what is kept.
_WRITTEN = {
    Country.NORWAY: (re.compile(r"(?:NO)?([0-9]+)(?:MVA)?"),),
    Country.SWEDEN: (re.compile(r"SE([0-9]{10})01"), re.compile(r"16([0-9]{10})")),
}
_WRONG_LENGTH = {
    Country.NORWAY: _("A Norwegian organisation number has 9 digits; you wrote %(given)s."),
    Country.SWEDEN: _("A Swedish organisation number has 10 digits; you wrote %(given)s."),
}


class WrongNumber(Exception):
    """A number cannot be right. `str()` says why in the language that is active; `code` says it to programs."""

    def __init__(self, message: Any, *, code: str, **values: Any) -> None:
        super().__init__(message, code, values)
        self.message, self.code, self.values = message, code, values

    def __str__(self) -> str:
        return str(self.message) % self.values


def check_organisation_number(number: str, *, country: str) -> str:
    """Return the number as it is stored: digits only, without NO…MVA, SE…01 or the 16 Swedes may put first.

    Raises WrongNumber. Sweden's personal identity numbers, which sole traders also trade under, are refused.
    """
    land = Country(country)
    digits = _bare(number, land)
    if not re.fullmatch(r"[0-9]+", digits):
        raise WrongNumber(
            _("Write the organisation number with digits only, without letters or signs."), code="letters"
        )
    if len(digits) != LENGTHS[land]:
        raise WrongNumber(_WRONG_LENGTH[land], code="length", given=len(digits))
    if land == Country.SWEDEN and digits[2] < "2":
        text = _("This looks like a personal identity number. We do not store those; leave the field empty.")
        raise WrongNumber(text, code="personal")
    if not _has_right_check_digit(digits, land):
        text = _("The last digit does not fit the others, so a digit is wrong. Check the number and write it again.")
        raise WrongNumber(text, code="check_digit")
    return digits


def country_of_number(number: str) -> Country | None:
    """Whose it is, of one that is stored: they differ in length."""
    return next((land for land, length in LENGTHS.items() if length == len(number)), None)


def check_number_of_any_country(number: str, *, country: str) -> tuple[str, Country]:
    """Return the number as it is stored, and whose it is: `country` is asked first, and they differ in length.

    Raises WrongNumber.
    """
    home = Country(country)
    for land in sorted(Country, key=lambda one: one != home):
        digits = _bare(number, land)
        if digits.isdecimal() and len(digits) == LENGTHS[land]:
            return check_organisation_number(number, country=land), land
    if (digits := _bare(number, home)).isdecimal():
        text = _("An organisation number has 9 digits in Norway and 10 in Sweden; you wrote %(given)s.")
        raise WrongNumber(text, code="length", given=len(digits))
    return check_organisation_number(number, country=home), home


def check_peppol_id(value: str, *, country: str) -> str:
    """Return the Peppol id as it is stored, scheme and number. A bare organisation number gets its scheme.

    Raises WrongNumber.
    """
    scheme = PEPPOL_SCHEMES[Country(country)]
    given, colon, number = value.strip().rpartition(":")
    if colon and given.strip() != scheme:
        text = _("A Peppol id here is %(scheme)s: followed by the organisation number.")
        raise WrongNumber(text, code="scheme", scheme=scheme)
    return f"{scheme}:{check_organisation_number(number, country=country)}"


def check_buyer_reference(value: str) -> str:
    """Return the reference on one line. Raises WrongNumber when it is too long or holds what cannot be printed."""
    reference = " ".join(value.split())
    if len(reference) > BUYER_REFERENCE_LENGTH:
        text = _("A buyer reference has at most %(most)s characters.")
        raise WrongNumber(text, code="length", most=BUYER_REFERENCE_LENGTH)
    if not reference.isprintable():
        text = _("The buyer reference holds a character that cannot be printed. Type it again by hand.")
        raise WrongNumber(text, code="unprintable")
    return reference


def shown_number(number: str, *, country: str) -> str:
    """Return the number as it is usually written: 974 760 673 in Norway, 212000-1934 in Sweden."""
    return str((norwegian if country == Country.NORWAY else swedish).format(number)) if number else ""


def _bare(number: str, land: Country) -> str:
    bare = "".join(clean(number, " -.").split()).upper()
    for written in _WRITTEN[land]:
        if found := written.fullmatch(bare):
            return found[1]
    return bare


def _has_right_check_digit(digits: str, land: Country) -> bool:
    if land == Country.SWEDEN:
        return bool(luhn.is_valid(digits))
    return bool(norwegian.checksum(digits) == 0 and digits.strip("0"))
