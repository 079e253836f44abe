"""What has become of a programme between two versions, and how that is said: “moved from 10:00 to 10:30”.

Kept as plain values without anybody's name: who is taken out of a programme stands in no list of changes either.
"""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from cms.texts import said
from events.words import span_in_words

from .enums import ChangeKind
from .snapshot import Content, moment
from .times import time_in_words

Change = dict[str, Any]


def changes_between(before: Content, after: Content) -> list[Change]:
    """In the order of the new programme; what is no longer held comes last."""
    was = {session["key"]: session for session in before["sessions"]}
    now = {session["key"]: session for session in after["sessions"]}
    rooms = _rooms(before) | _rooms(after)
    changes: list[Change] = []
    for key, session in now.items():
        changes += _of_one(was[key], session, rooms) if key in was else [_change(ChangeKind.ADDED, session)]
    changes += [_change(ChangeKind.REMOVED, session) for key, session in was.items() if key not in now]
    return changes


def _of_one(was: Content, now: Content, rooms: dict[int, str]) -> list[Change]:
    changes: list[Change] = []
    if (was["starts"], was["ends"]) != (now["starts"], now["ends"]):
        changes.append(_change(ChangeKind.MOVED, now, was=[was["starts"], was["ends"]]))
    if was["room"] != now["room"]:
        changes.append(_change(ChangeKind.ROOM, now, was=rooms.get(was["room"], ""), room=rooms.get(now["room"], "")))
    if was["titles"] != now["titles"]:
        changes.append(_change(ChangeKind.TITLE, now, was=was["titles"]))
    if was["speakers"] != now["speakers"]:
        changes.append(_change(ChangeKind.SPEAKERS, now))
    return changes


def _change(kind: ChangeKind, session: Content, **more: Any) -> Change:
    values = {name: session[name] for name in ("key", "titles", "starts", "ends")}
    return {"kind": kind.value, **values, **more}


def _rooms(content: Content) -> dict[int, str]:
    return {room["id"]: room["name"] for room in content["rooms"]}


def in_words(change: Change, *, language: str, zone: ZoneInfo) -> str:
    """One sentence, in the language that is active."""
    values = {"title": said(change["titles"], language, "nb")}
    starts, ends = moment(change["starts"]), moment(change["ends"])
    kind = change["kind"]
    if kind == ChangeKind.MOVED:
        was_starts, was_ends = map(moment, change["was"])
        same_day = was_starts.astimezone(zone).date() == starts.astimezone(zone).date()
        if same_day and was_starts != starts:
            values |= {"was": time_in_words(was_starts, zone), "now": time_in_words(starts, zone)}
        else:
            values |= {"was": span_in_words(was_starts, was_ends, zone), "now": span_in_words(starts, ends, zone)}
        return _("“%(title)s” is moved from %(was)s to %(now)s") % values
    if kind == ChangeKind.ROOM:
        return _in_room(change, values)
    if kind == ChangeKind.TITLE:
        values["was"] = said(change["was"], language, "nb")
        return _("“%(was)s” is now called “%(title)s”") % values
    if kind == ChangeKind.SPEAKERS:
        return _("“%(title)s” has other speakers") % values
    values["when"] = span_in_words(starts, ends, zone)
    if kind == ChangeKind.REMOVED:
        return _("“%(title)s”, %(when)s, is not held") % values
    return _("New: “%(title)s”, %(when)s") % values


def _in_room(change: Change, values: dict[str, str]) -> str:
    values |= {"was": change["was"], "room": change["room"]}
    if not change["room"]:
        return _("“%(title)s” is no longer in %(was)s") % values
    if not change["was"]:
        return _("“%(title)s” is in %(room)s") % values
    return _("“%(title)s” is moved from %(was)s to %(room)s") % values
