"""The frozen form of a course. A golden file is a schema as it was first written: it must be readable for ever.

Never write one anew: a new schema gets a golden file of its own beside it.
"""

import json
from pathlib import Path
from uuid import UUID

import pytest

from cms.models import CoursePage
from learning.bank.domain.questions import revise_question
from learning.bank.models import Question
from learning.domain.releases import publish_course
from learning.enums import ItemKind
from learning.frozen_media import FrozenMedia
from learning.models import Course, CourseRelease, ReleaseLesson
from learning.outline import parse_outline
from learning.page_tree import read_tree
from learning.snapshot import SCHEMA, canonical_hash, freeze_course, items_of
from tests.factories import blocks
from tests.factories.bank import SAYINGS, make_question
from tests.factories.gates import any_of, lesson_page, module_page, one, put_gate
from tests.factories.learning import AT, complete, make_enrolment
from tests.factories.media import make_captions, make_document, make_film, make_image
from tests.factories.pages import make_course_page, translate
from tests.learning.views.desk import course_url, lesson_url, signed_in

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parent / "golden"
KEY = UUID("3f2b9c1e-52a1-4c57-9a53-0a7f0d1c2b3a")


def every_block():
    film = blocks.video(make_film().pk, make_captions().pk, poster=make_image().pk)
    media = [blocks.image(make_image().pk), film, blocks.download(make_document().pk)]
    words = [blocks.text(), blocks.heading(), blocks.callout(), blocks.quote(), blocks.accordion()]
    facts = [blocks.table(), blocks.source(), blocks.reflection()]
    return words + media + facts + [every_quiz()]


def every_quiz():
    """The seven kinds written in the lesson, and one of each drawn from the bank; timed and mixed."""
    for kind in SAYINGS:
        question = make_question(kind)
        Question.objects.filter(pk=question.pk).update(key=blocks.block_id(f"bank-{kind}"))
        revise_question(question=question, language="sv", said=translated(question), by=None, at=AT)
    return blocks.quiz(*blocks.every_question(), draws=[(["ros"], 7)], minutes=30, shuffle=True)


def translated(question):
    return question.current.content["nb"] | {"text": "Vad gäller här?"}


def every_gate(page):
    """A condition of every kind: those that hold by themselves, and the rest beside a lesson that is enough."""
    other = make_course_page(title="Grunnkurset", slug="grunnkurset")
    publish_course(page=other, by=None, at=AT)
    translate(other, "sv")
    first, second = (lesson_page(page, number) for number in (1, 2))
    enough = [one("lesson", lesson=first), one("quiz", lesson=second, percent=80), one("days", days=7)]
    enough += [
        one("course", course=other),
        one("certificate", course=other, months=12),
        one("module", module=module_page(page, 1)),
    ]
    put_gate(second, any_of(*enough), one("opens", day="2020-02-03"))
    put_gate(module_page(page, 1), one("closes", day="2099-12-31"))
    put_gate(page, any_of(one("course", course=other), one("closes", day="2099-12-31")))


def frozen_today():
    page = make_course_page(lessons=[[blocks.text()], every_block()], in_order=True, valid_months=24, lead="Kort.")
    every_gate(page)
    page = CoursePage.objects.get(pk=page.pk)
    translate(page, "sv")
    snapshot = freeze_course(read_tree(page), FrozenMedia())
    contents = {f"{key}:{language}": content for (key, language), content in snapshot.contents.items()}
    return {"outline": snapshot.outline, "contents": contents}


def golden(schema):
    return json.loads((GOLDEN / f"schema_{schema}.json").read_text())


def stored(frozen, *, schema):
    """A release made from stored JSON alone: no page, image or file stands behind it."""
    course = Course.objects.create(translation_key=frozen["outline"]["course"]["key"], slug="gammelt", title="Gammelt")
    digest = canonical_hash(frozen["outline"])
    release = CourseRelease.objects.create(
        course=course, number=1, schema=schema, outline=frozen["outline"], content_hash=digest, published_at=AT
    )
    for name, content in frozen["contents"].items():
        key, language = name.split(":")
        digest = canonical_hash(content)
        ReleaseLesson.objects.create(
            release=release, lesson_key=key, language=language, content=content, content_hash=digest
        )
    course.current_release = release
    course.save()
    return course


def shape(value):
    """The names and kinds in a frozen value, without the words."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return type(value).__name__


def missing_from(old, new, where=""):
    """What the old shape has and the new one lacks; what is only in the new one is welcome."""
    if isinstance(old, dict) and isinstance(new, dict):
        gone = [f"{where}.{name}" for name in old if name not in new]
        return gone + [
            one for name in old if name in new for one in missing_from(old[name], new[name], f"{where}.{name}")
        ]
    if isinstance(old, list) and isinstance(new, list):
        return [one for left, right in zip(old, new, strict=True) for one in missing_from(left, right, f"{where}[]")]
    return [] if old == new else [f"{where}: {old} is {new}"]


def without_keys(frozen):
    """Outline and contents in order; the names of the contents differ from course to course."""
    return {"outline": frozen["outline"], "contents": list(frozen["contents"].values())}


@pytest.mark.parametrize("schema", range(1, SCHEMA + 1))
@pytest.mark.parametrize("language", ["nb", "sv"])
def test_an_old_release_is_read_to_the_end(schema, language):
    frozen = golden(schema)
    enrolment = make_enrolment(course=stored(frozen, schema=schema))
    enrolment.learner.language = language
    enrolment.learner.save()
    client = signed_in(enrolment.learner)
    assert client.get(course_url(enrolment)).status_code == 200

    complete(enrolment)

    assert enrolment.state == "completed"
    page = client.get(lesson_url(enrolment, 2)).content.decode()
    for words in ("Kommunen skal øve planen", "Fra ROS til plan", "Begynn med listen", "Hvem beslutter?", "<table"):
        assert words in page
    shown = client.get(lesson_url(enrolment, 2)).context
    assert shown["content_language"] == language
    assert len(shown["blocks"]) == 12


@pytest.mark.parametrize("schema", range(1, SCHEMA + 1))
def test_what_is_frozen_is_covered_by_the_hashes(schema):
    frozen = golden(schema)

    hashes = {
        f"{lesson['key']}:{language}": digest
        for module in frozen["outline"]["modules"]
        for lesson in module["lessons"]
        for language, digest in lesson["hashes"].items()
    }
    assert hashes == {name: canonical_hash(content) for name, content in frozen["contents"].items()}


@pytest.mark.parametrize("schema", range(1, SCHEMA + 1))
def test_today_still_writes_what_older_schemas_promised(schema):
    old, new = without_keys(golden(schema)), without_keys(frozen_today())

    assert missing_from(shape(old), shape(new)) == []


@pytest.mark.parametrize("schema", range(1, SCHEMA + 1))
def test_fields_of_later_days_disturb_nobody(schema):
    frozen = golden(schema)
    frozen["outline"]["course"]["later"] = frozen["outline"]["modules"][0]["later"] = {"any": "thing"}
    for content in frozen["contents"].values():
        for block in content:
            block["later"] = ["x"]
            for question in block.get("questions", []):
                question["later"] = 1
            for question in block.get("pool", []):
                question["later"] = 1
    for lesson in frozen["outline"]["modules"][0]["lessons"]:
        lesson["later"] = lesson["items"][0]["later"] = True

    enrolment = complete(make_enrolment(course=stored(frozen, schema=schema)))

    assert signed_in(enrolment.learner).get(lesson_url(enrolment, 2)).status_code == 200


def test_freezing_twice_gives_the_same_hash():
    page = make_course_page(lessons=[every_block()])

    hashes = {freeze_course(read_tree(page), FrozenMedia()).content_hash for _ in range(2)}

    assert len(hashes) == 1


def test_what_is_frozen_survives_json():
    frozen = frozen_today()

    assert json.loads(json.dumps(frozen)) == frozen


def test_the_stored_release_reads_as_what_was_frozen():
    page = make_course_page(lessons=[every_block()])
    snapshot = freeze_course(read_tree(page), FrozenMedia())

    release = CourseRelease.objects.get(pk=publish_course(page=page, by=None, at=AT).pk)

    assert parse_outline(release.outline) == parse_outline(snapshot.outline)
    assert release.content_hash == snapshot.content_hash


@pytest.mark.parametrize(
    ("kinds", "items"),
    [
        ([], [(ItemKind.READING, True)]),
        (["text", "reflection"], [(ItemKind.READING, True), (ItemKind.REFLECTION, False)]),
        (["quiz"], [(ItemKind.QUIZ, True)]),
        (["text", "tabletop"], [(ItemKind.TABLETOP, True)]),
        (["tabletop", "quiz"], [(ItemKind.TABLETOP, True), (ItemKind.QUIZ, True)]),
        (["reflection", "quiz", "quiz"], [(ItemKind.QUIZ, True), (ItemKind.QUIZ, True), (ItemKind.REFLECTION, False)]),
    ],
)
def test_what_there_is_to_do_in_a_lesson(kinds, items):
    content = [{"type": kind, "id": f"block-{number}"} for number, kind in enumerate(kinds)]

    found = items_of(KEY, content, required=True)

    assert [(item["kind"], item["required"]) for item in found] == items


def test_nothing_is_required_in_a_lesson_that_is_not():
    found = items_of(KEY, [{"type": "quiz", "id": "q", "pass_mark": 80, "max_attempts": 3}], required=False)

    assert [(item["required"], item["rule"]) for item in found] == [(False, {"pass_mark": 80, "max_attempts": 3})]
    assert found[0]["key"] == f"{KEY}:q"
