"""Codes as they come from a camera, a scanner or a hand."""

import hashlib
import re

# What a code of ours may look like; anything else that is scanned (a link, a business card) is kept as a hash only.
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{3,39}")
MOST = 500


def spellings(text: str) -> list[str]:
    """How the code may be written in our tables: as it stands, and in the other case, for who types it."""
    code = cleaned(text)
    return list(dict.fromkeys((code, code.lower(), code.upper())))


def cleaned(text: str) -> str:
    """Scanners end with a line break, hands put blanks between groups."""
    return "".join(storable(text[:MOST]).split())


def storable(text: str) -> str:
    """Without signs that no database takes: a null, and half of a pair (JSON may hold one)."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def kept_form(text: str) -> str:
    """What is written down of a code that is nobody's here."""
    code = cleaned(text)
    if CODE.fullmatch(code):
        return code
    return "#" + hashlib.sha256(code.encode()).hexdigest()[:16] if code else ""
