"""What people typed, as it is kept: without signs nobody sees or that turn the reading direction."""

import re
import unicodedata
from collections.abc import Iterator

MAX_TEXT, MAX_TITLE = 10_000, 150
# Signs that are not seen, and those that turn the text around. Joiners stay: emoji and some scripts need them.
UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
# Marks that stand on one letter; no language needs more, and towers of them cover the lines above.
MARKS_ON_A_LETTER = 4


def tidied(text: str) -> str:
    """Lines end alike, empty ones come at most one at a time, and what only disturbs is gone."""
    lines = UNSEEN.sub("", unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n"))
    kept = "\n".join(line.rstrip() for line in _without_towers(lines).split("\n"))
    plain = re.sub(r"\n{3,}", "\n\n", kept).strip("\n")
    return plain if _says_something(plain) else ""


def tidied_line(text: str) -> str:
    return " ".join(tidied(text).split())


def _without_towers(text: str) -> str:
    return "".join(_marks_limited(text)) if not text.isascii() else text


def _marks_limited(text: str) -> Iterator[str]:
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if marks <= MARKS_ON_A_LETTER:
            yield sign


def _says_something(text: str) -> bool:
    """Whether anything of it is seen: joiners and blanks of all sorts alone are not."""
    return any(unicodedata.category(sign)[0] in "LNPS" for sign in text)
