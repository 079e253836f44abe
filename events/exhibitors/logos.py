"""Logos as they are kept: drawn anew from their dots, so that nothing hidden in the file comes along."""

import io

from PIL import Image

from learning.assignments.enums import Refusal
from learning.assignments.file_checks import FileRefused, check_file

# Longest side, in dots.
LONGEST = 800
MOST_BYTES = 5 * 1024 * 1024


def tidy_logo(content: bytes) -> bytes:
    """As PNG; what is see-through stays so. Raises FileRefused."""
    if len(content) > MOST_BYTES:
        raise FileRefused(Refusal.TOO_LARGE)
    check_file(content, kinds=["image"])
    try:
        with Image.open(io.BytesIO(content)) as opened:
            picture = opened.convert("RGBA")
    except (OSError, SyntaxError, ValueError):
        raise FileRefused(Refusal.BROKEN) from None
    picture.thumbnail((LONGEST, LONGEST))
    drawn = io.BytesIO()
    picture.save(drawn, "PNG", optimize=True)
    return drawn.getvalue()
