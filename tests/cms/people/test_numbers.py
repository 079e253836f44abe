"""Organisation numbers: what people write, what is stored, and what is said about the ones that are wrong."""

from contextlib import suppress

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cms.people.enums import Country
from cms.people.numbers import (
    PEPPOL_SCHEMES,
    WrongNumber,
    check_buyer_reference,
    check_number_of_any_country,
    check_organisation_number,
    check_peppol_id,
    shown_number,
)


@pytest.mark.parametrize(
    "written",
    [
        "974760673",
        "974 760 673",
        " 974760673 ",
        "974-760-673",
        "974.760.673",
        "974\u00a0760\u00a0673",
        "974\t760 673\n",
        "974–760–673",
        "９７４７６０６７３",
        "NO 974 760 673 MVA",
        "no974760673mva",
        "974 760 673 MVA",
        "NO974760673",
    ],
)
def test_norwegian_number_is_stored_compact(written):
    assert check_organisation_number(written, country="no") == "974760673"


@pytest.mark.parametrize(
    "written",
    [
        "212000-1934",
        "2120001934",
        "212000 1934",
        "16212000-1934",
        "162120001934",
        "SE212000193401",
        "se 212000-1934 01",
    ],
)
def test_swedish_number_is_stored_compact(written):
    assert check_organisation_number(written, country="se") == "2120001934"


@pytest.mark.parametrize("number", ["310000019", "310000027", "310000035", "310000043", "910000004"])
def test_other_norwegian_numbers_that_pass(number):
    assert check_organisation_number(number, country="no") == number


@pytest.mark.parametrize(
    ("country", "written", "code"),
    [
        ("no", "", "letters"),
        ("no", "   ", "letters"),
        ("no", "Skogdal", "letters"),
        ("no", "97476067E", "letters"),
        ("no", "974/760/673", "letters"),
        ("no", "=974760673", "letters"),
        ("no", "SE974760673", "letters"),
        ("no", "٩٧٤٧٦٠٦٧٣", "letters"),
        ("no", "97476067", "length"),
        ("no", "9747606730", "length"),
        ("no", "2120001934", "length"),
        ("no", "974760674", "check_digit"),
        ("no", "947760673", "check_digit"),
        ("no", "000000000", "check_digit"),
        ("se", "212000-193", "length"),
        ("se", "974760673", "length"),
        ("se", "212000-19345", "length"),
        ("se", "212000-1935", "check_digit"),
        ("se", "NO212000-1934", "letters"),
        ("se", "811228-9874", "personal"),
        ("se", "19811228-9874", "length"),
        ("se", "000000-0000", "personal"),
    ],
)
def test_what_is_wrong_is_told_apart(country, written, code):
    with pytest.raises(WrongNumber) as error:
        check_organisation_number(written, country=country)

    assert error.value.code == code


@pytest.mark.parametrize("country", Country)
@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("974 760 673", ("974760673", Country.NORWAY)),
        ("NO974760673MVA", ("974760673", Country.NORWAY)),
        ("212000-0142", ("2120000142", Country.SWEDEN)),
        ("2120000142", ("2120000142", Country.SWEDEN)),
        ("SE212000014201", ("2120000142", Country.SWEDEN)),
    ],
)
def test_number_of_the_other_country_is_known_by_its_length(country, written, stored):
    assert check_number_of_any_country(written, country=country) == stored


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2120000143", "check_digit"),
        ("974760674", "check_digit"),
        ("12345678", "length"),
        ("8112189876", "personal"),
        ("x", "letters"),
    ],
)
def test_number_of_no_country_says_what_is_wrong(written, code):
    with pytest.raises(WrongNumber) as error:
        check_number_of_any_country(written, country=Country.NORWAY)

    assert error.value.code == code


def test_message_is_in_the_readers_language_and_says_how_many_digits():
    with pytest.raises(WrongNumber) as error:
        check_organisation_number("97476067", country="no")

    said = {}
    for language in ("en", "nb", "nn", "sv"):
        with translation.override(language):
            said[language] = str(error.value)
    assert said["en"] == "A Norwegian organisation number has 9 digits; you wrote 8."
    assert said["nb"] == "Et norsk organisasjonsnummer har 9 siffer; du skrev 8."
    assert len(set(said.values())) == 4


@given(st.text(max_size=40), st.sampled_from(Country.values))
def test_anything_typed_is_a_number_or_a_named_error(text, country):
    for check in (check_organisation_number, check_peppol_id):
        with suppress(WrongNumber):
            stored = check(text, country=country)
            assert check(stored, country=country) == stored


@given(st.integers(min_value=0, max_value=10**8 - 1), st.integers(min_value=0, max_value=7), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(first_eight, place, off):
    passing = [f"{first_eight:08}{digit}" for digit in range(10) if passes(f"{first_eight:08}{digit}")]
    for number in passing:
        digit = (int(number[place]) + off) % 10
        assert not passes(f"{number[:place]}{digit}{number[place + 1 :]}")


def passes(number):
    try:
        return bool(check_organisation_number(number, country="no"))
    except WrongNumber:
        return False


@pytest.mark.parametrize(
    ("country", "written", "stored"),
    [
        ("no", "0192:974760673", "0192:974760673"),
        ("no", " 0192 : 974 760 673 ", "0192:974760673"),
        ("no", "974 760 673", "0192:974760673"),
        ("se", "0007:212000-1934", "0007:2120001934"),
        ("se", "2120001934", "0007:2120001934"),
    ],
)
def test_peppol_id_is_scheme_and_number(country, written, stored):
    assert check_peppol_id(written, country=country) == stored


@pytest.mark.parametrize(
    ("country", "written", "code"),
    [
        ("no", "0007:974760673", "scheme"),
        ("no", "9908:974760673", "scheme"),
        ("no", ":974760673", "scheme"),
        ("se", "0192:2120001934", "scheme"),
        ("no", "0192:974760674", "check_digit"),
        ("no", "0192:", "letters"),
    ],
)
def test_wrong_peppol_id_says_what_is_wrong(country, written, code):
    with pytest.raises(WrongNumber) as error:
        check_peppol_id(written, country=country)

    assert error.value.code == code
    assert code != "scheme" or PEPPOL_SCHEMES[Country(country)] in str(error.value)


def test_buyer_reference_stands_on_one_line():
    assert check_buyer_reference("  Best.\n 4471  ") == "Best. 4471"
    assert check_buyer_reference("") == ""


@pytest.mark.parametrize(("written", "code"), [("x" * 61, "length"), ("a\u0007b", "unprintable")])
def test_wrong_buyer_reference_says_what_is_wrong(written, code):
    with pytest.raises(WrongNumber) as error:
        check_buyer_reference(written)

    assert error.value.code == code


def test_numbers_are_shown_as_people_write_them():
    assert shown_number("974760673", country="no") == "974 760 673"
    assert shown_number("2120001934", country="se") == "212000-1934"
    assert shown_number("", country="no") == ""
