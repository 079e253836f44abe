"""Names that learners give their files: kept so that they know them again, cleaned so that nobody is led astray."""

import re
import unicodedata

MOST = 100
# What no system likes in a name, and what quotes in a header are made of.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|%;\x00-\x1f\x7f]+')


def clean_name(name: str, *, ending: str) -> str:
    """The name without folders, signs that steer and signs that mislead; its ending is what the content is."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    # Signs nobody sees can turn a name around (U+202E) or hide in it.
    seen = "".join(sign for sign in plain if unicodedata.category(sign) not in ("Cf", "Cc", "Cs", "Co", "Cn"))
    stem = _NOT_IN_NAMES.sub("-", seen).strip(". -")
    known = {ending, "jpeg"} if ending == "jpg" else {ending}
    before, dot, after = stem.rpartition(".")
    stem = before if dot and after.lower() in known else stem
    return f"{stem.strip('. ')[:MOST] or 'file'}.{ending}"
