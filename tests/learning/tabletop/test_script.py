"""A story as it stands in releases: what was frozen once is read for ever."""

import json
from pathlib import Path

from cms.blocks.streams import LessonStreamBlock
from learning.tabletop.script import Script
from tests.factories.tabletop import OPEN_HALL, WAIT, tabletop

# Written by the first version of the block. Never rewritten: a new shape gets a file of its own.
STORED = json.loads((Path(__file__).parent / "golden_tabletop.json").read_text(encoding="utf-8"))


def test_what_was_frozen_first_is_still_read():
    script = Script(STORED)

    assert script.first["key"] == "power"
    assert script.waits_for_choice("power")
    assert not script.waits_for_choice("hall")
    assert [script.after("power", chosen)["key"] for chosen in (OPEN_HALL, WAIT)] == ["hall", "calls"]
    assert script.after("hall", "")["key"] == "press"
    assert script.after("press", "") is None
    assert script.choice("power", "not-a-choice") is None
    assert [one["prompt"] for one in script.questions] == ["Hva gikk bra?"]
    assert not script.is_timed


def test_the_block_still_freezes_to_the_same():
    child = next(iter(LessonStreamBlock().to_python([tabletop()])))

    assert {"type": "tabletop", "id": str(child.id), **child.block.freeze(child.value, None)} == STORED
