"""The block a task is written with: what hinders publishing, what is frozen, what a translation may not change."""

import pytest
from django.utils import translation

from cms.blocks.streams import LessonStreamBlock
from learning.domain.checks import check_course, stops_publishing
from learning.page_tree import read_tree
from tests.factories import blocks
from tests.factories.learning import AT
from tests.factories.pages import make_course_page

LESSON = LessonStreamBlock()


def value_of(raw):
    return LESSON.to_python([raw])[0]


def problems(**value):
    child = value_of(blocks.assignment(**value))
    with translation.override("en"):
        return child.block.problems(child.value)


def one_level():
    return [blocks.criterion(points=(1,))]


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({}, None),
        ({"criteria": [], "judged": "teacher"}, None),
        ({"criteria": []}, "criteria"),
        ({"criteria": one_level()}, "criteria"),
        ({"criteria": [blocks.criterion(points=(2, 2))]}, "criteria"),
        ({"pass_mark": 101}, "criteria"),
        ({"criteria": [], "judged": "teacher", "peer_reviews": 2}, "criteria"),
        ({"takes_text": False, "file_kinds": []}, "takes_text"),
        ({"takes_text": False, "file_kinds": ["pdf"]}, None),
    ],
)
def test_what_hinders_publishing(value, field):
    assert list(problems(**value)) == ([field] if field else [])


@pytest.mark.django_db
def test_a_course_with_half_a_rubric_is_not_published():
    page = make_course_page(lessons=[[blocks.assignment(criteria=one_level())]])

    with translation.override("en"):
        findings = check_course(read_tree(page), on=AT.date())

    assert stops_publishing(findings)
    assert "Every criterion of the rubric needs at least two levels." in [one.text for one in findings]


def test_it_freezes_to_plain_values():
    child = value_of(blocks.assignment())

    frozen = child.block.freeze(child.value, None)

    assert frozen["criteria"][0] == {
        "id": blocks.block_id("assignment-criterion0"),
        "title": "Rekkefølge",
        "text": "",
        "levels": [
            {"id": blocks.block_id(f"assignment-a-level{one}"), "title": f"Nivå {one}", "points": one, "text": ""}
            for one in (0, 1, 2)
        ],
    }
    assert {name: frozen[name] for name in ("judged", "pass_mark", "max_attempts", "due_days", "peer_reviews")} == {
        "judged": "points",
        "pass_mark": 50,
        "max_attempts": 3,
        "due_days": 0,
        "peer_reviews": 0,
    }


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"title": "Lag larmlista", "task": "<p>Vem ringer vem?</p>"}, True),
        ({"pass_mark": 60}, False),
        ({"resubmissions": 0}, False),
        ({"file_kinds": ["pdf"]}, False),
        ({"criteria": [blocks.criterion(name="assignment-a", points=(0, 1, 3))]}, False),
    ],
)
def test_a_translation_changes_words_alone(changed, same):
    before, after = value_of(blocks.assignment()), value_of(blocks.assignment(**changed))

    assert (before.block.terms(before.value) == after.block.terms(after.value)) is same
