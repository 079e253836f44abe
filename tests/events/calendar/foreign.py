"""Readers of calendars that are not ours. Each returns the entries it finds, as plain values."""

import ctypes
import ctypes.util
import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from functools import cache

import pytest
import vobject

from tests.database import KEPT, ROOT, kept_lock

SOURCE = ROOT / "tests/events/calendar/javascript"
VEVENT = 4
LINES = ("title", "location", "text")


def in_utc(moment):
    """As all readers are asked to write it: days as days, moments in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z") if isinstance(moment, datetime) else str(moment)


def missing(program):
    """Said aloud: where everything is to run, what cannot is a failure."""
    say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
    say(f"there is no {program}: what it would read of our calendars was NOT looked at")


# --- vobject ---------------------------------------------------------------------------------------


def with_vobject(body):
    """It remembers zones by their names: each file is to be read with its own."""
    zones = vars(vobject.icalendar)["__tzidMap"]
    for known in set(zones) - {"UTC"}:
        del zones[known]
    calendar = vobject.readOne(body.decode())
    calendar.validate(raiseException=True)
    return [
        {
            "uid": event.uid.value,
            "starts": in_utc(event.dtstart.value),
            "ends": in_utc(event.dtend.value),
            "status": event.status.value,
            "sequence": int(event.sequence.value),
            "title": event.summary.value,
            "location": event.location.value if hasattr(event, "location") else "",
            "text": event.description.value,
        }
        for event in calendar.vevent_list
    ]


# --- ical.js and node-ical -------------------------------------------------------------------------


@cache
def _program():
    """The program with its packages beside it; installed once."""
    if not shutil.which("npm"):
        missing("npm")
    folder = KEPT / "calendar-readers"
    with kept_lock():
        folder.mkdir(exist_ok=True)
        shutil.copy(SOURCE / "read.mjs", folder / "read.mjs")
        _install(folder)
    return folder / "read.mjs"


def _install(folder):
    """Unless these very packages are there. The list is written last: it says that they are whole."""
    asked, there = (SOURCE / "package.json").read_text(), folder / "installed.json"
    if there.exists() and there.read_text() == asked:
        return
    shutil.copy(SOURCE / "package.json", folder / "package.json")
    command = ["npm", "install", "--no-audit", "--no-fund"]
    installed = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    if installed.returncode != 0:
        missing(f"package for npm to install ({installed.stderr.strip()[-200:]})")
    there.write_text(asked)


def with_ical_js(body):
    return _with_javascript("ical.js", body)


def with_node_ical(body):
    return _with_javascript("node-ical", body)


def _with_javascript(library, body):
    program = _program()
    # Far from Oslo, so that nothing is right because the machine's own clock is.
    environment = {**os.environ, "TZ": "UTC"}
    done = subprocess.run(
        ["node", program, library],
        input=body,
        cwd=program.parent,
        env=environment,
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


# --- libical ---------------------------------------------------------------------------------------


class _Time(ctypes.Structure):
    """`icaltimetype` of libical 3."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", ctypes.c_int),
        ("is_daylight", ctypes.c_int),
        ("zone", ctypes.c_void_p),
    )


@cache
def _library():
    """Debian: libical3. LIBICAL says where it is, when the system does not know."""
    name = os.environ.get("LIBICAL") or ctypes.util.find_library("ical")
    if not name:
        missing("libical 3")
    library = ctypes.CDLL(name)
    for function in ("get_uid", "get_summary", "get_location", "get_description"):
        _typed(library, f"icalcomponent_{function}", ctypes.c_char_p, ctypes.c_void_p)
    for function in ("get_dtstart", "get_dtend"):
        _typed(library, f"icalcomponent_{function}", _Time, ctypes.c_void_p)
    for function in ("get_status", "get_sequence"):
        _typed(library, f"icalcomponent_{function}", ctypes.c_int, ctypes.c_void_p)
    for function in ("get_first_component", "get_next_component"):
        _typed(library, f"icalcomponent_{function}", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
    _typed(library, "icalparser_parse_string", ctypes.c_void_p, ctypes.c_char_p)
    _typed(library, "icalproperty_status_to_string", ctypes.c_char_p, ctypes.c_int)
    _typed(library, "icaltime_as_timet_with_zone", ctypes.c_long, _Time, ctypes.c_void_p)
    return library


def _typed(library, name, result, *arguments):
    function = getattr(library, name)
    function.restype, function.argtypes = result, arguments


def with_libical(body):
    library = _library()
    calendar = library.icalparser_parse_string(body)
    found, event = [], library.icalcomponent_get_first_component(calendar, VEVENT)
    while event:
        found.append(
            {
                "uid": library.icalcomponent_get_uid(event).decode(),
                "starts": _libical_moment(library, library.icalcomponent_get_dtstart(event)),
                "ends": _libical_moment(library, library.icalcomponent_get_dtend(event)),
                "status": library.icalproperty_status_to_string(library.icalcomponent_get_status(event)).decode(),
                "sequence": library.icalcomponent_get_sequence(event),
                "title": library.icalcomponent_get_summary(event).decode(),
                "location": (library.icalcomponent_get_location(event) or b"").decode(),
                "text": library.icalcomponent_get_description(event).decode(),
            }
        )
        event = library.icalcomponent_get_next_component(calendar, VEVENT)
    return found


def _libical_moment(library, time):
    if time.is_date:
        return f"{time.year:04}-{time.month:02}-{time.day:02}"
    return in_utc(datetime.fromtimestamp(library.icaltime_as_timet_with_zone(time, time.zone), tz=UTC))
