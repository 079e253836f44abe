"""The basis for the accountant, read by others than us."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest

from cms.exports import csv_response, json_response
from events.invoicing.accountant import COLUMNS, cells_of_period, rows_of_period
from events.invoicing.domain.credits import Part, credit
from events.invoicing.models import Invoice
from tests.factories.events import AT
from tests.factories.invoicing import make_invoice, make_priced, make_seller
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def invoices():
    made = [make_invoice(number=2), make_invoice(make_priced("99.99", vat_code="low"), number=3)]
    credit(invoice=made[1], parts=[Part(made[1].lines.get().pk, 1)], reason="", by=None, at=AT)
    return made


def read_csv(span=YEAR):
    sent = b"".join(csv_response("x.csv", COLUMNS, cells_of_period(*span)))
    return list(csv.DictReader(io.StringIO(sent.decode("utf-8-sig")), delimiter=";"))


def test_table_is_read_by_the_standard_library(invoices):
    rows = read_csv()

    assert [(row["kind"], row["number"], row["quantity"], row["gross"]) for row in rows] == [
        ("invoice", "2026-000001", "2", "2500.00"),
        ("invoice", "2026-000002", "3", "335.97"),
        ("credit", "K2026-000001", "1", "111.99"),
    ]
    assert rows[2]["credits_invoice"] == "2026-000002"


def test_sums_by_code_are_those_of_the_invoices(invoices):
    sums = {}
    for row in read_csv():
        if row["kind"] == "invoice":
            sums[row["vat_code"]] = sums.get(row["vat_code"], 0) + Decimal(row["gross"])

    assert sums == {"standard": invoices[0].gross, "low": invoices[1].gross}
    assert sum(sums.values()) == sum(invoice.gross for invoice in Invoice.objects.all())


def test_json_says_the_same(invoices):
    sent = json.loads(b"".join(json_response("x.json", {"since": "2026-01-01"}, rows_of_period(*YEAR))))

    assert [row["number"] for row in sent["rows"]] == [row["number"] for row in read_csv()]
    assert [Decimal(row["net"]) for row in sent["rows"]] == [Decimal(row["net"]) for row in read_csv()]


def test_each_paper_stands_in_one_period(invoices):
    parts = [
        (date(2026, 1, 1), date(2026, 11, 1)),
        (date(2026, 11, 2), date(2026, 11, 2)),
        (date(2026, 11, 3), YEAR[1]),
    ]

    assert [len(read_csv(span)) for span in parts] == [0, 3, 0]


def test_formulas_are_harmless():
    make_invoice(payer={"name": '=HYPERLINK("http://evil.example")', "reference": "@SUM(A1)"})

    [row] = read_csv()

    assert (row["customer"][:2], row["buyer_reference"][:2]) == ("'=", "'@")


@pytest.mark.parametrize("number", [1, 3])
def test_queries_are_constant(number):
    for _one in range(number):
        make_invoice()

    with count_queries() as queries:
        assert len(list(rows_of_period(*YEAR))) == number

    assert len(queries) == 2


def test_invoices_say_their_kid_and_credit_notes_none():
    make_seller(takes_kid=True)
    invoice = make_invoice()
    credit(invoice=invoice, parts=[Part(invoice.lines.get().pk, 1)], reason="", by=None, at=AT)

    assert [row["kid"] for row in read_csv()] == ["20260000011", ""]
