"""Presence online: going to the meeting through our page, and the report the meeting writes."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from cms import audit, clock
from cms.people.models import User
from events.enums import PlaceState
from events.models import Occurrence, Place
from events.programme.models import Session

from ..enums import ImportState, Match, PresenceProblem, Source
from ..models import CheckIn, PresenceImport, PresenceLine
from ..report_reader import Attended
from .check_ins import Scan, check_in

JOINING, REPORT = "join", "report"
# "Ola Nordmann (Gjest)", "Kari (Skogdal kommune)".
IN_BRACKETS = re.compile(r"\([^)]*\)")


class AlreadyApplied(Exception):
    """A report is written in once."""


# --- Going to the meeting --------------------------------------------------------------------------------


def record_joining(*, place: Place, at: datetime) -> CheckIn:
    """Somebody went to the meeting: written down once a day, however often they go."""
    nonce = uuid5(NAMESPACE_URL, f"join:{place.pk}:{clock.local_date(at)}")
    scan = Scan(device=JOINING, nonce=nonce, place_id=place.pk, source=Source.JOIN)
    return check_in(occurrence=place.occurrence, scan=scan, by=None, at=at)


# --- The report ------------------------------------------------------------------------------------------


@dataclass
class _Known:
    """Who has a place, by address and by the parts of their name."""

    by_email: dict[str, int] = field(default_factory=dict)
    by_name: dict[tuple[str, ...], set[int]] = field(default_factory=dict)


@transaction.atomic
def check_report(
    *,
    occurrence: Occurrence,
    people: Sequence[Attended],
    least_minutes: int = 0,
    session_key: UUID | None = None,
    by: User,
    at: datetime,
) -> PresenceImport:
    """Keep the report, each line with the place it means or why it means none. Checks nobody in."""
    report = PresenceImport.objects.create(
        occurrence=occurrence, session_key=session_key, least_minutes=least_minutes, checked_at=at, by=by
    )
    known = _known(occurrence)
    lines = [_line(report, one, known) for one in people]
    PresenceLine.objects.bulk_create(lines, batch_size=500)
    return report


@transaction.atomic
def apply_report(*, report: PresenceImport, confirmed: Collection[int], by: User, at: datetime) -> int:
    """Check in who was found by address, and of those found by name the lines that somebody has `confirmed`. Say how
    many it counts for. What was written is forgotten. Raises AlreadyApplied."""
    locked = PresenceImport.objects.select_for_update().select_related("occurrence").get(pk=report.pk)
    if locked.state != ImportState.CHECKED:
        raise AlreadyApplied
    found = [line for line in locked.lines.filter(problem="", place__isnull=False) if _counts(line, confirmed)]
    begins = _begins(locked)
    for line in sorted(found, key=lambda one: one.place_id or 0):
        scan = Scan(
            device=REPORT,
            nonce=_nonce_of(line),
            place_id=line.place_id,
            source=Source.IMPORT,
            session_key=locked.session_key,
            scanned_at=begins,
            minutes=line.minutes,
        )
        check_in(occurrence=locked.occurrence, scan=scan, by=by, at=at)
    locked.state, locked.applied_at = ImportState.APPLIED, at
    locked.save(update_fields=["state", "applied_at"])
    locked.lines.update(name="", email="")
    audit.record(locked.occurrence, action="door.report", by=by, at=at, lines=len(found))
    return len({line.place_id for line in found})


def written_in(lines: Collection[PresenceLine]) -> list[PresenceLine]:
    """Those of a report's lines that somebody was checked in by. One query."""
    nonces = {_nonce_of(line): line for line in lines}
    rows = CheckIn.objects.filter(device=REPORT, nonce__in=nonces).order_by("pk")
    return [nonces[nonce] for nonce in rows.values_list("nonce", flat=True)]


def _nonce_of(line: PresenceLine) -> UUID:
    """A line is one scan, however often it is written in."""
    return uuid5(NAMESPACE_URL, f"report:{line.report_id}:{line.row}")


def _begins(report: PresenceImport) -> datetime:
    """When whoever is named came, as far as it is known."""
    occurrence = report.occurrence
    key = report.session_key
    session = Session.objects.filter(occurrence=occurrence, key=key).first() if key else None
    return session.starts_at if session else occurrence.starts_at


def _counts(line: PresenceLine, confirmed: Collection[int]) -> bool:
    return line.match == Match.EMAIL or line.pk in confirmed


def name_key(name: str) -> tuple[str, ...]:
    """The parts of a name in any order: "Nordmann, Ola (Gjest)" is Ola Nordmann."""
    return tuple(sorted(IN_BRACKETS.sub(" ", name).casefold().replace(",", " ").split()))


def _known(occurrence: Occurrence) -> _Known:
    """One query, plain values."""
    known = _Known()
    rows = Place.objects.filter(occurrence=occurrence, state=PlaceState.CONFIRMED).order_by("pk")
    for pk, name, email, account in rows.values_list("pk", "name", "email", "user__email"):
        # Of an address that an assistant shares, the first place is meant.
        for address in {email.lower(), (account or "").lower()} - {""}:
            known.by_email.setdefault(address, pk)
        if name.strip():
            known.by_name.setdefault(name_key(name), set()).add(pk)
    return known


def _line(report: PresenceImport, one: Attended, known: _Known) -> PresenceLine:
    line = PresenceLine(report=report, row=one.row, name=one.name, email=one.email, minutes=one.minutes)
    by_name = known.by_name.get(name_key(one.name), set())
    if one.email in known.by_email:
        line.place_id, line.match = known.by_email[one.email], Match.EMAIL
    elif len(by_name) == 1:
        line.place_id, line.match = next(iter(by_name)), Match.NAME
    line.problem = _problem(line, by_name, report.least_minutes)
    return line


def _problem(line: PresenceLine, by_name: set[int], least_minutes: int) -> str:
    if line.place_id:
        return PresenceProblem.SHORT if line.minutes is not None and line.minutes < least_minutes else ""
    if not line.name and not line.email:
        return PresenceProblem.NO_NAME
    return PresenceProblem.SEVERAL if len(by_name) > 1 else PresenceProblem.UNKNOWN
