"""What our fonts can draw. A sheet never fails for a sign in somebody's name, and prints no empty box for it."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from PIL import ImageFont

import theme

FONTS = Path(theme.__file__).parent / "fonts"
# Where letters stand that no font of ours has: what is missing is written there by hand.
TO_WRITE_ON = "________"
_MISSING = "\ufffd"
# Signs that are left out where they cannot be drawn: emoji, and what joins them.
_LEFT_OUT = frozenset("SC")
# They ask for another look of the sign before, such as an emoji's.
_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))


def drawable(value: Any) -> Any:
    """The facts of a sheet, with every text in them as our fonts can draw it. Pictures (SVG) stay as they are."""
    if isinstance(value, dict):
        return {key: drawable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [drawable(one) for one in value]
    return _text(value) if isinstance(value, str) and not value.lstrip().startswith("<svg") else value


def _text(text: str) -> str:
    if text.isascii():
        return text
    drawn = re.sub(f"{_MISSING}+", TO_WRITE_ON, "".join(_signs(unicodedata.normalize("NFC", text))))
    return drawn if any(unicodedata.category(one)[0] not in "ZCM" for one in drawn) else TO_WRITE_ON


def _signs(text: str) -> Iterator[str]:
    """Sign by sign. An accent is drawn by the font of its letter, whichever of ours that is, or not at all."""
    fonts: frozenset[Path] = frozenset()
    for sign in text:
        kind, own = unicodedata.category(sign)[0], _fonts_with(sign)
        if kind == "M":
            yield sign if fonts and fonts <= own and sign not in _SELECTORS else ""
            continue
        fonts = own
        yield sign if own or sign.isspace() else ("" if kind in _LEFT_OUT else _MISSING)


@cache
def _fonts_with(sign: str) -> frozenset[Path]:
    missing = "\uffff"
    return frozenset(path for path, font in _fonts() if bytes(font.getmask(sign)) != bytes(font.getmask(missing)))


@cache
def _fonts() -> list[tuple[Path, ImageFont.FreeTypeFont]]:
    return [(path, ImageFont.truetype(path, 48)) for path in sorted(FONTS.glob("*.ttf"))]
