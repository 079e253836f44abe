"""Our fonts hold every letter of the languages we write, on the web and on paper."""

import re

import pytest
from PIL import ImageFont

from tests.database import ROOT

WEB = ROOT / "theme/static/theme/fonts"
PAPER = sorted((ROOT / "theme/fonts").glob("samvirke-*.ttf"))
# Of people who come, in Ukrainian, Russian, Belarusian, Serbian, Greek and Vietnamese.
NAMES = "ИванЇЄҐїєґЎћџΓιώργοςễịđ"
TOKENS = (ROOT / "theme/static/theme/css/tokens.css").read_text(encoding="utf-8")
# Norwegian, Swedish, the Sámi languages, and the signs our texts use.
LETTERS = "ÆØÅæøåÄÖäöéüČčĐđŊŋŠšŦŧŽžÁá«»–…·©§½"
FACE = re.compile(
    r'font-family: "(?P<family>[^"]+)";\s*font-style: (?P<style>\w+);.*?'
    r"fonts/(?P<file>[\w.-]+)\"\).*?unicode-range: (?P<ranges>[^;]+);",
    re.DOTALL,
)


def lacks(path, letters):
    """Letters drawn as nothing but the sign for a missing one."""
    font = ImageFont.truetype(path, 48)
    missing = bytes(font.getmask("\uffff"))
    return [letter for letter in letters if bytes(font.getmask(letter)) == missing]


def asked_of(ranges):
    """The letters a browser asks of a file, by its unicode-range."""
    bounds = [part.strip().removeprefix("U+").split("-") for part in ranges.split(",")]
    spans = [(int(ends[0], 16), int(ends[-1], 16)) for ends in bounds]
    return {letter for letter in LETTERS if any(low <= ord(letter) <= high for low, high in spans)}


def test_missing_letter_is_noticed():
    assert lacks(WEB / "source-sans-3-latin.woff2", "øŋ") == ["ŋ"]


@pytest.mark.parametrize("path", PAPER, ids=lambda path: path.stem)
def test_font_of_documents_holds_every_letter(path):
    assert lacks(path, LETTERS) == []


@pytest.mark.parametrize("path", sorted((ROOT / "theme/fonts").glob("samvirke-text-*.ttf")), ids=lambda path: path.stem)
def test_font_of_documents_holds_letters_of_names(path):
    assert lacks(path, NAMES) == []


@pytest.mark.parametrize("face", list(FACE.finditer(TOKENS)), ids=lambda face: face["file"])
def test_font_of_pages_holds_what_is_asked_of_it(face):
    assert lacks(WEB / face["file"], asked_of(face["ranges"])) == []


def test_every_letter_is_asked_of_some_file_of_each_face():
    asked: dict[tuple[str, str], set[str]] = {}
    for face in FACE.finditer(TOKENS):
        asked.setdefault((face["family"], face["style"]), set()).update(asked_of(face["ranges"]))

    assert set(asked) == {("Source Sans 3", "normal"), ("Source Sans 3", "italic"), ("Familjen Grotesk", "normal")}
    assert {face: set(LETTERS) - letters for face, letters in asked.items() if set(LETTERS) - letters} == {}


def test_every_font_file_is_used_and_has_its_licence():
    used = {face["file"] for face in FACE.finditer(TOKENS)}

    assert used == {path.name for path in WEB.glob("*.woff2")}
    assert all(any(file.startswith(path.name[:8]) for path in WEB.glob("*-LICENSE.txt")) for file in used)
