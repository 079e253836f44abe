"""Attendance reports that Teams writes: text in UTF-16 with tabs, in the language of whoever fetched it.

Several forms are about. All have a line of headings that names a person and says when or how long; what stands before
it is a summary, and the table ends at an empty line.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cms.people.emails import WrongEmail, check_email

MOST = 5000
MOST_BYTES = 5_000_000
LONGEST = 60 * 24 * 7

NAMES = frozenset(
    {"name", "full name", "navn", "fullt navn", "namn", "fullt namn", "fullständigt namn"}
    | {"deltaker", "deltakar", "deltagare"}
)
EMAILS = frozenset({"email", "e-mail", "e-post", "epost", "e-postadresse", "e-postadress", "email address"})
DURATION = re.compile(r"duration|varighe[ti]|varaktighet|tid i møte")
PRINCIPAL = re.compile(r"\(upn\)|principal name")
# Words that other columns of a real table have: a summary with "Name" in it is none.
OTHERS = re.compile(
    r"join|leave|timestamp|action|delta|pålogg|avslutt|forlat|anslut|lämna|tidsstempel|tidsstämpel|rolle?$"
)
UNITS = re.compile(r"(\d{1,5})\s*(h|t|m|s)[a-zæøå]*\.?", re.IGNORECASE)
CLOCK = re.compile(r"(\d{1,4}):(\d{2})(?::(\d{2}))?")
SECONDS = {"h": 3600, "t": 3600, "m": 60, "s": 1}


class Unreadable(Exception):
    """No attendance report, or an empty one."""


class TooLong(Exception):
    """More lines than one report may have."""


@dataclass(frozen=True)
class Attended:
    """A person of the report: the row they first stand in, and for how many minutes they were there, if it says."""

    row: int
    name: str
    email: str
    minutes: int | None


@dataclass(frozen=True)
class _Columns:
    name: int
    email: int | None
    principal: int | None
    duration: int | None


def read_report(content: bytes) -> list[Attended]:
    """Each person once, with all their minutes. Raises Unreadable and TooLong."""
    rows, columns, start = _table(_text(content))
    people: dict[str, Attended] = {}
    for one in _people(rows[start:], columns, first=start + 1):
        key = one.email or one.name.casefold() or str(one.row)
        people[key] = _together(people[key], one) if key in people else one
    if not people:
        raise Unreadable
    return list(people.values())


def _together(first: Attended, more: Attended) -> Attended:
    if first.minutes is None or more.minutes is None:
        return first
    return replace(first, minutes=min(first.minutes + more.minutes, LONGEST))


def _text(content: bytes) -> str:
    if not content or len(content) > MOST_BYTES:
        raise Unreadable
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if b"\0" in content[:200]:
        return content.decode("utf-16-be" if content[:1] == b"\0" else "utf-16-le", "replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _table(text: str) -> tuple[list[list[str]], _Columns, int]:
    """Rows, columns and where people begin. What separates cells is what makes a heading of them: names, titles and
    moments may hold more commas than the table has tabs.
    """
    for separator in "\t;,":
        rows = _rows(text, separator)
        if found := _heading(rows):
            return rows, *found
    raise Unreadable


def _rows(text: str, separator: str) -> list[list[str]]:
    """Cells of each line, without anything a database would not take."""
    lines = text.replace("\0", "").encode("utf-8", "ignore").decode().splitlines()
    try:
        found = [next(csv.reader([line], delimiter=separator), []) for line in lines[: MOST * 4]]
    except csv.Error as error:
        raise Unreadable from error
    return [[cell.strip() for cell in row] for row in found]


def _heading(rows: list[list[str]]) -> tuple[_Columns, int] | None:
    for number, row in enumerate(rows):
        words = [cell.casefold() for cell in row]
        name = next((at for at, word in enumerate(words) if word in NAMES), None)
        if name is None or len(words) < 2 or not any(_says_when(word) for word in words):
            continue
        return (
            _Columns(
                name,
                next((at for at, word in enumerate(words) if word in EMAILS), None),
                next((at for at, word in enumerate(words) if PRINCIPAL.search(word)), None),
                next((at for at, word in enumerate(words) if DURATION.search(word)), None),
            ),
            number + 1,
        )
    return None


def _says_when(word: str) -> bool:
    return bool(DURATION.search(word) or OTHERS.search(word)) or word in EMAILS


def _people(rows: Iterable[list[str]], columns: _Columns, *, first: int) -> Iterator[Attended]:
    for number, row in enumerate(rows):
        if not any(row):
            return
        if number >= MOST:
            raise TooLong
        yield Attended(
            row=first + number,
            name=_cell(row, columns.name)[:200],
            email=_address(_cell(row, columns.email)) or _address(_cell(row, columns.principal)),
            minutes=minutes_in(_cell(row, columns.duration)),
        )


def _cell(row: list[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""


def _address(text: str) -> str:
    """A guest's principal name is no address: ola_skogdal.no#EXT#@centre.onmicrosoft.com."""
    if "@" not in text or "#" in text:
        return ""
    try:
        return check_email(text)
    except WrongEmail:
        return ""


def minutes_in(text: str) -> int | None:
    """ "1h 2m 3s", "1 t 2 min", "2 min 3 sek" or "01:02:03", in whole minutes."""
    clock = CLOCK.search(text)
    if clock:
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return min(hours * 60 + minutes + seconds // 60, LONGEST)
    parts = UNITS.findall(text)
    if not parts:
        return None
    return min(sum(int(number) * SECONDS[unit.lower()] for number, unit in parts) // 60, LONGEST)
