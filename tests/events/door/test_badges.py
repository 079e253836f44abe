import io

import pytest
from django.utils import translation
from PIL import Image
from pypdf import PdfReader
from zxingcpp import read_barcodes

from events.door.badges import FORMATS, PART, badges_pdf, parts_of
from events.door.tickets import qr, ticket_pdf, ticket_png
from events.enums import Audience, PlaceMode, PlaceState
from learning.letters import TO_WRITE_ON
from tests.factories.door import make_day, make_guest
from tests.factories.events import make_category, make_place
from tests.factories.people import make_organisation
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
LONG = "Bartholomeus-Christoffer Wilhelmsen von Østergaard-Lindqvist"


def text_of(pdf):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def words_of(pdf):
    return text_of(pdf).split()


@pytest.mark.sampled
@pytest.mark.parametrize("key", FORMATS)
def test_every_format_holds_everybody_on_its_sheets(key):
    form, day = FORMATS[key], make_day()
    sheet = form.columns * form.rows
    for number in range(sheet + 1):
        make_guest(day, f"Gjest{number}")
    pdf = badges_pdf(day, form, part=1)

    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 2
    millimetres = [round(float(side) / 72 * 25.4) for side in pages[0].mediabox[2:]]
    assert millimetres == list(form.page)
    times = 2 if form.folded else 1
    assert [words_of(pdf).count(f"Gjest{number}") for number in range(sheet + 1)] == [times] * (sheet + 1)


@pytest.mark.parametrize("key", FORMATS)
def test_sheet_has_room_for_its_labels(key):
    form = FORMATS[key]
    for axis, number in enumerate((form.columns, form.rows)):
        needed = form.start[axis] + number * form.size[axis] + (number - 1) * form.gap[axis]
        assert needed <= form.page[axis] + 0.01


@pytest.mark.sampled
@pytest.mark.parametrize("key", FORMATS)
@pytest.mark.parametrize("name", [LONG, "Donaudampfschifffahrtsgesellschaftskapitänswitwe" * 4, "Li"])
def test_long_names_shrink_and_nothing_leaves_its_badge(key, name):
    """Drawn large; each badge is as white along its edge as paper is."""
    form, day = FORMATS[key], make_day(titles={"nb": "Langvarig strømbrudd: fagdag om egenberedskap og varsling"})
    for _number in range(form.columns * form.rows):
        make_guest(
            day, name[:200], organisation=make_organisation("Statsforvalteren i Troms og Finnmark, avdeling nord")
        )

    picture = drawn(day, form)

    for column in range(1, form.columns):
        x = form.start[0] + column * (form.size[0] + form.gap[0])
        assert is_white(picture, form, x, vertical=True), f"column {column}"
    for row in range(1, form.rows):
        assert is_white(picture, form, form.start[1] + row * (form.size[1] + form.gap[1]), vertical=False), f"row {row}"


def drawn(day, form):
    """The first sheet as a picture, three points for each millimetre."""
    import json

    import typst

    from events.door import badges

    caught = {}
    compile_it = typst.compile

    def keep(*args, **options):
        caught.update(options["sys_inputs"])
        return compile_it(*args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(badges.typst, "compile", keep)
        badges_pdf(day, form, part=1)
    assert json.loads(caught["facts"])["badges"]
    png = compile_it(
        badges.LAYOUT,
        root=badges.LAYOUT.parent,
        font_paths=badges.document_fonts(),
        format="png",
        ppi=3 * 25.4,
        sys_inputs=caught,
    )
    return Image.open(io.BytesIO(png[0] if isinstance(png, list) else png)).convert("L")


def is_white(picture, form, at, *, vertical):
    place = round(at * 3)
    line = range(picture.height if vertical else picture.width)
    return all(picture.getpixel((place, one) if vertical else (one, place)) > 250 for one in line)


def test_they_come_by_name_in_nordic_order_with_organisation_and_role():
    day = make_day()
    make_guest(day, "Åse", organisation=make_organisation("Skogdal kommune"))
    make_guest(day, "Anna")
    speaker = make_category(day, name="Innleder", audience=Audience.SPEAKER)
    make_place(speaker, name="Ærlend")
    text = text_of(badges_pdf(day, FORMATS["a7"], part=1))

    assert text.index("Anna") < text.index("Ærlend") < text.index("Åse")
    assert "Skogdal kommune" in text
    assert "Innleder" in text


def test_only_those_who_come_to_the_room_and_are_named_get_one():
    day = make_day()
    make_guest(day, "Her")
    make_guest(day, "Nettet", mode=PlaceMode.ONLINE)
    make_guest(day, "Avlyst", state=PlaceState.CANCELLED)
    make_guest(day, "")

    words = words_of(badges_pdf(day, FORMATS["90x54"], part=1))

    assert "Her" in words
    assert not {"Nettet", "Avlyst"} & set(words)


@pytest.mark.sampled
@pytest.mark.parametrize("key", FORMATS)
@pytest.mark.parametrize("name", [LONG, "محمد عبد الرحمن", "Kari 😀"])
def test_code_on_a_badge_is_the_one_at_the_door(key, name):
    form, ingrid = FORMATS[key], make_guest(make_day(), name)

    picture = drawn(ingrid.occurrence, form)
    found = read_barcodes(picture.resize((3 * picture.width, 3 * picture.height)))

    assert [one.text for one in found] == [ingrid.code] * (2 if form.folded else 1)


@pytest.mark.parametrize("people", [1, 20])
def test_part_costs_two_queries(people):
    day = make_day(people=people)

    with count_queries() as asked:
        badges_pdf(day, FORMATS["a7"], part=1)

    assert len(asked) == 2, asked


def test_parts():
    assert list(parts_of(0)) == list(parts_of(PART)) == [1]
    assert list(parts_of(PART + 1)) == [1, 2]


def test_empty_part_is_an_empty_sheet():
    assert PdfReader(io.BytesIO(badges_pdf(make_day(), FORMATS["a6"], part=3))).pages


@pytest.mark.parametrize("name", ['#panic("x")', "$ \\ ] *", "a\nb", "«Åse» & <b>"])
def test_name_is_words_and_never_code(name):
    day = make_day()
    make_guest(day, name)

    assert badges_pdf(day, FORMATS["a7"], part=1)


def test_ticket_as_a_sheet_and_as_a_picture():
    ingrid = make_guest(make_day())

    pdf = PdfReader(io.BytesIO(ticket_pdf(ingrid, language="nb")))
    [found] = read_barcodes(Image.open(io.BytesIO(ticket_png(ingrid))))

    assert found.text == ingrid.code
    assert len(pdf.pages) == 1
    text = " ".join(pdf.pages[0].extract_text().split())
    assert "Langvarig strømbrudd" in text
    assert "25. februar 2027, 11:00" in text
    assert "Elvestad kulturhus" in text
    assert pdf.metadata.title.endswith("Langvarig strømbrudd")


def test_long_ticket_is_one_page():
    day = make_day(titles={"nb": "En fagdag om beredskap " * 12}, venue="Et langt navn på et sted " * 7)
    ingrid = make_guest(day, LONG * 3)

    with translation.override("en"):
        assert len(PdfReader(io.BytesIO(ticket_pdf(ingrid, language="sv"))).pages) == 1


def test_code_is_never_a_micro_code():
    assert 'width="25"' in qr("A2")


def test_badge_of_a_name_no_font_has_leaves_a_line_to_write_on():
    day = make_day()
    make_guest(day, "王小明")
    make_guest(day, "Иван Їжак")

    words = words_of(badges_pdf(day, FORMATS["a7"], part=1))

    assert [word in words for word in (TO_WRITE_ON, "Иван", "Їжак")] == [True, True, True]
