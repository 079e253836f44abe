import csv
from datetime import date
from html import unescape
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.exports import csv_response, neutralise_wagtail_exports, neutralised
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
