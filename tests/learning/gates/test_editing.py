"""Editors write gates in the admin: on lessons and modules all kinds, on a course what can be asked of a beginner."""

import pytest
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.models import CoursePage, LessonPage
from learning.gates.conditions import Kind
from learning.outline import parse_outline
from learning.page_tree import read_tree
from learning.snapshot import freeze_course
from tests.factories.gates import lesson_page, module_page
from tests.factories.pages import make_course_page, translate
from tests.factories.people import make_admin

pytestmark = pytest.mark.django_db

COMMENTS = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0}


def frozen(page):
    from learning.frozen_media import FrozenMedia

    return parse_outline(freeze_course(read_tree(page), FrozenMedia(stores=False)).outline)


def send(client, page, gate, **words):
    data = {"title": page.title, "slug": page.slug, "gate": streamfield(gate), "comments": COMMENTS, **words}
    client.force_login(make_admin())
    return client.post(f"/admin/pages/{page.pk}/edit/", nested_form_data(data) | {"action-publish": "1"}, follow=True)


def test_an_editor_writes_a_gate_on_a_lesson(client):
    page = make_course_page()
    first, second = lesson_page(page, 1), lesson_page(page, 2)
    either = streamfield([("lesson", {"lesson": first.pk}), ("opens", {"day": "2027-03-03"})])

    send(
        client,
        second,
        [("any_of", either), ("days", {"days": 7})],
        minutes=10,
        required="on",
        body=streamfield([]),
    )

    gate = frozen(page).lessons[1].gate
    assert [[one.kind for one in group] for group in gate] == [["lesson", "opens"], ["days"]]
    assert (gate[0][0].key, gate[1][0].number) == (first.translation_key, 7)


def test_an_editor_writes_a_gate_on_a_module_and_a_course(client):
    page, other = make_course_page(), make_course_page(title="Grunnkurset")

    send(client, module_page(page, 1), [("certificate", {"course": other.pk, "months": 12})], summary="")
    form = {"lead": page.lead, "outcome": page.outcome, "minutes": 60, "level": page.level, "format": page.format}
    send(client, page, [("course", {"course": other.pk})], about="null", **form)

    outline = frozen(CoursePage.objects.get(pk=page.pk))
    assert [[one.kind for one in group] for group in outline.modules[0].gate] == [["certificate"]]
    assert [one.titles for group in outline.gate for one in group] == [{"nb": "Grunnkurset"}]


def test_what_cannot_be_is_refused_where_it_is_written(client):
    page = make_course_page()
    lesson = lesson_page(page, 1)

    answer = send(
        client,
        lesson,
        [("quiz", {"lesson": "", "percent": 101}), ("opens", {"day": "tomorrow"}), ("any_of", streamfield([]))],
        minutes=10,
        required="on",
        body=streamfield([]),
    )

    assert answer.status_code == 200
    assert not LessonPage.objects.get(pk=lesson.pk).gate
    assert len(answer.context["form"].errors.as_data()["gate"]) == 1


def test_a_course_asks_nothing_that_only_who_has_begun_can_do():
    gate = CoursePage._meta.get_field("gate").stream_block

    within = {Kind.LESSON, Kind.MODULE, Kind.QUIZ, Kind.DAYS}
    assert within.isdisjoint(gate.child_blocks)
    assert within.isdisjoint(gate.child_blocks["any_of"].child_blocks)
    assert set(LessonPage._meta.get_field("gate").stream_block.child_blocks) == {*Kind, "any_of"}


def test_the_source_language_decides():
    page = make_course_page()
    swedish = translate(page, "sv")
    copy = lesson_page(swedish, 2)
    copy.gate = '[{"type": "days", "value": {"days": 7}}]'
    copy.save_revision().publish()

    assert frozen(page).lessons[1].gate == ()
