import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.bulk_awards.reader import MOST, TooLong, Unreadable, read_list


def addresses(content):
    return [(one.row, one.email) for one in read_list(content)]


@pytest.mark.parametrize(
    "line",
    [
        "kari@example.org",
        "KARI@Example.org",
        "Kari Nordmann <kari@example.org>",
        "Kari Nordmann;kari@example.org;Skogdal",
        'Skogdal,"Nordmann, Kari",kari@example.org',
        "Kari Nordmann\tkari@example.org",
        "mailto:kari@example.org",
        "@skogdal kari@example.org",
    ],
)
def test_address_is_found_however_the_line_is_written(line):
    assert addresses(line) == [(1, "kari@example.org")]


def test_heading_and_empty_lines_are_left_out_and_rows_are_those_of_the_list():
    assert addresses("Navn;E-post\n\nKari;kari@example.org\nOla;\n") == [(3, "kari@example.org"), (4, "")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_file_of_any_spreadsheet_is_read(encoding):
    content = "Navn;Adresse\r\nÅse Bø;ase@example.org\r\n".encode(encoding)

    assert addresses(content) == [(2, "ase@example.org")]


@pytest.mark.parametrize("content", ["", "\n\n", "Navn", b"", b"PK\x00\x03"])
def test_list_of_nobody_is_refused(content):
    with pytest.raises(Unreadable):
        read_list(content)


def test_list_has_an_end():
    assert len(read_list("a@example.org\n" * MOST)) == MOST
    with pytest.raises(TooLong):
        read_list("a@example.org\n" * (MOST + 1))


@given(st.one_of(st.text(), st.binary()))
def test_nothing_that_is_sent_breaks_it(content):
    try:
        found = read_list(content)
    except Unreadable:
        return
    assert all(one.email == "" or "@" in one.email for one in found)
