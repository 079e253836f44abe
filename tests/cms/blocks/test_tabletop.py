"""A tabletop as it is frozen, and what hinders publishing it."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from cms.blocks.branching import problems_of
from cms.blocks.streams import LessonStreamBlock
from tests.factories.blocks import block_id
from tests.factories.media import make_image
from tests.factories.tabletop import choice, inject, tabletop

LESSON = LessonStreamBlock()


def block_of(raw):
    return next(iter(LESSON.to_python([raw])))


class Archive:
    def image(self, image):
        return {"url": f"/archive/{image.title}", "width": 1, "height": 1, "sha256": "i"}


def frozen(raw):
    child = block_of(raw)
    return child.block.freeze(child.value, Archive())


def problems(*injects, **more):
    with translation.override("en"):
        return problems_of(frozen(tabletop(*injects, **more)))


def test_ways_are_frozen_as_names_of_injects():
    shown = frozen(tabletop())

    ways = [[one["leads_to"] for one in each["choices"]] or each["leads_to"] for each in shown["injects"]]
    assert ways == [["hall", "calls"], "press", "press", ""]
    assert shown["injects"][0]["choices"][1] == {
        "id": block_id("power-choice1"),
        "text": "Venter",
        "consequence": "Telefonen ringer.",
        "leads_to": "calls",
    }
    assert (shown["pace"], shown["counted_from"]) == ("stepped", "start")
    assert shown["debrief"] == [{"id": block_id("tabletop-debrief0"), "prompt": "Hva gikk bra?", "help": ""}]
    assert problems() == []


@pytest.mark.django_db
def test_an_inject_may_have_an_image():
    shown = frozen(tabletop(inject("one", image=make_image().pk, alt_text="Et kart")))

    assert shown["injects"][0]["image"]["alt"] == "Et kart"


@pytest.mark.django_db
def test_an_image_needs_a_text():
    assert problems(inject("one", image=make_image().pk)) == [
        "The image of the inject “one” needs a text for those who cannot see it."
    ]


TWO = (inject("one"), inject("two"))


@pytest.mark.parametrize(
    ("injects", "found"),
    [
        ((inject("one"), inject("one", leads_to="end")), "Two injects have the short name “one”."),
        ((inject("one", leads_to="inject", to="gone"),), "The inject “one” leads to “gone”, which is not there."),
        ((inject("one", leads_to="inject"),), "The inject “one” does not say which inject it leads to."),
        ((inject("one", leads_to="end"), inject("two")), "No way leads to the inject “two”."),
        ((inject("one"), inject("two", leads_to="inject", to="one")), "one → two → one"),
        ((inject("one", leads_to="inject", to="one"),), "one → one"),
        ((inject("one", choice(" ")),), "A choice of the inject “one” has no text."),
        ((inject("one", choice("A", leads_to="inject", inject="x"), choice("B")),), "leads to “x”"),
        ((inject(""),), "has no short name."),
    ],
)
def test_what_is_wrong_with_a_way_is_said(injects, found):
    assert any(found in text for text in problems(*injects))


def test_a_tabletop_has_an_inject():
    raw = tabletop()
    raw["value"]["injects"] = []
    with translation.override("en"):
        assert problems_of(frozen(raw)) == ["A tabletop needs at least one inject."]


def test_a_timed_inject_has_its_minute_and_no_way_leads_back_in_time():
    late = (inject("one", minutes=None), inject("two", minutes=20), inject("three", minutes=10))

    assert problems(*late) == []
    assert problems(*late, pace="timed") == [
        "The inject “one” does not say after how many minutes it comes.",
        "“three” follows “two”, but comes earlier by its minutes.",
    ]
    assert len(problems(*late, pace="timed", counted_from="previous")) == 1


def test_a_choice_with_ways_that_meet_again_is_no_ring():
    ways = [choice(key, leads_to="inject", inject=key) for key in ("a", "b")]
    injects = [inject("start", *ways), inject("a", leads_to="inject", to="end-of-it"), inject("b"), inject("end-of-it")]

    assert problems(*injects) == []


def test_problems_stand_at_the_injects():
    child = block_of(tabletop(inject("one", leads_to="inject", to="gone")))

    assert list(child.block.problems(child.value)) == ["injects"]


def test_a_name_of_an_inject_is_small_letters_digits_and_hyphens():
    key = LESSON.child_blocks["tabletop"].child_blocks["injects"].child_block.child_blocks["key"]
    assert key.clean("strom-2") == "strom-2"
    with pytest.raises(ValidationError):
        key.clean("Strøm!")
