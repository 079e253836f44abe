"""The certificate's layout: one page, whatever it has to say. (What it says: tests/learning/test_documents.py.)"""

import io
import json

import pypdf
import pytest
import typst
from PIL import Image

from tests.database import ROOT

FOLDER = ROOT / "theme/templates/theme/document"
FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[ROOT / "theme/fonts"])
QR = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z"/></svg>'
LABELS = (
    "awarded_to",
    "for_course",
    "outcome",
    "hours",
    "issued",
    "valid",
    "number",
    "verify",
    "qr_alt",
    "mark_alt",
    "signature_alt",
)
SHORT = {
    "language": "nb", "centre": "Beredskapsskolen", "owner": "Fylket", "title": "Kursbevis", "name": "Ida Bø",
    "course": "Beredskapsplikten", "outcome": "Kan plikten.", "hours_text": "3 timer", "issued_text": "1. mai 2027",
    "valid_text": "1. mai 2029", "number": "2027-000041", "code": "x", "qr": QR,
    "verify_url": "https://kurs.example/verify/7K4M-QWX2-9PTB-H/", "labels": {name: name for name in LABELS},
}  # fmt: skip
SIGNED = {"colour": "#5b1a3a", "second": "#7a2350", "accent": "#c0c0c0", "border": "frame", "logo": QR, "signature": QR}
LIMITS = {"centre": 200, "owner": 200, "name": 200, "course": 255, "outcome": 300}


def longest(words):
    """Every value as long as the database lets it be."""
    return {key: (words * limit)[:limit].strip().ljust(limit, "å") for key, limit in LIMITS.items()}


CASES = {
    "short": {},
    "design": {"design": SIGNED | {"signer_name": "Kari Nordmann", "signer_title": "Leder"}},
    "longest design": {"design": SIGNED | {"signer_name": "W" * 80, "signer_title": "Leder " * 13}}
    | longest("Helhetlig beredskap "),
    "design without decoration": {"design": {"border": "none", "signer_name": "Kari Nordmann"}},
    "bare": {"owner": "", "outcome": "", "hours_text": "", "valid_text": ""},
    "long name": {"name": "Anne-Margrethe Kristoffersdatter Østby-Hansen av Nordre Skogdal"},
    "ordinary words": longest("Helhetlig beredskap og sårbarhet i praksis "),
    "one letter a word": longest("W "),
    "unbroken word of 60": longest("W" * 60 + " "),
    "unbroken word of 60 among short ones": longest("Kurs i " + "m" * 60 + " og "),
    "never broken": longest("W"),
    "lines": longest("å\n\n"),
    "Sámi": longest("Čáhppe Đorđe Ŋáŋŋa Ŧáŧŧar "),
}


def compiled(facts, kind="pdf", **options):
    inputs = {"facts": json.dumps(SHORT | facts, ensure_ascii=False)}
    layout = FOLDER / "certificate.typ"
    return typst.compile(layout, root=FOLDER, font_paths=FONTS, format=kind, sys_inputs=inputs, **options)


def pages_of(facts):
    return pypdf.PdfReader(io.BytesIO(compiled(facts, pdf_standards=["ua-1"]))).pages


def picture(facts):
    return Image.open(io.BytesIO(compiled(facts, "png", ppi=36.0))).convert("L")


@pytest.mark.parametrize("name", CASES)
def test_certificate_is_one_tagged_page_with(name):
    pages = pages_of(CASES[name])

    assert len(pages) == 1


@pytest.mark.parametrize("length", range(1, 62, 3))
def test_no_length_of_words_makes_a_second_page(length):
    facts = longest("W" * length + " ") | {"hours_text": "1234,5 timer", "number": "2027-0000000000000041"[:20]}

    assert len(pages_of(facts)) == 1


@pytest.mark.parametrize("name", CASES)
def test_nothing_of_a_value_is_lost_with(name):
    # Line ends may fall inside a word, so white space is left out of the comparison.
    printed = squeezed(pages_of(CASES[name])[0].extract_text())
    facts = SHORT | CASES[name]

    assert [
        key for key in ("name", "course", "outcome", "number", "verify_url") if squeezed(facts[key]) not in printed
    ] == []


def squeezed(text):
    return "".join(character for character in text if not character.isspace() and character != "\u200b")


@pytest.mark.parametrize("name", CASES)
def test_margins_stay_white_with(name):
    # A frame stands in the margins, that is what it is for.
    design = CASES[name].get("design", {}) | {"border": "hills"}
    sheet = picture(CASES[name] | {"design": design})
    width, height = sheet.size

    # Right and left of the text, between the band at the top and the hills at the foot.
    edges = [sheet.crop((left, 12, left + 25, height // 2)) for left in (2, width - 27)]

    assert [edge.getextrema() for edge in edges] == [(255, 255), (255, 255)]


def test_short_name_is_drawn_larger_than_a_long_one():
    heights = [max(sizes(CASES[name])) for name in ("short", "long name", "ordinary words", "never broken")]

    assert heights == sorted(heights, reverse=True)
    assert heights[0] == 38
    assert min(min(sizes(facts)) for facts in CASES.values()) >= 7


def sizes(facts):
    """Sizes of the letters on the sheet, in points."""
    found = []
    pages_of(facts)[0].extract_text(
        visitor_text=lambda text, cm, tm, font, size: (
            found.append(round(size * abs(tm[0]), 1)) if text.strip() else None
        )
    )
    return found
