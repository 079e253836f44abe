"""The certificate as a file, read by programs that are not ours."""

import io
import json
from functools import cache

import pypdf
import pytest
import typst
import zxingcpp
from django.utils import translation
from PIL import Image

from learning.documents import LAYOUT, certificate_facts, certificate_pdf, document_fonts, qr_svg, tagged_pdf
from learning.models import Certificate
from tests.factories.learning import AT

pytestmark = pytest.mark.django_db

EVERY_LETTER = "Ánte Čáhppe-Đorđe Ŋáŋŋa Šuoŋa Ŧáŧŧar Žižžá æøåÆØÅäö"
CODE = "7K4M-QWX2-9PTB-H"
URL = f"http://localhost:8000/verify/{CODE}/"


def unsaved(name="Ingrid Moen", title="Beredskapsplikten på en dag", **fields):
    values = {"number": "2026-000001", "code": CODE, "issuer": "Beredskapsskolen", "language": "nb", "issued_at": AT}
    return Certificate(holder_name=name, title=title, **values | {"outcome": "Kan forklare plikten"} | fields)


@cache
def drawn_with(layout, facts):
    return typst.compile(
        layout, root=layout.parent, font_paths=document_fonts(), format="png", ppi=150.0, sys_inputs={"facts": facts}
    )


def picture_of(certificate):
    with translation.override(certificate.language):
        facts = certificate_facts(certificate, verify_url=URL)
    return Image.open(io.BytesIO(drawn_with(LAYOUT, json.dumps(facts, ensure_ascii=False))))


def read(certificate):
    return pypdf.PdfReader(io.BytesIO(certificate_pdf(certificate)))


def text_of(certificate):
    return " ".join(read(certificate).pages[0].extract_text().split())


def test_the_sheet_says_what_was_frozen():
    text = text_of(unsaved())

    for words in ("Ingrid Moen", "Beredskapsplikten på en dag", "Kan forklare plikten", "2026-000001", CODE):
        assert words in text


@pytest.mark.parametrize("name", ["Ольга Іванова", "محمد عبد الرحمن", "שרה כהן", "Ελένη", "आरव"])
def test_names_in_other_letters_are_drawn_by_the_rules(name):
    assert b"pdfuaid:part" in certificate_pdf(unsaved(name))


def test_sheet_against_the_rules_is_still_an_error(tmp_path):
    layout = tmp_path / "untitled.typ"
    layout.write_text("Without a title")

    with pytest.raises(typst.TypstError):
        tagged_pdf(layout, {})


def test_every_letter_of_our_languages_can_be_read_again():
    text = text_of(unsaved(EVERY_LETTER, title="Øvelser i Kárášjohka"))

    assert EVERY_LETTER in text
    assert "Øvelser i Kárášjohka" in text


def test_the_sheet_is_one_tagged_page_with_language_and_title():
    reader = read(unsaved())
    root = reader.trailer["/Root"]

    assert len(reader.pages) == 1
    assert "/StructTreeRoot" in root
    assert bool(root["/MarkInfo"]["/Marked"])
    assert str(root["/Lang"]).split("-")[0] == "nb"
    assert "Ingrid Moen" in reader.metadata.title
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])


def test_the_sheet_holds_no_letters_but_our_own():
    fonts = read(unsaved()).pages[0]["/Resources"]["/Font"].values()

    names = [str(font.get_object()["/BaseFont"]) for font in fonts]
    assert names
    assert all("+" in name for name in names), "every font is embedded as a subset"


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_the_sheet_is_in_the_holders_language(language):
    reader = read(unsaved(language=language))

    assert str(reader.trailer["/Root"]["/Lang"]).split("-")[0] == language


def test_the_code_on_the_sheet_opens_the_public_page():
    read_codes = zxingcpp.read_barcodes(picture_of(unsaved()))

    assert [code.text for code in read_codes] == [URL]


def test_the_code_is_drawn_without_anything_foreign():
    drawn = qr_svg(URL)

    assert drawn.startswith("<svg")
    assert "<script" not in drawn
    assert drawn == qr_svg(URL)


@pytest.mark.parametrize(
    "unkind",
    [
        '#read("/etc/passwd")',
        "#panic(1)",
        "$x^2$ *bold* _under_ `code` <tag> @ref",
        '"}, "name": "En annen',
        '\\#include "x.typ" // gone /* gone */',
        "https://example.org/#x [a](b) = Title",
        "<script>alert(1)</script> &amp;",
    ],
)
def test_what_looks_like_instructions_is_printed_as_it_is(unkind):
    text = text_of(unsaved(unkind, title=unkind))

    assert text.count(" ".join(unkind.split())) == 2


def test_a_long_name_and_title_stay_on_one_page():
    reader = read(unsaved("Anne-Margrethe " * 5, title="Beredskap " * 12, outcome="Kan forklare mye. " * 16))

    assert len(reader.pages) == 1
    assert "2026-000001" in reader.pages[0].extract_text()


@pytest.mark.parametrize("name", ["Иван Їжак", "王小明", "Anna 😀"])
def test_every_name_gets_a_certificate(name):
    assert CODE in text_of(unsaved(name))
