"""The bytes: rules 1 to 12 of the checklist for feeds, one test each."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from events.calendar import ical
from events.calendar.entries import BadEntry, CalendarEntry, one_line, plain
from events.calendar.enums import Method, Status

from .reading import blocks_of, events_of, lines_of

CHANGED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
OSLO = ZoneInfo("Europe/Oslo")
ABOUT = ical.About("Samvirke", source="https://samvirke.example.org/calendar/all.ics?lang=nb")
SIDES = ical.Sides("post@samvirke.example.org", "Samvirke", "ingrid@example.org", 'Ingrid "Inga" Moen')


def entry(**values):
    fields = {
        "uid": "0b6f0a52-6f0e-4f39-9f0a-1d6a8a8f7c11@samvirke.example.org",
        "sequence": 3,
        "created_at": CHANGED - timedelta(days=9),
        "changed_at": CHANGED,
        "starts": datetime(2027, 2, 25, 9, 0, tzinfo=UTC),
        "ends": datetime(2027, 2, 25, 14, 0, tzinfo=UTC),
        "title": "Fagdag",
        "url": "https://samvirke.example.org/events/0b6f/",
    }
    return CalendarEntry(**fields | values)


def feed(*entries):
    return ical.feed(entries or [entry()], ABOUT)


def block(**values):
    return blocks_of(feed(entry(**values)))[0]


# --- Calendar level --------------------------------------------------------------------------------


def test_1_calendar_says_what_it_is_and_is_published():
    lines = lines_of(feed())

    assert lines[:5] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Samvirke//Samvirke calendar 1//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    assert not any("REQUEST" in line for line in lines)


def test_2_calendar_gives_its_name_and_how_often_to_ask():
    lines = lines_of(feed())

    assert {
        "NAME:Samvirke",
        "X-WR-CALNAME:Samvirke",
        "X-WR-CALDESC:",
        "X-WR-TIMEZONE:Europe/Oslo",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "SOURCE;VALUE=URI:https://samvirke.example.org/calendar/all.ics?lang=nb",
        "COLOR:teal",
    } <= set(lines)
    assert not any(line.startswith("SOURCE") for line in lines_of(ical.feed([], ical.About("Mine"))))


def test_3_zone_is_our_own_text_of_rules():
    body = feed()

    assert body.count(ical.ZONE.encode()) == body.count(b"BEGIN:VTIMEZONE") == 1
    assert b"RDATE" not in body
    assert ical.ZONE.count(";BYDAY=-1SU") == ical.ZONE.count("DTSTART:1970") == 2


def test_3_rules_of_the_zone_are_those_of_oslo_and_of_stockholm():
    zone = Calendar.from_ical(b"BEGIN:VCALENDAR\r\n" + ical.ZONE.encode() + b"END:VCALENDAR\r\n").timezones[0].to_tz()
    for day in range(0, 365 * 40, 3):
        moment = datetime(1997, 1, 1, 1, tzinfo=UTC) + timedelta(days=day)
        offsets = {moment.astimezone(one).utcoffset() for one in (OSLO, ZoneInfo("Europe/Stockholm"))}
        assert offsets == {moment.astimezone(zone).utcoffset()}, moment


# --- Event level -----------------------------------------------------------------------------------


def test_4_and_5_name_and_number_are_as_given():
    assert (block()["UID"], block()["SEQUENCE"]) == (entry().uid, "3")
    with pytest.raises(BadEntry):
        entry(uid="fagdag-5")


def test_6_stamps_are_the_last_change_not_now():
    said = block()

    assert (said["DTSTAMP"], said["LAST-MODIFIED"], said["CREATED"]) == (
        "20261102T090000Z",
        "20261102T090000Z",
        "20261024T090000Z",
    )


@pytest.mark.parametrize(
    ("starts", "names"),
    [
        (datetime(2027, 2, 25, 9, tzinfo=UTC), ("DTSTART;TZID=Europe/Oslo", "20270225T100000")),
        (datetime(2027, 7, 1, 9, tzinfo=UTC), ("DTSTART;TZID=Europe/Oslo", "20270701T110000")),
        (datetime(2027, 7, 1, 9, tzinfo=ZoneInfo("Europe/Stockholm")), ("DTSTART;TZID=Europe/Oslo", "20270701T090000")),
        # 28 March 2027 at two the clock goes on to three; 31 October it shows two to three twice.
        (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), ("DTSTART;TZID=Europe/Oslo", "20270328T033000")),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), ("DTSTART", "20271031T003000Z")),
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), ("DTSTART", "20271031T013000Z")),
        (datetime(2027, 10, 31, 2, 0, tzinfo=UTC), ("DTSTART;TZID=Europe/Oslo", "20271031T030000")),
    ],
)
def test_7_times_are_on_oslos_clock_or_in_utc_where_it_shows_them_twice(starts, names):
    said = block(starts=starts, ends=starts + timedelta(hours=3))

    assert said[names[0]] == names[1]
    assert events_of(feed(entry(starts=starts, ends=starts + timedelta(hours=3))))[0].start == starts


def test_7_whole_days_end_on_the_day_after():
    day = date(2027, 5, 20)
    said = block(starts=day, ends=ical.day_after(day))

    assert (said["DTSTART;VALUE=DATE"], said["DTEND;VALUE=DATE"]) == ("20270520", "20270521")


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts": datetime(2027, 2, 25, 9), "ends": datetime(2027, 2, 25, 10)},  # noqa: DTZ001
        {"ends": datetime(2027, 2, 25, 9, tzinfo=UTC)},
        {"starts": date(2027, 5, 20), "ends": date(2027, 5, 20)},
        {"starts": date(2027, 2, 20)},
        {"url": "javascript:alert(1)"},
        {"join_url": "teams:meeting"},
    ],
)
def test_7_what_programs_would_misread_is_refused(wrong):
    with pytest.raises(BadEntry):
        entry(**wrong)


def test_8_every_entry_stands_alone():
    body = feed(entry(), entry(uid="other@samvirke.example.org"))

    # The zone has its rules; entries have none.
    assert not any({"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"} & set(one) for one in blocks_of(body))
    assert len({one["UID"] for one in blocks_of(body)}) == 2


@pytest.mark.parametrize(
    ("status", "transparent"),
    [(Status.CONFIRMED, "OPAQUE"), (Status.TENTATIVE, "OPAQUE"), (Status.CANCELLED, "TRANSPARENT")],
)
def test_9_state_of_an_entry_and_whether_it_takes_time(status, transparent):
    said = block(status=status)

    assert (said["STATUS"], said["TRANSP"]) == (status.value, transparent)


def test_10_texts_are_plain_and_the_link_comes_first():
    said = block(
        title="To\nlinjer", location="Kulturhuset,\r\nElvestad", text="Første\r\nandre; tredje", category="Fagdag"
    )

    assert said["SUMMARY"] == "To linjer"
    assert said["LOCATION"] == r"Kulturhuset\, Elvestad"
    assert said["DESCRIPTION"] == r"https://samvirke.example.org/events/0b6f/\n\nFørste\nandre\; tredje"
    assert said["URL"] == "https://samvirke.example.org/events/0b6f/"
    assert (said["CATEGORIES"], said["CLASS"]) == ("Fagdag", "PUBLIC")


def test_11_way_into_a_meeting_is_our_page():
    said = block(join_url="https://samvirke.example.org/events/0b6f/join/")

    assert said["CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO"] == "https://samvirke.example.org/events/0b6f/join/"
    assert not any(name.startswith("CONFERENCE") for name in block())


def test_12_feeds_ask_nobody_to_answer_and_wake_nobody():
    body = feed()

    assert not [word for word in (b"ORGANIZER", b"ATTENDEE", b"VALARM", b"X-ALT-DESC") if word in body]


def test_13_lines_are_short_and_end_as_they_should():
    body = feed(entry(title="Øvelse 🚒 " * 40, text="blåbærsyltetøy " * 90))

    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert not body.startswith(b"\xef\xbb\xbf")
    for line in body.split(b"\r\n"):
        line.decode()  # no letter is cut in two


def test_14_bytes_depend_on_the_entries_alone():
    first, second = entry(), entry(uid="a@samvirke.example.org")
    later = entry(uid="b@samvirke.example.org", starts=entry().starts - timedelta(days=1))

    assert feed(first, second, later) == feed(later, second, first)
    assert feed(first) != feed(replace(first, title="Fagdagen"))


# --- Mail ------------------------------------------------------------------------------------------


def test_mail_is_from_one_to_one_who_has_said_yes():
    lines = lines_of(ical.mail(entry(), SIDES, Method.REQUEST))

    assert "METHOD:REQUEST" in lines
    assert "ORGANIZER;CN=Samvirke:mailto:post@samvirke.example.org" in lines
    (attendee,) = [line for line in lines if line.startswith("ATTENDEE")]
    head, _, address = attendee.partition(":")
    assert address == "mailto:ingrid@example.org"
    assert set(head.split(";")[1:]) == {
        'CN="Ingrid Inga Moen"',
        "ROLE=REQ-PARTICIPANT",
        "PARTSTAT=ACCEPTED",
        "RSVP=FALSE",
    }
    assert sum(line.startswith("UID:") for line in lines) == 1


# --- Texts nobody thought of -----------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


@given(texts, texts, texts)
@example("C:\\Nett", "a\\,b", "\\n \\N \\\\n")
def test_whatever_is_written_is_read_again(title, location, text):
    body = feed(entry(title=title, location=location, text=text))
    (event,) = events_of(body)

    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert str(event["SUMMARY"]) == one_line(title)
    assert str(event.get("LOCATION", "")) == one_line(location)
    assert str(event["DESCRIPTION"]) == plain(f"{entry().url}\n\n{text}")


@given(texts)
def test_no_text_becomes_a_line_of_its_own(text):
    sent = feed(entry(title=f"x\r\nATTENDEE:mailto:evil@example.org {text}", text=f"\nBEGIN:VALARM\r\n{text}"))
    lines = lines_of(sent)

    assert not any(line.startswith(("ATTENDEE", "BEGIN:VALARM")) for line in lines)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
