import csv
import json
import tracemalloc
from contextlib import closing
from datetime import UTC, date, datetime
from html import unescape
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.exports import csv_response, json_response, neutralise_wagtail_exports, neutralised, xlsx_response
from tests.factories.pages import below, make_home
from tests.factories.people import make_admin


@pytest.mark.parametrize("start", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1"])
def test_formula_is_shown_and_not_run(start):
    assert neutralised(start) == f"'{start}"


@pytest.mark.parametrize(("value", "cell"), [("O'Neill", "O'Neill"), ("a=b", "a=b"), (None, ""), (12, "12")])
def test_ordinary_values_stay(value, cell):
    assert neutralised(value) == cell


def test_table_is_read_back_by_a_csv_reader():
    response = csv_response("people.csv", ["Navn", "Rolle"], [['Åse; "Lie"', None], ["=1+1", "linje\nto"]])
    text = b"".join(response).decode("utf-8-sig")

    assert list(csv.reader(text.splitlines(keepends=True), delimiter=";")) == [
        ["Navn", "Rolle"],
        ['Åse; "Lie"', ""],
        ["'=1+1", "linje\nto"],
    ]


FORMULA = "=cmd|' /C calc'!A0"


def wagtail_table(client, address):
    client.force_login(make_admin(FORMULA))
    text = b"".join(client.get(address, {"export": "csv"})).decode()
    return list(csv.reader(StringIO(text)))


@pytest.mark.django_db
def test_wagtails_list_of_redirects_runs_no_formula(client):
    Redirect.objects.create(old_path=FORMULA, redirect_link="/ny")

    _head, row = wagtail_table(client, "/admin/redirects/")

    assert f"'{FORMULA}" in row
    assert FORMULA not in row


@pytest.mark.django_db
def test_wagtails_report_runs_no_formula_in_titles_and_names_of_people(client):
    editor = make_admin(FORMULA, email="editor@example.org")
    page = below(make_home(), Page(title=FORMULA, slug="formel"))
    page.save_revision(user=editor, log_action=True)

    cells = {cell for row in wagtail_table(client, "/admin/reports/site-history/") for cell in row}

    assert f"'{FORMULA}" in cells
    assert not [cell for cell in cells if cell.startswith("=")]


@pytest.mark.django_db
def test_wagtails_spreadsheet_holds_text_and_no_formula(client):
    Redirect.objects.create(old_path=FORMULA, redirect_link="/ny")
    client.force_login(make_admin())

    content = b"".join(client.get("/admin/redirects/", {"export": "xlsx"}))
    sheet = ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()

    assert FORMULA in unescape(sheet)
    assert "<f>" not in sheet


@pytest.mark.parametrize("value", [-1, None, date(2026, 11, 2)])
def test_wagtail_exports_numbers_and_days_as_they_are(value):
    from wagtail.admin.views.mixins import SpreadsheetExportMixin

    neutralise_wagtail_exports()

    assert SpreadsheetExportMixin().preprocess_field_value("field", value, "csv") == value


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_xlsx(content):
    """Cells of the first sheet as a foreign reader finds them: (type, text) each; formulas would show as `f`."""
    root = fromstring(ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml"))
    assert not list(root.iter(f"{SHEET}f"))
    return [
        [(cell.get("t", ""), "".join(cell.itertext())) for cell in row.iter(f"{SHEET}c")]
        for row in root.iter(f"{SHEET}row")
    ]


def test_workbook_is_read_back_by_a_foreign_reader():
    rows = [["Åse <Lie>", 12, date(2026, 11, 28), None], ["=1+1", "#N/A", "a\x07b", "  "]]

    with closing(xlsx_response("a.xlsx", ["Navn", "Tall", "Dag", "Tom"], rows)) as response:
        found = read_xlsx(b"".join(response))

    assert [text for _, text in found[0]] == ["Navn", "Tall", "Dag", "Tom"]
    # A day is a number of days to a workbook: 28 November 2026.
    assert found[1][:3] == [("inlineStr", "Åse <Lie>"), ("n", "12"), ("n", "46354")]
    assert found[2] == [("inlineStr", "=1+1"), ("inlineStr", "#N/A"), ("inlineStr", "ab"), ("inlineStr", "  ")]


def test_json_is_read_back_whole():
    at = datetime(2026, 11, 28, 12, tzinfo=UTC)
    rows = [{"name": "Åse", "day": date(2026, 11, 2)}, {"name": '"\n', "day": None}]

    found = json.loads(b"".join(json_response("a.json", {"schema": 1, "made_at": at}, rows)))

    assert found == {
        "schema": 1,
        "made_at": "2026-11-28T12:00:00Z",
        "rows": [{"name": "Åse", "day": "2026-11-02"}, {"name": '"\n', "day": None}],
    }


def test_json_without_rows_is_json():
    assert json.loads(b"".join(json_response("a.json", {"schema": 1}, [])))["rows"] == []


@pytest.mark.sampled
@pytest.mark.parametrize("response", [csv_response, xlsx_response])
def test_memory_stays_the_same_however_long_the_table_is(response):
    """Peaks are compared with one another, not with a number of bytes that another version would break."""
    header = [f"column {number}" for number in range(4)]

    def peak(length):
        rows = ([f"row {number} cell {place}" for place in range(4)] for number in range(length))
        tracemalloc.start()
        with closing(response("a", header, rows)) as sent:
            assert sum(map(len, sent)) > length
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(10)
    assert peak(5000) < 1.5 * peak(500)
