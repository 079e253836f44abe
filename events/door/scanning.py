"""What a door sends, read with care: forms, and lists of what was scanned without a connection."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, QueryDict
from django.utils.dateparse import parse_datetime

from .codes import storable
from .domain.check_ins import Scan
from .enums import Result, ScanKind

MOST_AT_ONCE = 500
KINDS = frozenset({ScanKind.ENTRY, ScanKind.EXIT})


class Unreadable(Exception):
    """What was sent is no list of scans."""


def device_of(request: HttpRequest) -> str:
    """The name this browser has with us while it is signed in."""
    known: str = request.session.get("door_device", "")
    if not known:
        known = request.session["door_device"] = str(uuid4())
    return known


def door_of(request: HttpRequest) -> str:
    name: str = request.session.get("door_name", "")
    return name


def name_door(request: HttpRequest, name: str) -> None:
    request.session["door_name"] = storable(name).strip()[:40]


def scan_in_form(request: HttpRequest, data: QueryDict) -> Scan:
    """A form's scan. A nonce that is none is drawn here: then a reload is a scan of its own."""
    return Scan(
        device=device_of(request),
        nonce=uuid_in(data.get("nonce")) or uuid4(),
        code=data.get("code", ""),
        place_id=number_in(data.get("place")),
        kind=kind_in(data.get("kind")),
        session_key=uuid_in(data.get("session")),
        door=door_of(request),
        forced=data.get("forced") == "yes",
    )


def scans_in_list(request: HttpRequest) -> list[Scan]:
    """Scans gathered without a connection: {"scans": [{nonce, code, at, kind, said, session}]}. Raises Unreadable."""
    try:
        sent = json.loads(request.body)
        listed = sent["scans"]
        if not isinstance(listed, list) or len(listed) > MOST_AT_ONCE:
            raise Unreadable
        return [_scan(request, one) for one in listed]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Unreadable from error


def _scan(request: HttpRequest, sent: dict[str, Any]) -> Scan:
    nonce, moment = uuid_in(sent["nonce"]), _moment_in(sent.get("at"))
    said = sent.get("said")
    if nonce is None or moment is None or said not in Result.values:
        raise Unreadable
    return Scan(
        device=device_of(request),
        nonce=nonce,
        code=str(sent.get("code", "")),
        kind=kind_in(sent.get("kind")),
        session_key=uuid_in(sent.get("session")),
        door=door_of(request),
        scanned_at=moment,
        decided=said,
    )


def kind_in(value: Any) -> str:
    return value if isinstance(value, str) and value in KINDS else ScanKind.ENTRY


def uuid_in(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def number_in(value: Any) -> int | None:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 18 else None


def _moment_in(value: Any) -> datetime | None:
    moment = parse_datetime(value) if isinstance(value, str) else None
    return moment if moment and moment.tzinfo else None
