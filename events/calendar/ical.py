"""Entries as bytes of RFC 5545. The same entries are the same bytes, today and tomorrow.

The zone is a text of our own: what icalendar would write for it (lists of days) is read an hour wrong by ical.js,
vobject and Outlook. Sweden's clocks have shown Norway's time since 1980, so one zone says both.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Parameters, vText
from icalendar.parser import Contentline

from ..wall_clock import moments_of
from .entries import CalendarEntry, Moment, one_line, plain
from .enums import Method

PRODUCT = "-//Samvirke//Samvirke calendar 1//EN"
OSLO = ZoneInfo("Europe/Oslo")
ZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Oslo
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")
REFRESHED = timedelta(hours=1)
COLOUR = "teal"
LONGEST = 75
SAID_YES = {"partstat": "ACCEPTED", "rsvp": "FALSE"}


class Text(vText):
    """Words of ours among the library's."""

    def to_ical(self) -> bytes:
        return escaped(str(self)).encode()


@dataclass(frozen=True)
class About:
    """What a calendar says of itself. `source` is its own address, unless that is a secret."""

    name: str
    text: str = ""
    source: str = ""


@dataclass(frozen=True)
class Sides:
    """Who asks whom, in mail: bare addresses, and names as people write them."""

    organiser: str
    organiser_name: str
    attendee: str
    attendee_name: str


def feed(entries: Iterable[CalendarEntry], about: About) -> bytes:
    """A calendar to subscribe to, or to take home as a file."""
    calendar = _empty(Method.PUBLISH)
    calendar.add("name", Text(one_line(about.name)), encode=False)
    calendar.add("x-wr-calname", Text(one_line(about.name)), encode=False)
    calendar.add("x-wr-caldesc", Text(one_line(about.text)), encode=False)
    calendar.add("x-wr-timezone", OSLO.key)
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    if about.source:
        calendar.add("source", about.source, parameters={"VALUE": "URI"})
    calendar.add("color", COLOUR)
    head, foot = _written(calendar)
    return b"".join([head, *map(written, sorted(entries, key=lambda entry: entry.sorts_by)), foot])


def mail(entry: CalendarEntry, sides: Sides, method: Method) -> bytes:
    """One entry for one person, who has said yes by signing up (RFC 5546, 6047)."""
    head, foot = _written(_empty(method))
    organiser = _person("ORGANIZER", sides.organiser, sides.organiser_name)
    attendee = _person("ATTENDEE", sides.attendee, sides.attendee_name, role="REQ-PARTICIPANT", **SAID_YES)
    return head + _block((*lines_of(entry), organiser, attendee)) + foot


def _person(which: str, address: str, name: str, **more: str) -> str:
    """Names without quotation marks: many programs show what stands for them as it is written."""
    quotable = one_line(name.replace('"', "").replace("^", ""))
    parameters = Parameters({"CN": quotable} if quotable else {})
    parameters |= {key.upper(): value for key, value in more.items()}
    said = parameters.to_ical().decode()
    return f"{which}{';' if said else ''}{said}:mailto:{address}"


def lines_of(entry: CalendarEntry) -> Iterator[str]:
    """Every property of an entry. Written line by line: a component of the library takes five times as long, and
    would put in names and times of its own.
    """
    changed = _moment(entry.changed_at.astimezone(UTC))
    starts, ends = _on_the_clock(entry.starts, entry.ends)
    yield f"UID:{entry.uid}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTAMP{changed}"
    yield f"CREATED{_moment(entry.created_at.astimezone(UTC))}"
    yield f"LAST-MODIFIED{changed}"
    yield f"DTSTART{_moment(starts)}"
    yield f"DTEND{_moment(ends)}"
    yield f"SUMMARY:{escaped(one_line(entry.title))}"
    if location := one_line(entry.location):
        yield f"LOCATION:{escaped(location)}"
    yield f"URL:{entry.url}"
    yield "DESCRIPTION:" + escaped(plain(f"{entry.url}\n\n{entry.text}"))
    if category := one_line(entry.category):
        yield f"CATEGORIES:{escaped(category)}"
    if entry.join_url:
        yield f"CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:{entry.join_url}"
    yield f"STATUS:{entry.status.value}"
    yield f"TRANSP:{'OPAQUE' if entry.blocks_time and not entry.is_cancelled else 'TRANSPARENT'}"
    yield "CLASS:PUBLIC"


@lru_cache(maxsize=4096)
def written(entry: CalendarEntry) -> bytes:
    """Several feeds hold the same entry."""
    return _block(lines_of(entry))


def _block(lines: Iterable[str]) -> bytes:
    return b"\r\n".join(map(_folded, ("BEGIN:VEVENT", *lines, "END:VEVENT", "")))


def _folded(line: str) -> bytes:
    """Lines of at most 75 octets; most are, at a glance."""
    octets = line.encode()
    return octets if len(octets) < LONGEST else bytes(Contentline(line).to_ical())


def escaped(text: str) -> str:
    """Words as RFC 5545 writes them. The library takes a backslash before an N for a new line: C:\\Nett."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _moment(moment: Moment) -> str:
    """From behind the name of a property on."""
    if not isinstance(moment, datetime):
        return f";VALUE=DATE:{moment:%Y%m%d}"
    if moment.tzinfo is UTC:
        return f":{moment:%Y%m%dT%H%M%SZ}"
    return f";TZID={OSLO.key}:{moment:%Y%m%dT%H%M%S}"


def _empty(method: Method) -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", str(method))
    return calendar


def _written(calendar: Calendar) -> tuple[bytes, bytes]:
    """The calendar before and after its entries; the zone as it stands here, letter by letter."""
    foot = b"END:VCALENDAR\r\n"
    return bytes(calendar.to_ical(sorted=False)).removesuffix(foot) + ZONE.encode(), foot


def _on_the_clock(starts: Moment, ends: Moment) -> tuple[Moment, Moment]:
    """Times as the clock in Oslo shows them. Where it shows one of them twice, both are written in UTC."""
    if not isinstance(starts, datetime) or not isinstance(ends, datetime):
        return starts, ends
    local = [moment.astimezone(OSLO) for moment in (starts, ends)]
    if any(len(moments_of(one.date(), one.time(), OSLO)) > 1 for one in local if _may_come_twice(one)):
        return starts.astimezone(UTC), ends.astimezone(UTC)
    return local[0], local[1]


def _may_come_twice(local: datetime) -> bool:
    return local.month == 10 and local.hour == 2


def day_after(day: date) -> date:
    """Whole days end on the day after their last."""
    return day + timedelta(days=1)
