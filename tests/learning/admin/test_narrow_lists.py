"""On a phone a row of the admin's lists becomes a card: every cell then says itself what it holds."""

import re
from pathlib import Path

import pytest

import learning

TABLE = re.compile(r'<table class="(listing[^"]*)">(.*?)</table>', re.DOTALL)
PAGES = sorted(Path(learning.__file__).parent.glob("**/templates/*/admin/*.html"))


def tables() -> list[tuple[str, str, str]]:
    return [(page.name, *found) for page in PAGES for found in TABLE.findall(page.read_text(encoding="utf-8"))]


def test_lists_with_headings_become_cards():
    """Comparing two versions is reading across, and stays a table."""
    left = {page for page, classes, rows in tables() if "<thead>" in rows and "listing--stack" not in classes}

    assert left == {"compare.html"}


@pytest.mark.parametrize("page", sorted({page for page, classes, _rows in tables() if "listing--stack" in classes}))
def test_every_cell_of_a_card_is_named(page):
    rows = [rows for name, classes, rows in tables() if name == page and "listing--stack" in classes]
    cells = [cell for part in rows for cell in re.findall(r"<td\b[^>]*?(?=>)", part)]

    assert [cell for cell in cells if "data-label" not in cell and "colspan" not in cell] == []
