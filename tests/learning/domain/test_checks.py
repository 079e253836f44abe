"""One test for each finding, and whether it stops publishing."""

from datetime import date

import pytest
from django.utils import translation

from cms.models import LessonPage, ModulePage
from learning.domain.checks import check_course, page_links, stops_publishing
from learning.page_tree import read_tree
from tests.factories import blocks
from tests.factories.media import make_captions, make_document, make_film, make_image
from tests.factories.pages import below, make_course_page, translate

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 2)
STOPS, PASSES = True, False


def findings(page):
    with translation.override("en"):
        return [(finding.text, finding.stops) for finding in check_course(read_tree(page), on=ON)]


def findings_in(*raw):
    return findings(make_course_page(lessons=[list(raw)]))


def test_nothing_is_found_in_a_whole_course():
    lesson = [blocks.heading(), blocks.text(), blocks.image(make_image().pk), blocks.source(), blocks.quiz()]
    lesson += [
        blocks.video(make_film().pk, make_captions().pk),
        blocks.download(make_document().pk),
        blocks.reflection(),
    ]

    assert findings_in(*lesson) == []


def test_a_course_without_modules():
    page = make_course_page(modules=0)

    assert findings(page) == [("The course has no published modules.", STOPS)]


def test_a_course_without_an_outcome():
    page = make_course_page(outcome=" ")

    assert findings(page) == [("Write what the learner can do afterwards: it stands on the certificate.", STOPS)]


def test_a_course_the_catalogue_can_say_little_about():
    page = make_course_page(lead="")
    page.terms = []
    page.save()

    assert findings(page) == [
        ("The course has no lead: the catalogue shows only its title.", PASSES),
        ("The course has no topic: nobody finds it by one.", PASSES),
    ]


def test_an_illustration_without_words():
    page = make_course_page(illustration=make_image())

    assert findings(page) == [("The illustration needs a text for those who cannot see it.", PASSES)]


def test_a_module_without_lessons():
    page = make_course_page()
    below(page, ModulePage(title="Tom", slug="tom"))

    assert findings(page) == [("The module has no published lessons.", STOPS)]
    found = check_course(read_tree(page), on=ON)
    assert [finding.page_title for finding in found] == ["Tom"]
    assert stops_publishing(found)


def test_a_course_in_which_nothing_is_needed():
    page = make_course_page()
    LessonPage.objects.descendant_of(page).update(required=False)

    assert findings(page) == [("No lesson is needed to complete the course.", STOPS)]


def test_an_empty_lesson():
    assert findings_in() == [("The lesson is empty.", STOPS)]


def test_a_newer_draft():
    page = make_course_page()
    lesson = LessonPage.objects.descendant_of(page).first()
    lesson.title = "Bedre"
    lesson.save_revision()

    assert findings(page) == [("There is a newer draft. The published text is what goes out.", PASSES)]


def test_a_task_that_stands_twice():
    text = "A quiz or task stands there twice. Delete one and make it anew."

    assert findings_in(blocks.reflection(), blocks.reflection()) == [(text, STOPS)]


def test_a_question_that_stands_twice():
    text = "A quiz or task stands there twice. Delete one and make it anew."
    question = blocks.single_choice(name="same")

    assert findings_in(blocks.quiz(question, question)) == [(text, STOPS)]


def test_a_part_of_a_section_without_its_section():
    text = "The first heading is a part of a section that is not there."

    assert findings_in(blocks.heading(level="3")) == [(text, PASSES)]


@pytest.mark.parametrize(("review_by", "found"), [("2026-11-01", True), ("2026-11-02", False)])
def test_a_source_that_should_have_been_looked_at(review_by, found):
    text = "The source “Forskriften” should have been looked at again by 2026-11-01."

    assert findings_in(blocks.source(review_by=review_by)) == ([(text, PASSES)] if found else [])


def test_an_image_without_words():
    raw = blocks.image(make_image().pk, alt_text=" ")

    assert findings_in(raw) == [("Write what the image shows, or mark it as decoration.", STOPS)]


def test_a_decorative_image_needs_no_words():
    assert findings_in(blocks.image(make_image().pk, alt_text="", decorative=True)) == []


def test_an_image_that_is_gone():
    image = make_image()
    raw = blocks.image(image.pk)
    image.delete()

    assert findings_in(raw) == [("The file or image of a block is gone. Choose another.", STOPS)]


def test_a_film_without_captions():
    assert findings_in(blocks.video(make_film().pk, None)) == [("The film “Stabsmøtet” has no captions.", STOPS)]


def test_a_film_without_a_transcript():
    raw = blocks.video(make_film().pk, make_captions().pk, transcript=" ")

    assert findings_in(raw) == [("The film “Stabsmøtet” has no transcript.", STOPS)]


@pytest.mark.parametrize("content", [b"", b"Not captions at all", b"WEBVTT\n\n", b"WEBVTT\n\n\xff\xfe"])
def test_captions_that_cannot_be_read(content):
    raw = blocks.video(make_film().pk, make_captions(content).pk)

    assert findings_in(raw) == [("The captions of “Stabsmøtet” cannot be read as WebVTT.", STOPS)]


def test_a_film_that_is_no_film():
    raw = blocks.video(make_document().pk, make_captions().pk)

    assert findings_in(raw) == [("Choose a film in MP4 or WebM format.", STOPS)]


def test_a_quiz_without_questions():
    raw = blocks.quiz()
    raw["value"]["questions"] = []

    assert findings_in(raw) == [("A quiz needs at least one question.", STOPS)]


def test_a_question_without_a_right_answer():
    question = blocks.single_choice()
    question["value"]["options"][0]["value"]["correct"] = False

    assert findings_in(blocks.quiz(question)) == [("Mark exactly one answer as right.", STOPS)]


def test_several_choices_without_a_right_one():
    question = blocks.multiple_choice()
    for option in question["value"]["options"]:
        option["value"]["correct"] = False

    assert findings_in(blocks.quiz(question)) == [("Mark at least one answer as right.", STOPS)]


def test_a_link_to_a_page_that_is_not_published():
    target = make_course_page()
    raw = blocks.text(f'<p>Se <a linktype="page" id="{target.pk}">kurset</a>.</p>')
    assert findings_in(raw) == []

    target.unpublish()

    assert findings_in(raw) == [("A link leads to a page that is not published.", STOPS)]


def test_links_are_found_at_any_depth():
    raw = blocks.accordion()
    raw["value"]["items"][0]["value"]["text"] = '<p><a id="7" linktype="page">x</a> <a linktype="page" id="9">y</a></p>'
    lesson = LessonPage.objects.descendant_of(make_course_page(lessons=[[raw]])).get()

    assert page_links(lesson.body[0].value) == {7, 9}


def test_a_translation_that_is_left_out():
    page = make_course_page()
    LessonPage.objects.descendant_of(translate(page, "sv")).first().unpublish()

    text = "Svenska is left out: the lesson “Leksjon 1” is missing there or asks for other things."
    assert findings(page) == [(text, PASSES)]


def test_a_translation_is_looked_at_too():
    page = make_course_page(lessons=[[blocks.text(), blocks.image(make_image().pk)]])
    lesson = LessonPage.objects.descendant_of(translate(page, "sv")).get()
    lesson.body = [("text", {"text": "<p>Hej</p>"}), ("image", {"image": None, "alt_text": "x", "decorative": False})]
    lesson.save()

    found = check_course(read_tree(page), on=ON)

    assert [(finding.page_id, finding.stops) for finding in found] == [(lesson.pk, STOPS)]
