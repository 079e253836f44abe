import json

import pytest

from cms.models import LessonPage
from learning.page_tree import activity_ids, read_tree
from tests.factories import blocks
from tests.factories.pages import make_course_page, translate
from tests.factories.tabletop import POWER_CUT, inject, tabletop

pytestmark = pytest.mark.django_db


def titles(tree):
    return [[node.pages["nb"].title for node in module.lessons] for module in tree.modules]


def test_lessons_stand_in_the_order_of_the_pages():
    page = make_course_page(lessons=[[blocks.text()]] * 4, modules=2)

    assert titles(read_tree(page)) == [["Leksjon 1", "Leksjon 2"], ["Leksjon 3", "Leksjon 4"]]


def test_a_lesson_moved_first_is_first():
    page = make_course_page()
    first, last = LessonPage.objects.descendant_of(page)
    last.move(first, pos="left")

    assert titles(read_tree(page)) == [["Leksjon 2", "Leksjon 1"]]


def test_drafts_are_left_out():
    page = make_course_page()
    LessonPage.objects.descendant_of(page).last().unpublish()

    assert titles(read_tree(page)) == [["Leksjon 1"]]


def test_a_module_that_is_not_published_hides_its_lessons():
    page = make_course_page(lessons=[[blocks.text()]] * 2, modules=2)
    page.get_children().last().specific.unpublish()

    assert titles(read_tree(page)) == [["Leksjon 1"]]


def test_a_ready_translation_is_taken_along():
    page = make_course_page(lessons=[[blocks.quiz()]])
    translate(page, "sv")

    tree = read_tree(page)

    assert tree.languages == ["nb", "sv"]
    assert tree.unready == {}
    assert sorted(tree.modules[0].lessons[0].pages) == ["nb", "sv"]


def test_a_translation_that_lacks_a_lesson_is_named_and_left_out():
    page = make_course_page()
    LessonPage.objects.descendant_of(translate(page, "sv")).last().unpublish()

    tree = read_tree(page)

    assert tree.languages == ["nb"]
    assert tree.unready == {"sv": "Leksjon 2"}


def test_a_translation_that_asks_for_other_things_is_left_out():
    page = make_course_page(lessons=[[blocks.quiz(name="original")]])
    lesson = LessonPage.objects.descendant_of(translate(page, "sv")).get()
    lesson.body = json.dumps([blocks.quiz(name="another")])
    lesson.save()

    assert read_tree(page).unready == {"sv": "Leksjon 1"}


def test_activities_are_quizzes_with_their_questions_and_reflections():
    question = blocks.single_choice(name="q1")
    page = make_course_page(lessons=[[blocks.text(), blocks.reflection(), blocks.quiz(question)]])
    lesson = LessonPage.objects.descendant_of(page).get()

    assert activity_ids(lesson) == [blocks.block_id(name) for name in ("reflection", "quiz", "q1")]


def test_a_translation_that_leads_a_tabletop_another_way_is_left_out():
    page = make_course_page(lessons=[[tabletop()]])
    lesson = LessonPage.objects.descendant_of(translate(page, "sv")).get()
    assert read_tree(page).languages == ["nb", "sv"]
    lesson.body = json.dumps([tabletop(*POWER_CUT[:1], inject("hall"), inject("calls"), inject("press"))])
    lesson.save()

    assert read_tree(page).unready == {"sv": "Leksjon 1"}
