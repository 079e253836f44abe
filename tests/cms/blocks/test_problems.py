"""What hinders publishing is told by field; a draft may still lack it."""

import json

import pytest
from django.utils import translation
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.blocks.streams import LessonStreamBlock
from cms.models import LessonPage, ModulePage
from tests.factories import blocks
from tests.factories.media import make_captions, make_document, make_image
from tests.factories.pages import below, make_course_page
from tests.factories.people import make_admin

LESSON = LessonStreamBlock()
QUIZ = LESSON.child_blocks["quiz"]
ASKED = QUIZ.child_blocks["questions"]


def problems(raw):
    """Problems of a block of a lesson, or of a question."""
    stream = ASKED if raw["type"] in ASKED.child_blocks else LESSON
    child = stream.to_python([raw])[0]
    return child.block.problems(child.value)


def fields_with_problems(raw):
    return list(problems(raw))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({"alt_text": "Fire personer"}, []),
        ({"alt_text": ""}, ["alt_text"]),
        ({"alt_text": "  "}, ["alt_text"]),
        ({"alt_text": None}, ["alt_text"]),
        ({"alt_text": "", "decorative": True}, []),
    ],
)
def test_image_needs_a_text_unless_it_is_decoration(words, found):
    assert fields_with_problems(blocks.image(make_image().pk, **words)) == found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("film", "captions", "found"),
    [
        ("film.mp4", "film.vtt", []),
        ("FILM.WEBM", "FILM.VTT", []),
        ("film.avi", "film.vtt", ["video"]),
        ("film.mp4", "film.txt", ["captions"]),
        ("mp4", "vtt.pdf", ["video", "captions"]),
    ],
)
def test_video_needs_a_film_and_captions_that_browsers_read(film, captions, found):
    raw = blocks.video(make_document(film).pk, make_document(captions).pk)

    assert fields_with_problems(raw) == found


def question(kind, *correct):
    options = [blocks.option(f"Svar {number}", correct=right) for number, right in enumerate(correct)]
    return {"type": kind, "id": blocks.block_id(kind), "value": {"question": "?", "options": blocks.items(*options)}}


@pytest.mark.parametrize(
    ("correct", "found"),
    [((True, False), []), ((False, False), ["options"]), ((True, True), ["options"]), ((False, True, False), [])],
)
def test_single_choice_has_exactly_one_right_answer(correct, found):
    assert fields_with_problems(question("single_choice", *correct)) == found


@pytest.mark.parametrize(
    ("correct", "found"),
    [((True, False, False), []), ((True, True, True), []), ((False, False, False), ["options"])],
)
def test_multiple_choice_has_at_least_one_right_answer(correct, found):
    assert fields_with_problems(question("multiple_choice", *correct)) == found


def test_quiz_without_questions_has_a_problem():
    empty = {"type": "quiz", "id": blocks.block_id("q"), "value": {"title": "x", "questions": []}}

    with translation.override("en"):
        assert problems(empty) == {"questions": "A quiz needs at least one question."}
    assert problems(blocks.quiz()) == {}


ASKED_BLOCKS = [blocks.true_false(), blocks.numeric(), blocks.short_text(), blocks.ordering(), blocks.matching()]


@pytest.mark.parametrize("raw", ASKED_BLOCKS, ids=lambda raw: raw["type"])
def test_complete_question_has_no_problems(raw):
    assert problems(raw) == {}


# --- Saving and publishing in the editor ---------------------------------------------------------

IMAGE = {"image": "", "alt_text": "", "caption": "", "credit": ""}
VIDEO = {"title": "", "video": "", "poster": "", "captions": "", "captions_language": "nb", "transcript": "null"}
UNFINISHED = {
    "heading": {"text": "", "level": "2"},
    "text": {"text": "null"},
    "callout": {"tone": "note", "title": "", "text": "null"},
    "quote": {"text": "", "attribution": ""},
    "image": IMAGE,
    "video": VIDEO,
    "download": {"title": "", "description": "", "document": ""},
    "source": {"title": "", "publisher": "", "url": "", "section": "", "review_by": ""},
    "reflection": {"prompt": "", "help": ""},
    "quiz": {
        "title": "",
        "pass_mark": "70",
        "max_attempts": "5",
        "minutes": "0",
        "questions": streamfield([]),
        "draws-count": "0",
    },
    "assignment": {
        "title": "",
        "task": "null",
        "max_files": "3",
        "judged": "teacher",
        "pass_mark": "60",
        "criteria-count": "0",
        "resubmissions": "2",
        "due_days": "0",
        "peer_reviews": "0",
    },
    "tabletop": {
        "title": "",
        "introduction": "null",
        "pace": "stepped",
        "counted_from": "start",
        **{f"{name}-count": "0" for name in ("roles", "injects", "debrief", "sources")},
    },
}


def make_module():
    course = make_course_page(lessons=[])
    return ModulePage.objects.child_of(course).get()


def save(client, module, *raw, publish=False):
    """Create a lesson as the editor's form does; return the response."""
    words = {"title": "Varsling", "slug": "varsling", "minutes": "10", "required": "on", "body": streamfield(list(raw))}
    words["gate"] = streamfield([])
    # What every page form of Wagtail's carries along.
    words |= {"comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""}}
    data = nested_form_data(words) | ({"action-publish": "1"} if publish else {})
    return client.post(f"/admin/pages/add/cms/lessonpage/{module.pk}/", data)


@pytest.mark.sampled
@pytest.mark.django_db
@pytest.mark.parametrize("kind", UNFINISHED)
def test_draft_may_lack_what_publishing_asks_for(kind, client):
    client.force_login(make_admin())
    module = make_module()

    refused = save(client, module, (kind, UNFINISHED[kind]), publish=True)

    assert refused.status_code == 200
    assert not LessonPage.objects.exists()

    saved = save(client, module, (kind, UNFINISHED[kind]))

    assert saved.status_code == 302
    lesson = LessonPage.objects.get()
    assert (lesson.live, [child.block_type for child in lesson.body]) == (False, [kind])


@pytest.mark.django_db
def test_image_without_text_is_saved_as_draft_and_not_published(client):
    client.force_login(make_admin(language="en"))
    module = make_module()
    silent = ("image", IMAGE | {"image": str(make_image().pk)})

    refused = save(client, module, silent, publish=True)

    assert "Write what the image shows, or mark it as decoration." in refused.content.decode()
    assert save(client, module, silent).status_code == 302


@pytest.mark.django_db
def test_film_without_transcript_is_not_published(client):
    client.force_login(make_admin())
    module = make_module()
    files = {"video": str(make_document("film.mp4").pk), "captions": str(make_captions().pk)}

    refused = save(client, module, ("video", VIDEO | files | {"title": "Film"}), publish=True)

    assert refused.status_code == 200
    assert not LessonPage.objects.exists()


@pytest.mark.django_db
def test_complete_image_is_published(client):
    client.force_login(make_admin())
    complete = ("image", IMAGE | {"image": str(make_image().pk), "alt_text": "Fire personer"})

    response = save(client, make_module(), complete, publish=True)

    assert (response.status_code, LessonPage.objects.get().live) == (302, True)


@pytest.mark.django_db
def test_unfinished_draft_can_be_previewed(client):
    client.force_login(make_admin())
    raw = [{"type": kind, "value": {}} for kind in LESSON.child_blocks if kind != "table"]
    lesson = below(make_module(), LessonPage(title="Utkast", slug="utkast", live=False, body=json.dumps(raw)))
    lesson.save_revision()

    response = client.get(f"/admin/pages/{lesson.pk}/view_draft/")

    assert response.status_code == 200
