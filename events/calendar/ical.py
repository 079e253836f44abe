"""Entries as bytes of RFC 5545. The same entries are the same bytes, today and tomorrow.

The zone is a text of our own: what icalendar would write for it (lists of days) is read an hour wrong by ical.js,
vobject and Outlook. Sweden's clocks have shown Norway's time since 1980, so one zone says both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

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


class Text(vText):
    """Words as RFC 5545 writes them. The library's own takes a backslash before an N for a new line: C:\\Nett."""

    def to_ical(self) -> bytes:
        written = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return written.encode()


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
    return b"".join([head, *map(_event, sorted(entries, key=lambda entry: entry.sorts_by)), foot])


def mail(entry: CalendarEntry, sides: Sides, method: Method) -> bytes:
    """One entry for one person, who has said yes by signing up (RFC 5546, 6047)."""
    event = event_of(entry)
    organiser, attendee = vCalAddress(f"mailto:{sides.organiser}"), vCalAddress(f"mailto:{sides.attendee}")
    if name := _quotable(sides.organiser_name):
        organiser.params["CN"] = vText(name)
    if name := _quotable(sides.attendee_name):
        attendee.params["CN"] = vText(name)
    attendee.params |= {"ROLE": vText("REQ-PARTICIPANT"), "PARTSTAT": vText("ACCEPTED"), "RSVP": vText("FALSE")}
    event.add("organizer", organiser, encode=False)
    event.add("attendee", attendee, encode=False)
    head, foot = _written(_empty(method))
    return head + event.to_ical(sorted=False) + foot


def event_of(entry: CalendarEntry) -> Event:
    """Every property is set here: the library would put in names and times of its own."""
    event = Event()
    starts, ends = _on_the_clock(entry.starts, entry.ends)
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("created", entry.created_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", Text(one_line(entry.title)), encode=False)
    if location := one_line(entry.location):
        event.add("location", Text(location), encode=False)
    event.add("url", entry.url)
    event.add("description", Text(plain(f"{entry.url}\n\n{entry.text}")), encode=False)
    if category := one_line(entry.category):
        event.add("categories", Text(category), encode=False)
    if entry.join_url:
        event.add("conference", entry.join_url, parameters={"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"]})
    event.add("status", str(entry.status))
    event.add("transp", "OPAQUE" if entry.blocks_time and not entry.is_cancelled else "TRANSPARENT")
    event.add("class", "PUBLIC")
    return event


@lru_cache(maxsize=4096)
def _event(entry: CalendarEntry) -> bytes:
    """Several feeds hold the same entry."""
    return bytes(event_of(entry).to_ical(sorted=False))


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


def _quotable(name: str) -> str:
    """Quotation marks in a name are written in a way that many programs show as it stands."""
    return one_line(name.replace('"', "").replace("^", ""))


def day_after(day: date) -> date:
    """Whole days end on the day after their last."""
    return day + timedelta(days=1)
