"""Contrast of the colours in tokens.css and of those mail and certificates bring along, as WCAG 2.2 counts it."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.database import ROOT

CSS = ROOT / "theme/static/theme/css"
ADMIN = CSS / "admin.css"  # stands on Wagtail's pages, where ours are not loaded
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = TOKENS.split("@media screen and (prefers-color-scheme: dark)")

GROUNDS = ["ground", "ground-soft", "ground-mist", "ground-sand", "surface"]
TONES = ["note", "good", "warn", "bad", "law"]
TINTED = [f"{tone}-ground" for tone in TONES]
# Text, and what it stands on: 4.5 : 1.
TEXT = {
    "ink": GROUNDS + TINTED,
    "ink-soft": [*GROUNDS, "note-ground"],
    "heading": GROUNDS,
    "link": GROUNDS + TINTED,
    "link-hover": GROUNDS + TINTED,
    "action": GROUNDS,
    "on-action": ["action", "action-hover"],
    "note": ["note-ground", "surface"],
    "good": ["good-ground", "surface", "ground-soft"],
    "warn": ["warn-ground", "surface", "ground-soft"],
    "bad": ["bad-ground", "surface", "ground", "ground-soft", "ground-sand"],
    "law": ["law-ground", "surface", "ground-sand"],
    "footer-ink": ["footer-ground"],
    "night": ["ochre", "mist", "sand"],
    "white": ["night", "fir", "sea", "lingon"],
}
# Edges of fields and parts of pictures that mean something: 3 : 1.
PARTS = {
    "line-strong": ["ground", "surface", "ground-soft", "ground-sand"],
    "action": ["surface", "ground-soft"],
    "note": ["ground", "surface", "ground-mist", "ground-soft"],
    "good": ["ground", "ground-mist", "ground-soft", "surface"],
    "law": ["ground", "surface"],
    "bad": ["ground", "surface", "ground-sand"],
}
# They say nothing that is not said in words beside them.
DECORATION = {"line", "footer-line", "ridge-far", "ridge-mid", "ridge-near", "sun", "warn-mark"}
RING = ("focus-inner", "focus-outer")


def tokens(scheme):
    """Every colour of a scheme as #rrggbb; dark keeps what it does not change."""
    sources = [LIGHT] if scheme == "light" else [LIGHT, DARK]
    said = {"white": "#ffffff"}
    for source in sources:
        said |= dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6}|var\(--[a-z]+\));", source))
    return {name: said[value[6:-1]] if value.startswith("var") else value for name, value in said.items()}


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def used_in(styles):
    return set(re.findall(r"var\((--[a-z0-9-]+)", styles))


def defined_in(styles):
    return set(re.findall(r"(--[a-z0-9-]+):", styles))


def too_weak(pairs, colours, least):
    return [
        f"{front} on {ground}: {contrast(colours[front], colours[ground]):.2f}"
        for front, grounds in pairs.items()
        for ground in grounds
        if contrast(colours[front], colours[ground]) < least
    ]


def test_contrast_is_counted_as_wcag_does():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in(scheme):
    assert too_weak(TEXT, tokens(scheme), 4.5) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_and_icons_can_be_seen_in(scheme):
    assert too_weak(PARTS, tokens(scheme), 3) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_ring_of_the_focus_shows_on_every_ground_in(scheme):
    colours = tokens(scheme)
    grounds = [*GROUNDS, *TINTED, "action", "footer-ground"]

    hidden = [name for name in grounds if max(contrast(colours[ring], colours[name]) for ring in RING) < 3]

    assert hidden == []


def test_every_colour_was_thought_of():
    grounds = {ground for pairs in (TEXT, PARTS) for names in pairs.values() for ground in names}

    assert tokens("light").keys() - TEXT.keys() - PARTS.keys() - grounds - DECORATION - set(RING) == set()


def test_dark_changes_only_colours_there_are():
    assert tokens("dark").keys() == tokens("light").keys()


def test_styles_use_only_tokens_that_exist():
    sheets = "".join(path.read_text(encoding="utf-8") for path in CSS.rglob("*.css") if path != ADMIN)

    assert used_in(sheets) - defined_in(sheets) == set()


def test_styles_of_the_admin_use_only_tokens_of_wagtail():
    wagtail = Path(finders.find("wagtailadmin/css/core.css")).read_text(encoding="utf-8")

    assert used_in(ADMIN.read_text(encoding="utf-8")) - defined_in(wagtail) == set()


def test_styles_take_their_colours_from_tokens():
    # White for what stands on a palette colour in both schemes; paper is black on white.
    sheets = [path for path in CSS.rglob("*.css") if path.name not in ("tokens.css", "print.css")]
    literal = [colour for path in sheets for colour in re.findall(r"#[0-9a-f]{3,8}\b(?=[; )])", path.read_text())]

    assert set(literal) == {"#fff"}


def test_mail_can_be_read():
    mail = "".join((ROOT / f"theme/templates/theme/mail/{name}.html").read_text() for name in ("base", "action"))
    texts = set(re.findall(r"[;\"]color:(#[0-9a-f]{6})", mail)) - {"#ffffff"}
    grounds = set(re.findall(r"background:(#[0-9a-f]{6})", mail)) - {"#12403c"}

    assert grounds == {"#f3f7f6", "#ffffff"}
    assert [(text, ground) for text in texts for ground in grounds if contrast(text, ground) < 4.5] == []
    assert contrast("#ffffff", "#12403c") >= 4.5


def test_certificate_can_be_read():
    layout = (ROOT / "theme/templates/theme/document/certificate.typ").read_text()
    colours = dict(re.findall(r'#let ([a-z]+) = rgb\((?:design.at\("[a-z]+", default: )?"(#[0-9a-f]{6})"\)', layout))

    assert [name for name in ("fir", "sea", "night", "soft") if contrast(colours[name], "#ffffff") < 4.5] == []
