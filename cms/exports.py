"""Tables that leave the site as CSV, XLSX or JSON: streamed, readable by spreadsheets, and never run by them."""

import csv
import itertools
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, StreamingHttpResponse
from django.utils.encoding import is_protected_type

from .file_names import disposition

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a workbook has cells of its own for.
PLAIN = (int, float, Decimal, date)
# Spreadsheets take a cell that begins so for a formula (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutralised(value: Any) -> str:
    """Return a cell as text that no spreadsheet runs: a leading formula sign gets an apostrophe before it."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def csv_response(filename: str, header: Iterable[Any], rows: Iterable[Iterable[Any]]) -> StreamingHttpResponse:
    """Stream a table. Semicolons and a byte order mark, because that is what spreadsheets here open as columns."""
    response = StreamingHttpResponse(_lines(header, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = disposition(filename)
    return response


def xlsx_response(filename: str, header: Iterable[Any], rows: Iterable[Iterable[Any]]) -> FileResponse:
    """A table as a workbook of one sheet. Written to a file on disk, row by row, and sent from there: memory stays the
    same however long it is. Text is text, whatever it begins with; days and numbers are days and numbers.
    """
    from openpyxl import Workbook  # dear to load, and seldom wanted

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "B2"
    cell = _cell_maker(sheet)
    for row in itertools.chain([header], rows):
        sheet.append([cell(value) for value in row])
    written = tempfile.TemporaryFile()  # noqa: SIM115  closed by the response
    book.save(written)
    written.seek(0)
    return FileResponse(written, as_attachment=True, filename=filename, content_type=XLSX)


def _cell_maker(sheet: Any) -> Callable[[Any], Any]:
    """A moment would need a time zone that a workbook has no place for, and goes as text like all other values."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    def cell(value: Any) -> Any:
        if value is None or (isinstance(value, PLAIN) and not isinstance(value, datetime)):
            return value
        made = WriteOnlyCell(sheet, "")
        made.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))
        made.data_type = "s"
        return made

    return cell


def json_response(filename: str, about: dict[str, Any], rows: Iterable[dict[str, Any]]) -> StreamingHttpResponse:
    """Stream one JSON object: what `about` says, then `rows`. Days and moments are ISO 8601."""
    response = StreamingHttpResponse(_json_parts(about, rows), content_type="application/json")
    response.headers["Content-Disposition"] = disposition(filename)
    return response


def _json_parts(about: dict[str, Any], rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield json.dumps(about, cls=DjangoJSONEncoder, ensure_ascii=False)[:-1] + ', "rows": ['
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)
    yield "\n]}\n"


def neutralise_wagtail_exports() -> None:
    """Let what Wagtail's lists and reports export as CSV be as harmless. Its XLSX cells never are formulas."""
    from wagtail.admin.views.mixins import SpreadsheetExportMixin as Export

    Export.custom_value_preprocess[object] = {Export.FORMAT_CSV: _harmless}


def _harmless(value: Any) -> Any:
    """Numbers and days stay what they are; whatever else becomes text."""
    return value if is_protected_type(value) else neutralised(value)


class _Echo:
    """A file that gives back what is written into it."""

    def write(self, text: str) -> str:
        return text


def _lines(header: Iterable[Any], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow([neutralised(cell) for cell in header])
    for row in rows:
        yield writer.writerow([neutralised(cell) for cell in row])
