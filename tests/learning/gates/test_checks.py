"""A gate that can never open stops publishing, and says on which page it stands."""

import json

import pytest
from django.utils import translation

from cms.models import CoursePage
from learning.domain.checks import check_course
from learning.domain.releases import NotReady, preview_of, publish_course
from learning.page_tree import read_tree
from tests.factories import blocks
from tests.factories.gates import any_of, lesson_page, module_page, one, put_gate
from tests.factories.learning import AT
from tests.factories.pages import make_course_page

pytestmark = pytest.mark.django_db

FOUR = [[blocks.text(name=name)] for name in ("a", "b", "c", "d")]


@pytest.fixture
def page():
    return make_course_page(lessons=FOUR, modules=2)


def stopping(page):
    """Page and text of what stops publishing, in English."""
    tree = read_tree(CoursePage.objects.get(pk=page.pk))
    with translation.override("en"):
        return [(one.page_title, one.text) for one in check_course(tree, on=AT.date()) if one.stops]


def never(*what):
    titles = ", ".join(f"“{title}”" for title in what)
    return f"It can never open: it waits for {titles}, and that can never be done before it."


def after(page, *numbers):
    return [one("lesson", lesson=lesson_page(page, number)) for number in numbers]


def gate(page, number, *conditions):
    put_gate(lesson_page(page, number), *conditions)


def test_gates_that_open_stop_nothing(page):
    gate(page, 2, *after(page, 1), one("days", days=3))
    gate(page, 4, any_of(*after(page, 1, 3)), one("opens", day="2026-12-01"), one("closes", day="2026-12-24"))
    put_gate(module_page(page, 2), one("module", module=module_page(page, 1)))

    assert stopping(page) == []


def test_a_lesson_that_waits_for_itself(page):
    gate(page, 2, *after(page, 2))

    assert stopping(page) == [("Leksjon 2", never("Leksjon 2"))]


def test_lessons_that_wait_for_each_other(page):
    gate(page, 1, *after(page, 3))
    gate(page, 3, *after(page, 1))

    assert stopping(page) == [("Leksjon 1", never("Leksjon 3")), ("Leksjon 3", never("Leksjon 1"))]


def test_a_way_round_a_circle_is_enough(page):
    gate(page, 1, any_of(*after(page, 3), *after(page, 2)))
    gate(page, 3, *after(page, 1))

    assert stopping(page) == []


def test_a_module_that_waits_for_what_stands_in_it(page):
    put_gate(module_page(page, 1), *after(page, 2))

    assert stopping(page) == [("Modul 1", never("Leksjon 2"))]


def test_modules_that_wait_for_each_other(page):
    put_gate(module_page(page, 1), one("module", module=module_page(page, 2)))
    put_gate(module_page(page, 2), one("module", module=module_page(page, 1)))

    assert stopping(page) == [("Modul 1", never("Modul 2")), ("Modul 2", never("Modul 1"))]


@pytest.mark.parametrize("required", [True, False])
def test_lessons_in_order_that_wait_for_a_later_one(required):
    page = make_course_page(lessons=FOUR, in_order=True)
    lesson = lesson_page(page, 2)
    lesson.required = required
    lesson.save_revision().publish()
    gate(page, 2, *after(page, 3))

    assert stopping(page) == ([("Leksjon 2", never("Leksjon 3"))] if required else [])


def test_what_is_not_in_the_course(page):
    other = make_course_page(title="Et annet")
    gate(page, 2, *after(other, 1))
    put_gate(module_page(page, 2), one("module", module=module_page(other, 1)))
    lesson_page(page, 3).unpublish()
    gate(page, 4, *after(page, 3))

    assert stopping(page) == [
        ("Leksjon 2", "It waits for the lesson “Leksjon 1”, which is not in this course."),
        ("Modul 2", "It waits for the module “Modul 1”, which is not in this course."),
        ("Leksjon 4", "It waits for the lesson “Leksjon 3”, which is not in this course."),
    ]


def test_a_quiz_that_is_not_there(page):
    gate(page, 2, one("quiz", lesson=lesson_page(page, 1), percent=80))

    assert stopping(page) == [("Leksjon 2", "It waits for a quiz in “Leksjon 1”, and there is none.")]


def test_courses_that_are_not_published_and_the_course_itself(page):
    draft = make_course_page(title="Utkast")
    gate(page, 1, one("certificate", course=draft))
    put_gate(page, one("course", course=page))

    assert stopping(page) == [
        ("Beredskapsplikten", "It waits for this very course."),
        ("Leksjon 1", "It waits for the course “Utkast”, which is not published."),
    ]


def test_courses_that_ask_for_each_other(page):
    middle, last = make_course_page(title="Midten"), make_course_page(title="Sist")
    publish_course(page=page, by=None, at=AT)
    middle = put_gate(middle, one("course", course=page))
    publish_course(page=middle, by=None, at=AT)
    last = put_gate(last, one("certificate", course=middle))
    publish_course(page=last, by=None, at=AT)
    put_gate(page, one("course", course=last))

    text = "It waits for the course “Sist”, which waits for this one."
    assert stopping(page) == [("Beredskapsplikten", text)]


DATES = "No day can open it: its dates do not fit together, or the last day is over."


@pytest.mark.parametrize(
    ("conditions", "stops"),
    [
        (["opens 2026-12-01", "closes 2026-12-01"], False),
        (["opens 2026-12-02", "closes 2026-12-01"], True),
        (["closes 2026-11-02"], False),
        (["closes 2026-11-01"], True),
        (["closes 2026-11-01", "days"], True),
    ],
)
def test_dates_that_no_day_fits(page, conditions, stops):
    made = [one("days", days=3) if text == "days" else one(text.split()[0], day=text.split()[1]) for text in conditions]
    gate(page, 2, *made)

    assert stopping(page) == ([("Leksjon 2", DATES)] if stops else [])


def test_dates_of_a_lesson_and_its_module_are_seen_together(page):
    put_gate(module_page(page, 1), one("opens", day="2026-12-02"))
    gate(page, 2, one("closes", day="2026-12-01"))
    gate(page, 4, any_of(one("closes", day="2026-01-01"), one("opens", day="2026-12-02")))

    assert stopping(page) == [("Leksjon 2", DATES)]


@pytest.mark.parametrize(
    "raw",
    [
        {"type": "lesson", "value": {"lesson": None}},
        {"type": "course", "value": {"course": 987654}},
        {"type": "quiz", "value": {"lesson": None, "percent": 50}},
        {"type": "opens", "value": {"day": None}},
        {"type": "days", "value": {"days": None}},
    ],
)
def test_conditions_that_name_nothing(page, raw):
    lesson = lesson_page(page, 2)
    lesson.gate = json.dumps([raw])
    lesson.save_revision().publish()

    text = "A condition names nothing: what was chosen is gone. Choose again, or delete the condition."
    assert stopping(page) == [("Leksjon 2", text)]
    assert preview_of(read_tree(page), None).is_new
    with pytest.raises(NotReady):
        publish_course(page=page, by=None, at=AT)
