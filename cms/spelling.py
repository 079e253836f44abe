"""Words looked for however their letters are marked: Nygård by nygard, Åse by aase, Sörensen by sørensen."""

import re
import unicodedata

# Letters without a plain letter inside them, as å has its a.
_PLAIN = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "ł": "l", "ß": "ss", "þ": "th"})
# What may stand where the plain letters do. Two letters go before one.
_PAIRS = {"ae": "æä", "aa": "å", "oe": "øö"}
_MARKED = {
    "a": "àáâãäåāæ",
    "c": "çčć",
    "d": "đð",
    "e": "èéêëē",
    "i": "ìíîïī",
    "l": "ł",
    "n": "ñńŋ",
    "o": "òóôõöøō",
    "s": "šś",
    "t": "ŧ",
    "u": "ùúûüū",
    "y": "ýÿ",
    "z": "žźż",
}


def loosely(text: str) -> str:
    """A regular expression for `iregex`, the same for PostgreSQL and SQLite.

    It names large and small letters by itself: not every database knows that å and Å are one.
    """
    return "".join(_one(part) for part in re.findall(f"{'|'.join(_PAIRS)}|.", plainly(text), re.DOTALL))


def plainly(text: str) -> str:
    """In small plain letters."""
    parts = unicodedata.normalize("NFD", text.casefold().translate(_PLAIN))
    return "".join(one for one in parts if not unicodedata.combining(one))


def _one(part: str) -> str:
    if part in _PAIRS:
        return f"(?:{_one(part[0])}{_one(part[1])}|[{_both(_PAIRS[part])}])"
    return f"[{_both(part + _MARKED[part])}]" if part in _MARKED else re.escape(part)


def _both(letters: str) -> str:
    return letters + letters.upper()
