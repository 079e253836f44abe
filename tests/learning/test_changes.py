"""What a release changes is found out by the system: each kind of change, made by an editor in the pages."""

import pytest

from cms.models import CoursePage
from learning.changes import changed_item_keys, changes_between, unchanged_item_keys
from learning.outline import outline_of
from learning.policies import ReleasePolicy, safe_policy
from tests.factories import blocks
from tests.factories.pages import translate
from tests.factories.releases import ChangingCourse
from tests.factories.tabletop import inject, tabletop

pytestmark = pytest.mark.django_db


def set_on_page(course, **fields):
    page = CoursePage.objects.get(pk=course.page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    course.page = page


def make_optional(course, number, *, required):
    lesson = course.lesson(number)
    lesson.required = required
    lesson.save_revision().publish()


def rename_lesson(course):
    lesson = course.lesson(1)
    lesson.title = "Leksjon én"
    lesson.save_revision().publish()


def swap_lessons(course):
    course.lesson(3).move(course.lesson(1), pos="left")


EDITS = {
    "a text": (lambda course: course.edit_text(), ["text"], []),
    "a title": (rename_lesson, ["text"], []),
    "the lead": (lambda course: set_on_page(course, lead="Kort og godt."), ["text"], []),
    "the order": (swap_lessons, ["text"], []),
    "a task to think about": (
        lambda course: course.write(1, blocks.text(name="first"), blocks.reflection()),
        ["optional"],
        [],
    ),
    "an optional lesson": (lambda course: course.add_lesson(required=False), ["optional"], []),
    "a required lesson": (lambda course: course.add_lesson(), ["required"], []),
    "a quiz more": (lambda course: course.write(1, blocks.quiz(name="new")), ["required"], []),
    "a lesson that need not be done": (lambda course: make_optional(course, 3, required=False), ["rules"], []),
    "the key of a quiz": (lambda course: course.change_key(), ["assessment"], []),
    "the pass mark": (lambda course: course.write(2, blocks.quiz(pass_mark=90)), ["assessment"], []),
    "a tabletop more": (lambda course: course.write(1, tabletop()), ["required"], []),
    "a lesson gone": (lambda course: course.remove_lesson(1), ["removes"], []),
    "a quiz gone": (lambda course: course.write(2, blocks.text(name="second")), ["removes"], []),
    "the hours": (lambda course: set_on_page(course, minutes=240), ["rules"], ["hours"]),
    "the validity": (lambda course: set_on_page(course, valid_months=12), ["rules"], ["valid_months"]),
    "locks": (lambda course: set_on_page(course, in_order=True), ["rules"], ["in_order"]),
}


def changes_after(edit):
    course = ChangingCourse()
    edit(course)
    release = course.publish()
    return changes_between(outline_of(course.first), outline_of(release)), release


@pytest.mark.parametrize("what", EDITS)
def test_each_edit_is_of_its_kind(what):
    edit, kinds, rules = EDITS[what]

    changes, release = changes_after(edit)

    assert list(changes.kinds) == kinds
    assert list(changes.rules) == rules
    assert release.changes == changes.as_json()


def test_a_lesson_made_required_gives_people_more_to_do():
    course = ChangingCourse()
    make_optional(course, 3, required=False)
    course.publish()
    make_optional(course, 3, required=True)

    release = course.publish()

    assert release.changes["kinds"] == ["required"]


def test_the_order_is_a_rule_where_lessons_are_done_in_order():
    course = ChangingCourse(in_order=True)
    swap_lessons(course)

    assert course.publish().changes["rules"] == ["lesson_order"]


def test_a_language_that_is_gone_is_a_rule_and_a_new_one_is_text():
    course = ChangingCourse()
    swedish = translate(course.page, "sv")
    added = course.publish()
    swedish.unpublish()

    gone = course.publish()

    assert (added.changes["kinds"], gone.changes["rules"]) == (["text"], ["languages"])


def test_the_first_release_changes_nothing():
    assert (ChangingCourse().first.changes, ChangingCourse().first.policy) == ({}, {})


def test_changed_and_unchanged_items_are_told_by_their_hash():
    course = ChangingCourse()
    course.edit_text(1)
    course.remove_lesson(3)
    course.add_lesson()
    before, after = outline_of(course.first), outline_of(course.publish())

    first, quiz = before.lessons[0].items[0].key, before.lessons[1].items[0].key
    assert changed_item_keys(before, after) == {first}
    assert unchanged_item_keys(before, after) == {quiz}


@pytest.mark.parametrize(
    ("what", "under_way", "completed"),
    [
        ("a text", "move", "nothing"),
        ("an optional lesson", "move", "nothing"),
        ("a required lesson", "stay", "offer_update"),
        ("the key of a quiz", "stay", "offer_update"),
        ("a lesson gone", "stay", "nothing"),
        ("the hours", "stay", "nothing"),
    ],
)
def test_safe_policies(what, under_way, completed):
    changes, release = changes_after(EDITS[what][0])

    assert safe_policy(changes) == ReleasePolicy("move", under_way, completed)
    assert release.policy == {"not_started": "move", "under_way": under_way, "completed": completed}


def test_a_tabletop_that_is_told_otherwise_is_a_text_and_one_that_is_gone_is_missed():
    course = ChangingCourse()
    course.write(1, tabletop())
    course.publish()
    course.write(1, tabletop(inject("quake")))

    assert course.publish().changes["kinds"] == ["text"]
    course.write(1, blocks.text(name="first"))
    assert course.publish().changes["kinds"] == ["removes"]
