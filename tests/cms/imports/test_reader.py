"""Files as spreadsheets save them, and files that are none."""

import csv
from contextlib import suppress
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.imports.enums import Column
from cms.imports.reader import MAX_BYTES, UnreadableFile, inspect_file, read_rows
from tests.factories.imports import as_file

LINES = [("kåre@example.org", "Kåre Ødegård"), ("siv@example.org", "Siv O'Neill")]


def written(delimiter=";", head=("E-post", "Navn"), lines=LINES, end="\r\n"):
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows([head, *lines])
    return text.getvalue()


def read(text, *, encoding="utf-8", kind="people"):
    file = as_file(text, encoding)
    form = inspect_file(file, kind=kind, size=len(file.getvalue()))
    rows = list(read_rows(file, form, kind=kind))
    assert form.total == len(rows)
    return rows


def people_in(text, **how):
    return [(row.values[Column.EMAIL], row.values[Column.NAME]) for row in read(text, **how)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_lists_are_read_however_they_were_saved(encoding, delimiter, end):
    assert people_in(written(delimiter, end=end), encoding=encoding) == LINES


@pytest.mark.parametrize(
    "head",
    [
        ("E-postadresse", "Fullt navn"),
        ("E-post", "Namn"),
        ("E-postadress", "Namn"),
        ("email", "name"),
        (" EMAIL: ", "NAME*"),
        ("E-mail address", "Full\nname"),
    ],
)
def test_headings_are_read_in_every_language(head):
    assert people_in(written(head=head)) == LINES


def test_cells_may_hold_delimiters_quotes_and_new_lines():
    lines = [("kari@example.org", 'Kari "Kaja";\r\nNordmann, d.y.')]

    assert people_in(written(lines=lines)) == lines


def test_rows_are_numbered_as_the_spreadsheet_does():
    text = 'e-post;navn\n\na@example.org;"A\nB"\n;;\n   \nb@example.org;B\n'

    assert [row.number for row in read(text)] == [3, 6]


def test_spreadsheets_own_first_line_is_passed_over():
    rows = read("sep=;\r\ne-post;navn\r\nkari@example.org;Kari\r\n")

    assert [(row.number, row.values[Column.NAME]) for row in rows] == [(3, "Kari")]


def test_columns_we_do_not_know_are_left_alone_and_order_does_not_matter():
    rows = read("telefon;navn;e-post;merknad\n1;Kari;kari@example.org;x\n")

    assert rows[0].values == {Column.NAME: "Kari", Column.EMAIL: "kari@example.org"}


def test_short_and_long_lines_are_told_apart():
    rows = read("e-post;navn\nkari@example.org\nper@example.org;Per;;\nsiv@example.org;Siv;mer\n")

    assert [row.too_many for row in rows] == [False, False, True]
    assert rows[0].values == {Column.EMAIL: "kari@example.org"}


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", "empty"),
        (b"e-post;navn\nkari@example.org;Ka\x00ri\n", "binary"),
        (b"PK\x03\x04\x14\x00\x06\x00spreadsheet", "binary"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x00", "binary"),
        ("e-post;navn\nkari@example.org;Kari\n".encode("utf-16"), "binary"),
        (b"e-post;navn\nkari@example.org;\x81\x8d\n", "binary"),
        (b"navn;rolle\nKari;medlem\n", "no_columns"),
        (b"\n\n\n", "no_columns"),
        (b"hei", "no_columns"),
        (b"e-post;epost;navn\na@example.org;b@example.org;Kari\n", "column_twice"),
        (b"e-post;navn\n", "no_rows"),
        (b"e-post;navn\n;;\n", "no_rows"),
        (b'e-post;navn\na@example.org;A\nb@example.org;"B\nc@example.org;C\n', "malformed"),
        (b'e-post;navn\na@example.org;"A"x\n', "malformed"),
        (b"e-post;navn\na@example.org;" + b"A" * 140_000 + b"\n", "malformed"),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_words(content, refusal):
    with pytest.raises(UnreadableFile) as refused:
        read(content)

    assert refused.value.refusal == refusal
    assert "%(" not in str(refused.value)


def test_refusal_says_where():
    with pytest.raises(UnreadableFile) as refused:
        read('e-post;navn\na@example.org;A\nb@example.org;"B\n')

    assert refused.value.values == {"row": 3}


def test_file_that_is_too_big_is_not_even_read():
    with pytest.raises(UnreadableFile) as refused:
        inspect_file(as_file("e-post\n"), kind="people", size=MAX_BYTES + 1)

    assert refused.value.refusal == "too_big"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    with suppress(UnreadableFile):
        read(content)


cells = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=6), st.sampled_from(";,\t"))
def test_what_was_written_is_what_is_read(lines, delimiter):
    expected = [(email.strip(), name.strip()) for email, name in lines if email.strip() or name.strip()]

    with suppress(UnreadableFile):
        assert people_in(written(delimiter, lines=lines)) == expected


@given(st.text(max_size=300))
def test_any_text_below_headings_is_read_or_refused(text):
    with suppress(UnreadableFile):
        read("e-post;navn\n" + text)
