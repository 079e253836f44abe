"""Files that are brought as evidence: what they may be, told by their content and not by their name."""

from pathlib import PurePath
from typing import Any

MOST = 10 * 1024 * 1024
# How files of a type begin, and the types they are sent out as.
BEGINNINGS = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
}


class EvidenceRefused(Exception):
    """The file is no PDF, PNG or JPEG, or it is larger than MOST."""


def check_file(file: Any) -> None:
    """Raise EvidenceRefused unless the file is what it may be, by name and by content."""
    known = BEGINNINGS.get(_ending(file.name))
    if known is None or not 0 < file.size <= MOST:
        raise EvidenceRefused(file.name)
    file.seek(0)
    begins = file.read(len(known[0]))
    file.seek(0)
    if begins != known[0]:
        raise EvidenceRefused(file.name)


def content_type(file_name: str) -> str:
    known = BEGINNINGS.get(_ending(file_name))
    return known[1] if known else "application/octet-stream"


def plain_name(file_name: str) -> str:
    """The name without path and signs that headers and logs do not bear, short enough to be kept."""
    name = PurePath(file_name.replace("\\", "/")).name
    kept = "".join(sign for sign in name if sign.isprintable())
    return kept[-200:]


def _ending(file_name: str) -> str:
    return PurePath(file_name).suffix.lower()
