"""Each block's template, rendered from the plain dict that editors' previews and learners' lessons hand over."""

import pytest
from django.template.loader import get_template
from django.utils import translation

from tests.theme.markup import KEPT, POISON, described, filled, label_of, loose_ends, render, shape, texts
from theme import samples
from theme.apps import ThemeConfig
from tests.database import ROOT

BLOCKS = {block["id"]: block for block in samples.blocks()}
TYPES = {path.stem for path in (ROOT / "theme/templates/theme/blocks").glob("*.html")}


def sample(kind, **changes):
    return next(block for block in BLOCKS.values() if block["type"] == kind) | changes


def drawn(block):
    return render(f"theme/blocks/{block['type']}.html", block=block)


def test_every_block_template_has_a_sample():
    assert {block["type"] for block in BLOCKS.values()} == TYPES


@pytest.mark.parametrize("name", BLOCKS)
def test_nothing_in_a_block_is_loose(name):
    assert loose_ends(drawn(BLOCKS[name])) == []


@pytest.mark.parametrize("name", BLOCKS)
def test_no_value_of_a_block_changes_its_markup(name):
    hostile, harmless = (drawn(filled(BLOCKS[name], words)) for words in (POISON, "x"))

    assert shape(hostile) == shape(harmless)
    assert hostile.find("script") is None


@pytest.mark.parametrize("name", BLOCKS)
def test_html_of_a_block_is_kept_as_it_is(name):
    soup = drawn(filled(BLOCKS[name], "x"))

    assert str(soup).count(KEPT) == str(filled(BLOCKS[name], "x")).count(KEPT)


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_block_with_nothing_in_it_still_renders(kind):
    empty = {"type": kind, "id": "b", "name": "", "items": [], "columns": [], "rows": []}

    assert loose_ends(drawn(empty)) in ([], ["no label: <textarea id=\"b\" rows=\"6\"></textarea>"])
