"""What reading a file comes to, and how its bytes become text."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ..contents import Said, problems

MAX_BYTES = 5 * 1024 * 1024
MAX_QUESTIONS = 2000
# Archives begin so: zip (also docx and Moodle backups), gzip, bzip2, xz, 7z, rar.
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")


class UnreadableFile(Exception):
    """The file as a whole cannot be read; says why, in words."""


@dataclass(frozen=True)
class Draft:
    """A question as it was understood."""

    kind: str
    said: Said
    line: int
    name: str
    category: str = ""
    tags: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Problem:
    """Something of the file that is not in the questions; `refused` says that a whole question is left out."""

    line: int
    question: str
    reason: str
    refused: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Reading:
    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    total: int = 0


class Refused(Exception):
    """This question cannot be made; where that shows, and why."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


@dataclass
class Notes:
    """What is left out of one question, with lines."""

    name: str = ""
    found: list[Problem] = field(default_factory=list)

    def add(self, line: int, reason: str) -> None:
        note = Problem(line, self.name, reason)
        if note not in self.found:
            self.found.append(note)


def take(reading: Reading, draft: Draft, notes: Notes) -> None:
    """Keep a draft that is a question; one that is none is a problem."""
    if reading.total > MAX_QUESTIONS:
        raise UnreadableFile(_("The file holds more than %(number)s questions.") % {"number": MAX_QUESTIONS})
    wrong = problems(draft.kind, draft.said)
    if wrong:
        refuse(reading, draft.line, draft.name, " ".join(wrong))
        return
    reading.drafts.append(draft)
    reading.problems += notes.found


def refuse(reading: Reading, line: int, name: str, reason: str) -> None:
    reading.problems.append(Problem(line, name, reason, refused=True))


def in_order(found: Iterable[Problem]) -> list[Problem]:
    return sorted(found, key=lambda problem: (problem.line, not problem.refused))


def text_of(data: bytes) -> str:
    """The file as text: UTF-8, with or without mark, UTF-16 with its mark, else Windows-1252.

    Raises UnreadableFile.
    """
    check_bytes(data)
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return _decoded(data, encoding)
    try:
        return _decoded(data, "utf-8")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252")


def check_bytes(data: bytes) -> None:
    """Refuse what is too large, empty, packed, or no text at all. Raises UnreadableFile."""
    if len(data) > MAX_BYTES:
        size = MAX_BYTES // 1024 // 1024
        raise UnreadableFile(_("The file is larger than %(size)s megabytes. Split it.") % {"size": size})
    if not data.strip():
        raise UnreadableFile(_("The file is empty."))
    if data.startswith(ARCHIVES):
        raise UnreadableFile(_("This is a packed file. Unpack it, and upload the file of questions itself."))


def _decoded(data: bytes, encoding: str) -> str:
    """Raises UnicodeDecodeError where another encoding is left to try."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "utf-8":
            raise
        text = "\x00"
    if "\x00" in text:
        raise UnreadableFile(_("This is no text file."))
    return text
