"""Whatever stands in a name, a sheet can be printed, and no box is empty."""

import io

import pytest
from pypdf import PdfReader

from learning.documents import THEME, qr_svg, tagged_pdf
from learning.letters import TO_WRITE_ON, drawable

NAMES = ["Иван Їжак", "Γιώργος", "محمّد", "王小明", "Per 🚒 Hansen", "👩🏽\u200d🚒", "אבי", "Ŋáŋŋa", "𝕻𝖊𝖗"]
MARKS = ["a\u0300\u0301\u20e3", "M\u0327", "q\u0301", "7\ufe0f\u20e3"]


@pytest.mark.parametrize("name", ["Иван Їжак", "Γιώργος", "محمد رضایی", "Nguyễn Thị", "Ánte Čáhppe-Đorđe", "Øye – «Å»"])
def test_names_our_fonts_have_stay_as_they_are(name):
    assert drawable(name) == name


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Per🚒 Hansen", "Per Hansen"),
        ("王小明", TO_WRITE_ON),
        ("王小明 (Wang)", f"{TO_WRITE_ON} (Wang)"),
        ("👩🏽‍🚒", TO_WRITE_ON),
        ("A\u030angstro\u0308m", "Ångström"),
        ("<王>", f"<{TO_WRITE_ON}>"),
        ("", ""),
    ],
)
def test_what_no_font_has_is_left_out_or_leaves_a_line_to_write_on(name, drawn):
    assert drawable(name) == drawn


def test_facts_are_followed_all_the_way_and_pictures_stay():
    picture = "<svg>王</svg>"

    assert drawable({"a": [{"b": "王"}, 3], "qr": picture}) == {"a": [{"b": TO_WRITE_ON}, 3], "qr": picture}


@pytest.mark.parametrize("name", NAMES + MARKS)
def test_ticket_is_printed_whatever_the_name(name):
    words = dict.fromkeys(("event", "when", "where", "name", "category"), name)
    about = {
        "language": "nb",
        "title": name,
        "code": "7K4M",
        "qr": qr_svg("7K4M"),
        "alt": name,
        "labels": {"code": "Kode:"},
    }

    pdf = tagged_pdf(THEME / "templates/theme/document/ticket.typ", words | about)

    assert "7K4M" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
