"""What programs that are not ours read in our calendars: the same names, moments, states, numbers and texts.

Winter, summer, both days on which the clock changes, whole days, and texts that break what is written carelessly. The
same is asked with the zone that icalendar would write: there it must fail, or the test proves nothing.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from events.calendar import ical
from events.calendar.entries import one_line, plain
from events.calendar.enums import Status

from .foreign import in_utc, with_ical_js, with_libical, with_node_ical, with_vobject
from .test_ical import ABOUT, entry

HOUR = timedelta(hours=1)
# Each is asked wherever it can be had; under CI=true, one that cannot be had is a failure.
READERS = [with_vobject, with_ical_js, with_node_ical, with_libical]
MOMENTS = {
    "winter": datetime(2027, 2, 25, 9, tzinfo=UTC),
    "summer": datetime(2027, 7, 1, 7, tzinfo=UTC),
    "far": datetime(2041, 8, 14, 7, tzinfo=UTC),
    "before the clock goes forward": datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
    "after the clock went forward": datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
    "first time round": datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
    "second time round": datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
    "after the clock went back": datetime(2027, 10, 31, 2, 30, tzinfo=UTC),
}
# node-ical undoes what is written for a sign one after the other, and takes a backslash before an n for a new line.
NOT_FOR_NODE_ICAL = "signs that look written"
TEXTS = {
    "letters": "Øvelse på Ås: æøå ÆØÅ, čđŋšŧž",
    "emoji": "Flom 🌊 og brann 🚒👩🏽‍🚒",
    "signs": r"a,b;c\d: C:\Plan\ ; og, ",
    "signs that look written": r"\n \, \; \\ \N",
    "lines": "Første linje\nandre; med, tegn\\ og\n\ntom linje",
    "long": "Beredskapsøvelse " * 18,
    "quotes": "«Hva nå?» \"sa\" 'hun' ^ %",
    "commands": "BEGIN:VALARM\nATTENDEE:mailto:x@example.org",
}


def name(number):
    return f"{number:08}-6f0e-4f39-9f0a-1d6a8a8f7c11@samvirke.example.org"


def samples():
    found = [
        entry(uid=name(number), title=words, starts=at, ends=at + 3 * HOUR, sequence=number)
        for number, (words, at) in enumerate(MOMENTS.items())
    ]
    found += [
        entry(uid=name(100 + number), title=words, location=words, text=words, status=list(Status)[number % 3])
        for number, words in enumerate(TEXTS.values())
    ]
    return [*found, entry(uid=name(200), title="Frist", starts=date(2027, 5, 20), ends=date(2027, 5, 21))]


def as_rows(entries):
    return {
        one.uid: {
            "uid": one.uid,
            "starts": in_utc(one.starts),
            "ends": in_utc(one.ends),
            "status": one.status.value,
            "sequence": one.sequence,
            "title": one_line(one.title),
            "location": one_line(one.location),
            "text": plain(f"{one.url}\n\n{one.text}"),
        }
        for one in entries
    }


def by_uid(found):
    return {one["uid"]: one for one in found}


@pytest.mark.parametrize("read", READERS)
def test_all_read_what_we_wrote(read):
    wanted = [one for one in samples() if read is not with_node_ical or one.title != TEXTS[NOT_FOR_NODE_ICAL]]

    assert by_uid(read(ical.feed(wanted, ABOUT))) == as_rows(wanted)


@pytest.mark.parametrize("read", [with_vobject, with_ical_js])
def test_zone_the_library_writes_is_read_wrong(read):
    """The negative control: why the zone is a text of our own."""
    calendar = Calendar.from_ical(ical.feed(samples(), ABOUT).replace(ical.ZONE.encode(), b""))
    calendar.add_missing_timezones()

    found = by_uid(read(calendar.to_ical()))

    summer = next(one for one in samples() if one.title == "summer")
    assert found[summer.uid]["starts"] != in_utc(summer.starts)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@given(texts, texts)
def test_whatever_is_written_is_read_by_others_as_well(title, text):
    wanted = entry(title=f"x{title}", text=text)

    assert by_uid(with_vobject(ical.feed([wanted], ABOUT))) == as_rows([wanted])
