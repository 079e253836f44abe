"""One line of somebody's calendar, as a plain value: what a source says, in one language, and `ical.py` writes."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from .enums import Status

Moment = date | datetime
# RFC 5545 has no limit; some programs have. Longer titles than this are nobody's.
LONGEST_LINE = 1000
# Signs that steer terminals and halves of signs; line ends and tabs are text.
NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class BadEntry(ValueError):
    """The library writes whatever it is given; programs that read it throw away the whole file."""


@dataclass(frozen=True)
class CalendarEntry:
    """`uid` stays for ever and is the same wherever the entry stands. Whole days are dates, `ends` the day after.

    `changed_at` is when it was last changed, never when it is written. Raises BadEntry.
    """

    uid: str
    sequence: int
    created_at: datetime
    changed_at: datetime
    starts: Moment
    ends: Moment
    title: str
    url: str
    text: str = ""
    location: str = ""
    status: Status = Status.CONFIRMED
    category: str = ""
    # Where a meeting is joined: our page that asks who comes, never the address of the meeting itself.
    join_url: str = ""
    blocks_time: bool = True

    def __post_init__(self) -> None:
        if "@" not in self.uid or self.uid != self.uid.strip():
            raise BadEntry(f"no name that is one in the whole world: {self.uid}")
        if isinstance(self.starts, datetime) != isinstance(self.ends, datetime) or self.ends <= self.starts:
            raise BadEntry("ends before it starts")
        moments = (self.starts, self.ends, self.created_at, self.changed_at)
        if any(isinstance(moment, datetime) and moment.tzinfo is None for moment in moments):
            raise BadEntry("a time on nobody's clock")
        if not all(url.startswith(("https://", "http://")) for url in (self.url, self.join_url) if url):
            raise BadEntry("not an address")

    @property
    def is_cancelled(self) -> bool:
        return self.status == Status.CANCELLED

    @property
    def sorts_by(self) -> tuple[str, str]:
        return self.starts.isoformat(), self.uid


def one_line(text: str) -> str:
    """Words on one line, without signs that are no text."""
    return " ".join(_text(text).split())[:LONGEST_LINE]


def plain(text: str) -> str:
    """Lines of words, ended as one kind of line."""
    return _text(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _text(text: str) -> str:
    return NO_TEXT.sub("", text)
