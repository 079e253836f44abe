"""Tables that leave the site as CSV: streamed, readable by spreadsheets, and never run by them."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.encoding import is_protected_type

# Spreadsheets take a cell that begins so for a formula (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutralised(value: Any) -> str:
    """Return a cell as text that no spreadsheet runs: a leading formula sign gets an apostrophe before it."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def csv_response(filename: str, header: Iterable[Any], rows: Iterable[Iterable[Any]]) -> StreamingHttpResponse:
    """Stream a table. Semicolons and a byte order mark, because that is what spreadsheets here open as columns."""
    response = StreamingHttpResponse(_lines(header, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


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
