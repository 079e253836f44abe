"""Reading lists as spreadsheets save them: UTF-8 or Windows-1252; commas, semicolons or tabs; four languages.

A file is read from its storage a line at a time, so its size hardly matters for memory. Row 1 is the headings.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from .enums import Column, Refusal
from .headers import REQUIRED, column_of

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 100_000
CHUNK = 256 * 1024
ENCODINGS = ("utf-8-sig", "cp1252")
DELIMITERS = ";,\t"
# Control characters no list has: all but tab, line feed, form feed, carriage return and escape's neighbours.
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13})


class UnreadableFile(Exception):
    """The whole file is refused; nothing of it was kept. `str()` says why, in the reader's language."""

    def __init__(self, refusal: Refusal, **values: Any) -> None:
        super().__init__(refusal, values)
        self.refusal, self.values = refusal, values

    def __str__(self) -> str:
        return str(self.refusal.label) % self.values if self.values else str(self.refusal.label)


@dataclass(frozen=True)
class Format:
    """How a file is written, and how many lines with something in them it has."""

    encoding: str
    delimiter: str
    total: int = 0


@dataclass(frozen=True)
class Row:
    """A line as it was written. `too_many` says that it has more cells than there are headings."""

    number: int
    values: dict[Column, str]
    too_many: bool = False


def inspect_file(file: BinaryIO, *, kind: str, size: int) -> Format:
    """Find out how the file is written and read it through once. Raises UnreadableFile."""
    if not size:
        raise UnreadableFile(Refusal.EMPTY)
    if size > MAX_BYTES:
        raise UnreadableFile(Refusal.TOO_BIG)
    encoding = _encoding_of(file)
    delimiter = _delimiter_of(file, encoding, kind)
    total = 0
    for _row in read_rows(file, Format(encoding, delimiter), kind=kind):
        total += 1
        if total > MAX_ROWS:
            raise UnreadableFile(Refusal.TOO_MANY_ROWS)
    if not total:
        raise UnreadableFile(Refusal.NO_ROWS)
    return Format(encoding, delimiter, total)


def read_rows(file: BinaryIO, form: Format, *, kind: str) -> Iterator[Row]:
    """The lines below the headings; empty ones are left out, and counted. Raises UnreadableFile."""
    records = _records(file, form.encoding, form.delimiter)
    number, headings = _headings(records)
    columns = [column_of(heading, kind) for heading in headings]
    _check_columns(columns, kind)
    for row, cells in enumerate(records, number + 1):
        if any(cell.strip() for cell in cells):
            found = zip(columns, cells, strict=False)
            values = {column: cell.strip() for column, cell in found if column}
            yield Row(row, values, too_many=any(cell.strip() for cell in cells[len(columns) :]))


def _encoding_of(file: BinaryIO) -> str:
    """UTF-8 where it can be, else Windows-1252. Bytes no text has are refused."""
    possible = [codecs.getincrementaldecoder(name)() for name in ENCODINGS]
    names = dict(zip(possible, ENCODINGS, strict=True))
    file.seek(0)
    while chunk := file.read(CHUNK):
        if chunk.translate(None, CONTROLS) != chunk:
            raise UnreadableFile(Refusal.BINARY)
        possible = [decoder for decoder in possible if _decodes(decoder, chunk)]
    possible = [decoder for decoder in possible if _decodes(decoder, b"", final=True)]
    if not possible:
        raise UnreadableFile(Refusal.BINARY)
    return names[possible[0]]


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter_of(file: BinaryIO, encoding: str, kind: str) -> str:
    """The sign that makes most known headings of the first line."""

    def known(delimiter: str) -> int:
        try:
            headings = _headings(_records(file, encoding, delimiter))[1]
        except UnreadableFile:
            return 0
        return len({column for heading in headings if (column := column_of(heading, kind))})

    return max(DELIMITERS, key=known)


def _headings(records: Iterator[list[str]]) -> tuple[int, list[str]]:
    """Number and cells of the first line that says anything; a spreadsheet's own `sep=;` does not."""
    for number, cells in enumerate(islice(records, 20), 1):
        written = [cell for cell in cells if cell.strip()]
        if written and not written[0].casefold().startswith("sep="):
            return number, cells
    return 1, []


def _check_columns(columns: list[Column | None], kind: str) -> None:
    required = REQUIRED[kind]  # type: ignore[index]
    known = [column for column in columns if column]
    if required not in known:
        raise UnreadableFile(Refusal.NO_COLUMNS, columns=required.label)
    twice = {column for column in known if known.count(column) > 1}
    if twice:
        raise UnreadableFile(Refusal.COLUMN_TWICE, columns=", ".join(str(column.label) for column in twice))


def _records(file: BinaryIO, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """Lines as lists of cells. Strict, because a quotation mark that is never closed swallows the rest of the file."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    row = 1
    try:
        for cells in csv.reader(text, delimiter=delimiter, strict=True):
            yield cells
            row += 1
    except (csv.Error, UnicodeError):
        raise UnreadableFile(Refusal.MALFORMED, row=row) from None
    finally:
        with suppress(ValueError):  # whoever owns the file may have closed it
            text.detach()
