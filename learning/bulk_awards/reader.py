"""People in a list: one a line, pasted or from a file of any spreadsheet. All that is looked for is the address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cms.people.emails import WrongEmail, check_email

MOST = 5000
MOST_BYTES = 2_000_000
_CELLS = re.compile(r"[;,\t<>\"\s]+")


class Unreadable(Exception):
    """The list is no text, or is empty."""


class TooLong(Exception):
    """More people than one award may have."""


@dataclass(frozen=True)
class Written:
    """A line: its number in the list, and the address in it, empty when there is none."""

    row: int
    email: str


def read_list(content: bytes | str) -> list[Written]:
    """Raises Unreadable and TooLong. Empty lines are left out, and a first line without an address is a heading."""
    found = [Written(row, _address(line)) for row, line in _lines(content) if line.strip()]
    if found and not found[0].email:
        found = found[1:]
    if not found:
        raise Unreadable
    if len(found) > MOST:
        raise TooLong
    return found


def _lines(content: bytes | str) -> Iterator[tuple[int, str]]:
    return enumerate(_text(content).splitlines(), start=1)


def _text(content: bytes | str) -> str:
    if isinstance(content, str):
        return content
    if b"\0" in content or len(content) > MOST_BYTES:
        raise Unreadable
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _address(line: str) -> str:
    for cell in _CELLS.split(line):
        if "@" in cell:
            try:
                return check_email(cell.removeprefix("mailto:"))
            except WrongEmail:
                continue
    return ""
