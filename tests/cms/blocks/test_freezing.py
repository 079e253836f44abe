"""Every block becomes plain values, exactly these: a release keeps them for ever."""

import json

import pytest

from cms.blocks.base import freeze_stream
from cms.blocks.streams import ArticleStreamBlock, LessonStreamBlock
from tests.factories import blocks
from tests.factories.media import make_captions, make_document, make_image
from tests.factories.pages import below, make_home
from tests.factories.people import make_admin

LESSON = LessonStreamBlock()


class Archive:
    """Media as a release keeps it: the values say which of the two was asked, and for what."""

    def image(self, image):
        return {"url": f"/archive/{image.title}", "width": 40, "height": 20, "sha256": "i"}

    def document(self, document):
        return {"url": f"/archive/{document.title}", "mime": "m/x", "size": 7, "extension": "x", "sha256": "d"}


def frozen(*raw):
    return freeze_stream(LESSON.to_python(list(raw)), Archive())


def whole(kind, name, **value):
    return {"type": kind, "id": blocks.block_id(name), **value}


def options_of(name, *words_and_keys):
    return [
        {"id": blocks.block_id(f"{name}{number}"), "text": words, "correct": correct, "feedback": "Fordi."}
        for number, (words, correct) in enumerate(words_and_keys)
    ]


WORDS = {"text": "Hva?", "feedback_correct": "Riktig.", "feedback_wrong": "Nei."}
SINGLE = whole(
    "single_choice",
    "single",
    text="Hvor ofte?",
    options=options_of("single", ("Hvert år", True), ("Hvert andre år", False), ("Aldri", False)),
)
CASES = {
    "heading": (
        blocks.heading(),
        whole("heading", "heading", text="Fra ROS til plan", level=2, anchor="fra-ros-til-plan"),
    ),
    "text": (blocks.text("<p>Øv.</p>"), whole("text", "text", html="<p>Øv.</p>")),
    "callout": (
        blocks.callout(),
        whole("callout", "callout", tone="tip", title="Begynn med listen", html="<p>Ring tre numre.</p>"),
    ),
    "quote": (
        blocks.quote(),
        whole("quote", "quote", text="Vi trodde alle visste hvem som ringte først.", attribution="Koordinator"),
    ),
    "accordion": (
        blocks.accordion(),
        whole("accordion", "accordion", items=[{"title": "Hva er en hendelse?", "html": "<p>Noe som skjer.</p>"}]),
    ),
    "table": (
        blocks.table(),
        whole(
            "table",
            "table",
            caption="Hvor ofte",
            columns=["Hva", "Når"],
            rows=[["Planen revideres", "Hvert år"], ["Planen øves", ""]],
        ),
    ),
    "source": (
        blocks.source(),
        whole(
            "source",
            "source",
            title="Forskriften",
            publisher="Lovdata",
            url="https://lovdata.no",
            section="§ 7",
            review_by="2099-01-01",
        ),
    ),
    "reflection": (blocks.reflection(), whole("reflection", "reflection", prompt="Hvem beslutter?", help="")),
    "quiz": (
        blocks.quiz(blocks.single_choice()),
        whole(
            "quiz",
            "quiz",
            title="Sjekk deg selv",
            pass_mark=70,
            max_attempts=3,
            minutes=0,
            shuffle=False,
            questions=[SINGLE],
            draws=[],
        ),
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_block_freezes_to(kind):
    raw, expected = CASES[kind]

    assert frozen(raw) == [expected]


QUESTIONS = {
    "multiple_choice": (
        blocks.multiple_choice(),
        whole(
            "multiple_choice",
            "multiple",
            text="Hvilke?",
            options=options_of("multiple", ("A", True), ("B", True), ("C", True), ("D", False)),
        ),
    ),
    "true_false": (
        blocks.true_false(),
        whole("true_false", "true_false", text="Planen øves.", answer=True, feedback_true="Ja.", feedback_false="Jo."),
    ),
    "numeric": (blocks.numeric(), whole("numeric", "numeric", **WORDS, answer="3000", tolerance="0", unit="stk")),
    "short_text": (blocks.short_text(), whole("short_text", "short", **WORDS, accepted=["øvingsdirektiv"])),
    "ordering": (
        blocks.ordering(),
        whole(
            "ordering",
            "ordering",
            **WORDS,
            items=[
                {"id": blocks.block_id(f"ordering{place}"), "text": text}
                for place, text in enumerate(["Mandat", "Mål", "Scenario", "Innspill"])
            ],
        ),
    ),
    "matching": (
        blocks.matching(),
        whole(
            "matching",
            "matching",
            **WORDS,
            pairs=[
                {"id": blocks.block_id("matching0"), "left": "ROS", "right": "Hva kan skje"},
                {"id": blocks.block_id("matching1"), "left": "Plan", "right": "Hva gjør vi"},
            ],
        ),
    ),
}


@pytest.mark.parametrize("kind", QUESTIONS)
def test_question_freezes_to(kind):
    raw, expected = QUESTIONS[kind]

    assert frozen(blocks.quiz(raw))[0]["questions"] == [expected]


@pytest.mark.django_db
def test_image_freezes_with_what_the_media_source_says():
    raw = blocks.image(make_image().pk)

    assert frozen(raw) == [
        whole(
            "image",
            "image",
            url="/archive/Stabsrom",
            width=40,
            height=20,
            sha256="i",
            alt="Fire personer ved et bord.",
            decorative=False,
            caption="Staben",
            credit="Foto: A",
        )
    ]


@pytest.mark.django_db
def test_decorative_image_has_an_empty_alt_whatever_was_written():
    raw = blocks.image(make_image().pk, decorative=True, alt_text="Fjell")

    assert (frozen(raw)[0]["decorative"], frozen(raw)[0]["alt"]) == (True, "")


@pytest.mark.django_db
def test_video_freezes_with_captions_and_transcript():
    film = make_document("film.mp4", title="Film")
    raw = blocks.video(film.pk, make_captions().pk, poster=make_image().pk)

    assert frozen(raw) == [
        whole(
            "video",
            "video",
            url="/archive/Film",
            mime="m/x",
            size=7,
            extension="x",
            sha256="d",
            title="Stabsmøtet",
            poster_url="/archive/Stabsrom",
            poster_sha256="i",
            captions_url="/archive/Teksting",
            captions_sha256="d",
            captions_language="nb",
            transcript_html="<p>Vi begynner.</p>",
        )
    ]


@pytest.mark.django_db
def test_video_without_a_still_picture_has_no_poster():
    raw = blocks.video(make_document("film.mp4").pk, make_captions().pk)

    assert (frozen(raw)[0]["poster_url"], frozen(raw)[0]["poster_sha256"]) == (None, "")


@pytest.mark.django_db
def test_download_freezes_with_its_file():
    raw = blocks.download(make_document().pk)

    assert frozen(raw) == [
        whole(
            "download",
            "download",
            url="/archive/Tiltakskort",
            mime="m/x",
            size=7,
            extension="x",
            sha256="d",
            title="Tiltakskort",
            description="Til å henge opp.",
        )
    ]


@pytest.mark.django_db
def test_link_to_a_page_freezes_as_its_address(rf):
    home = make_home()

    html = frozen(blocks.text(f'<p><a linktype="page" id="{home.pk}">Hjem</a></p>'))[0]["html"]

    assert html == '<p><a href="/nb/">Hjem</a></p>'


@pytest.mark.parametrize("kind", LESSON.child_blocks)
def test_block_that_is_still_empty_freezes_to_plain_values(kind):
    block = LESSON.child_blocks[kind]

    values = block.freeze(block.get_default(), Archive())

    assert json.loads(json.dumps(values)) == values


@pytest.mark.parametrize("kind", LESSON.child_blocks["quiz"].child_blocks["questions"].child_blocks)
def test_question_that_is_still_empty_freezes_to_plain_values(kind):
    block = LESSON.child_blocks["quiz"].child_blocks["questions"].child_blocks[kind]

    values = block.freeze(block.get_default(), Archive())

    assert json.loads(json.dumps(values)) == values


def test_lessons_can_hold_what_other_pages_can_and_what_learners_do():
    article = list(ArticleStreamBlock().child_blocks)

    assert article == [
        "heading",
        "text",
        "callout",
        "quote",
        "accordion",
        "image",
        "video",
        "download",
        "table",
        "source",
    ]
    assert list(LESSON.child_blocks) == [*article, "reflection", "quiz", "assignment", "tabletop"]


def all_blocks(block):
    """Every block that can be frozen, with its way down from the stream."""
    for name, child in getattr(block, "child_blocks", {}).items():
        if hasattr(child, "freeze"):
            yield name, child
        yield from all_blocks(child)


PREVIEWED = dict(all_blocks(LESSON))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", PREVIEWED)
def test_block_shows_itself_in_the_block_picker(kind, client):
    client.force_login(make_admin())
    block = PREVIEWED[kind]

    response = client.get("/admin/block-preview/", {"id": block.definition_prefix})

    assert block.is_previewable
    assert block.meta.icon != "placeholder"
    assert str(block.get_description())
    assert response.status_code == 200
    content = response.content.decode().split('<div class="content">')[1].split("</main>")[0]
    assert len(content.strip()) > 60


@pytest.mark.django_db
def test_page_is_written_with_templates_that_see_frozen_values_only(client):
    from cms.models import StandardPage

    raw = [blocks.heading(), blocks.text(), blocks.table(), blocks.source(), blocks.accordion(), blocks.quote()]
    media = [blocks.image(make_image().pk), blocks.download(make_document().pk)]
    page = below(make_home(), StandardPage(title="Om oss", slug="om-oss", body=json.dumps(raw + media)))

    html = client.get(page.url).content.decode()

    for words in ("Fra ROS til plan", "øve planen", "Hvert år", "Lovdata", "Noe som skjer", "Koordinator", "Foto: A"):
        assert words in html
    assert 'alt="Fire personer ved et bord."' in html
