"""Each block's template, rendered from the plain dict that editors' previews and learners' lessons hand over."""

import pytest
from django.utils import timezone, translation

from tests.database import ROOT
from theme import samples

from .markup import KEPT, POISON, described, filled, label_of, loose_ends, render, shape, texts

BLOCKS = {block["id"]: block for block in samples.blocks()}
TYPES = {path.stem for path in (ROOT / "theme/templates/theme/blocks").glob("*.html")}

MAY_BE_NONE = ("poster_url", "width", "height", "size", "saved_at", "answer")
LISTS = ("items", "columns", "rows", "criteria")


def sample(kind, **changes):
    return next(block for block in BLOCKS.values() if block["type"] == kind) | changes


def drawn(block):
    return render(f"theme/blocks/{block['type']}.html", block=block)


def test_every_block_template_has_a_sample():
    assert {block["type"] for block in BLOCKS.values()} == TYPES


@pytest.mark.parametrize("name", BLOCKS)
def test_nothing_in_a_block_is_loose(name):
    assert loose_ends(drawn(BLOCKS[name])) == []


@pytest.mark.parametrize("name", BLOCKS)
def test_no_value_of_a_block_changes_its_markup(name):
    hostile, harmless = (drawn(filled(BLOCKS[name], words)) for words in (POISON, "x"))

    assert shape(hostile) == shape(harmless)
    assert hostile.find("script") is None


@pytest.mark.parametrize("name", BLOCKS)
def test_html_of_a_block_is_kept_as_it_is(name):
    soup = drawn(filled(BLOCKS[name], "x"))

    assert str(soup).count(KEPT) == str(filled(BLOCKS[name], "x")).count(KEPT)


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_block_with_next_to_nothing_in_it_still_renders(kind):
    names = {name for block in BLOCKS.values() for name in block}
    empty = dict.fromkeys(names, "") | dict.fromkeys(MAY_BE_NONE) | {name: [] for name in LISTS}

    soup = drawn(empty | {"type": kind, "id": "b1", "prompt": "Hva nå?"})

    assert loose_ends(soup) == []
    assert "None" not in str(soup)


@pytest.mark.parametrize(("level", "tag"), [(2, "h2"), (3, "h3")])
def test_heading_has_its_level_and_can_be_linked_to(level, tag):
    heading = drawn(sample("heading", level=level, anchor="her")).find(id="her")

    assert heading.name == tag


def test_image_says_what_it_shows_unless_it_is_decoration():
    told, silent = (drawn(sample("image", alt="Fem trinn", decorative=decorative)).img for decorative in (False, True))

    assert (told["alt"], silent["alt"]) == ("Fem trinn", "")


def test_image_without_known_size_claims_none():
    image = drawn(sample("image", width=None, height=None)).img

    assert ("width" in image.attrs, "height" in image.attrs) == (False, False)


def test_video_has_captions_in_their_language_and_itself_as_text():
    soup = drawn(sample("video", captions_language="sv", transcript_html="<p>Allt som sägs</p>"))

    assert (soup.track["kind"], soup.track["srclang"], soup.track["label"]) == ("captions", "sv", "Undertekster")
    assert texts(soup.details) == "Videoen som tekst Allt som sägs"
    assert "autoplay" not in soup.video.attrs


def test_video_without_captions_promises_none():
    assert drawn(sample("video", captions_url="")).track is None


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ["Merk", "Tips", "Vær oppmerksom", "Dette sier loven"]),
        ("en", ["Note", "Tip", "Take care", "What the law says"]),
    ],
)
def test_callout_without_a_title_says_in_words_what_it_is(language, words):
    with translation.override(language):
        said = [
            texts(drawn(sample("callout", tone=tone, title="", html="<p></p>")))
            for tone in ("note", "tip", "warning", "law")
        ]

    assert said == words


def test_callout_with_a_title_says_that():
    assert texts(drawn(sample("callout", tone="law", title="§ 14", html="<p>Plikt</p>"))) == "§ 14 Plikt"


def test_download_says_what_kind_of_file_and_how_big_before_it_is_opened():
    with translation.override("nb"):
        link = drawn(sample("download", title="Tiltakskort", extension="docx", size=184_320)).a

    assert texts(link) == "Tiltakskort (DOCX, 180,0 KB)"
    assert "download" in link.attrs


def test_table_has_a_caption_and_heads_for_columns_and_rows():
    soup = drawn(sample("table", caption="Hvem", columns=["Tid", "Hva"], rows=[["1", "a"], ["2", "b"]]))

    assert texts(soup.caption) == "Hvem"
    assert [(texts(head), head["scope"]) for head in soup.find_all("th")] == [
        ("Tid", "col"), ("Hva", "col"), ("1", "row"), ("2", "row"),
    ]  # fmt: skip
    assert (soup.div["role"], soup.div["tabindex"], soup.div["aria-label"]) == ("region", "0", "Hvem")


def test_source_leads_out_and_says_when_it_will_be_read_again():
    source = sample("source", title="Loven", section="§ 14", publisher="Lovdata", review_by="2027-06-30")
    with translation.override("nb"):
        soup = drawn(source)

    assert texts(soup) == "Kilde: Loven , § 14 Lovdata · sjekkes på nytt innen 30. juni 2027"
    assert soup.a["rel"] == ["external"]


def test_source_without_address_is_no_link():
    assert drawn(sample("source", url="")).a is None


def test_reflection_has_its_question_as_label_its_help_and_the_saved_answer():
    soup = drawn(sample("reflection", prompt="Hvem?", help="Kort.", name="r-1", answer=POISON, saved_at=timezone.now()))

    assert label_of(soup, soup.textarea) == "Hvem?"
    assert described(soup, soup.textarea) == "Kort."
    assert (soup.textarea["name"], soup.textarea.get_text()) == ("r-1", POISON)
    assert "Lagret" in texts(soup)


def test_reflection_in_a_preview_sends_nothing():
    assert "name" not in drawn(sample("reflection", name="", answer=None)).textarea.attrs
