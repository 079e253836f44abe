import csv

import pytest

from cms.exports import csv_response, neutralised


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
