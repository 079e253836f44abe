"""Looking a password up in a file of stolen ones, of any size, without reading it into memory.

Two kinds of file are understood, told apart by their first line:
- SHA-1 values in order, one a line, with or without `:count` (as the big public collections come): found by bisection;
- plain passwords, one a line, in any order: searched from end to end.
"""

import hashlib
import mmap
import re
from pathlib import Path

HASHED = re.compile(rb"[0-9A-Fa-f]{40}(:\d+)?\s*$")


def is_breached(password: str, path: Path) -> bool:
    """Say whether the file holds the password. Raises OSError when it cannot be read."""
    with path.open("rb") as file:
        first = file.readline(200)
        if not first:
            return False
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
            if HASHED.match(first):
                return _holds_hash(lines, hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper())
            return _holds_line(lines, password.encode())


def _holds_hash(lines: mmap.mmap, wanted: str) -> bool:
    """Bisect by position: `low` is always the start of a line, and the wanted line never lies before it."""
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = lines.find(b"\n", start)
        end = len(lines) if end < 0 else end
        found = lines[start : start + 40].decode("ascii", "replace").upper()
        if found == wanted:
            return True
        if found < wanted:
            low = end + 1
        else:
            high = start
    return False


def _holds_line(lines: mmap.mmap, wanted: bytes) -> bool:
    """Find the whole line, whatever ends it."""
    at = lines.find(wanted) if wanted else -1
    while at >= 0:
        after = lines[at + len(wanted) : at + len(wanted) + 1]
        if (at == 0 or lines[at - 1 : at] == b"\n") and after in (b"", b"\n", b"\r"):
            return True
        at = lines.find(wanted, at + 1)
    return False
