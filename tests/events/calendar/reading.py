"""Feeds as tests read them: unfolded lines, and with icalendar."""

import re

from icalendar import Calendar


def lines_of(body):
    """Logical lines: folds undone."""
    text = bytes(body).decode()
    assert text.endswith("\r\n")
    return re.sub("\r\n[ \t]", "", text).split("\r\n")[:-1]


def events_of(body):
    return list(Calendar.from_ical(bytes(body)).walk("VEVENT"))


def titles_of(body):
    return [str(event["SUMMARY"]) for event in events_of(body)]


def blocks_of(body):
    """The lines of each entry, by name: the first of each."""
    found = []
    for line in lines_of(body):
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            name, _, value = line.partition(":")
            found[-1].setdefault(name, value)
    return found
