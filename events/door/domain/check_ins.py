"""The door: one decision for each scan, written down as it was made. Other rows are never touched.

A place's row is locked while it is decided: two doors that scan one ticket at once agree who was first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from cms.people.models import User
from events.enums import LIVE_STATES, PlaceState
from events.models import Occurrence, Place

from ..at_the_door import passages
from ..codes import kept_form, spellings
from ..enums import FORCEABLE, Result, ScanKind, Source
from ..models import CheckIn, TicketCode


class NothingToUndo(Exception):
    """It let nobody in, or has been undone already."""


@dataclass(frozen=True)
class Scan:
    """One scan, with the names its device has for it. `place_id` instead of a code: found by search.

    `decided` is what a door without a connection has said to the person already. `forced`: let in all the same.
    """

    device: str
    nonce: UUID
    code: str = ""
    place_id: int | None = None
    kind: str = ScanKind.ENTRY
    session_key: UUID | None = None
    source: str = Source.DOOR
    door: str = ""
    scanned_at: datetime | None = None
    decided: str = ""
    forced: bool = False
    minutes: int | None = None


@transaction.atomic
def check_in(*, occurrence: Occurrence, scan: Scan, by: User | None, at: datetime) -> CheckIn:
    """Decide about one scan and write it down. A scan that has been written gives the same row again.

    Nothing is refused by an error: what the door says stands in `result`, for codes of nobody too.
    """
    place = _lock_place(occurrence, scan)
    written = CheckIn.objects.filter(device=scan.device, nonce=scan.nonce).first()
    if written:
        return written
    return _write(_decided(occurrence, place, scan, by=by, at=at))


def receive(*, occurrence: Occurrence, scans: Iterable[Scan], by: User | None, at: datetime) -> list[CheckIn]:
    """Take what a door has gathered without a connection, in the order it happened; each in a transaction of its own,
    so that what fails half way is simply sent again."""
    in_order = sorted(scans, key=lambda scan: scan.scanned_at or at)
    return [check_in(occurrence=occurrence, scan=scan, by=by, at=at) for scan in in_order]


@transaction.atomic
def undo_check_in(*, check_in: CheckIn, scan: Scan, by: User | None, at: datetime) -> CheckIn:
    """Say that a scan was a mistake. The row stays, and one that undoes it comes beside it. Raises NothingToUndo."""
    if check_in.place_id is None or check_in.result != Result.OK or check_in.kind == ScanKind.UNDO:
        raise NothingToUndo
    Place.objects.select_for_update().get(pk=check_in.place_id)
    done = CheckIn.objects.filter(undoes=check_in).first()
    if done and (done.device, done.nonce) == (scan.device, scan.nonce):
        return done
    if done:
        raise NothingToUndo
    row = CheckIn(
        occurrence_id=check_in.occurrence_id,
        place_id=check_in.place_id,
        session_key=check_in.session_key,
        kind=ScanKind.UNDO,
        undoes=check_in,
        device=scan.device,
        nonce=scan.nonce,
        door=scan.door[:40],
        scanned_at=at,
        received_at=at,
        result=Result.OK,
        by=by,
    )
    return _write(row)


def remember_codes(*, places: Iterable[Place], at: datetime) -> None:
    """Keep the codes of these places, so that a later one is told from one that never was."""
    rows = [TicketCode(code=place.code, place_id=place.pk, seen_at=at) for place in places]
    TicketCode.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def last_passage(place: Place, *, session_key: UUID | None, before: CheckIn | None = None) -> CheckIn | None:
    """The newest time somebody came in or went out, undone ones left out."""
    rows = passages(session_key).filter(place=place)
    return (rows.filter(pk__lt=before.pk) if before else rows).first()


def _lock_place(occurrence: Occurrence, scan: Scan) -> Place | None:
    rows = Place.objects.select_for_update(of=("self",)).select_related("category", "organisation", "booking")
    if scan.place_id:
        return rows.filter(pk=scan.place_id, occurrence=occurrence).first()
    return rows.filter(code__in=spellings(scan.code)).first() if scan.code.strip() else None


def _decided(occurrence: Occurrence, place: Place | None, scan: Scan, *, by: User | None, at: datetime) -> CheckIn:
    """The row of a new scan. What is nobody's place here keeps its code, in the form that may be kept."""
    mine = place if place and place.occurrence_id == occurrence.pk else None
    result, conflict = _said(scan, _verdict(occurrence, place, scan))
    return CheckIn(
        occurrence=occurrence,
        place=mine,
        code="" if mine else kept_form(scan.code),
        session_key=scan.session_key,
        kind=scan.kind,
        source=scan.source,
        device=scan.device,
        nonce=scan.nonce,
        door=scan.door[:40],
        scanned_at=min(scan.scanned_at or at, at),
        received_at=at,
        result=result,
        conflict=conflict,
        offline=bool(scan.decided),
        forced=result == Result.OK and bool(conflict) and not scan.decided,
        minutes=scan.minutes,
        by=by,
    )


def _verdict(occurrence: Occurrence, place: Place | None, scan: Scan) -> str:
    """What is true of this scan, whatever a door has said."""
    if place is None:
        known = TicketCode.objects.filter(code__in=spellings(scan.code)).exists()
        return Result.OLD if known else Result.UNKNOWN
    if place.occurrence_id != occurrence.pk:
        return Result.FOREIGN
    last = last_passage(place, session_key=scan.session_key)
    inside = bool(last and last.kind == ScanKind.ENTRY)
    if scan.kind == ScanKind.EXIT:
        return Result.OK if inside else Result.NOT_IN
    if inside:
        return Result.ALREADY
    if place.state == PlaceState.CONFIRMED:
        return Result.OK
    return Result.WAITING if place.state in LIVE_STATES else Result.CANCELLED


def _said(scan: Scan, verdict: str) -> tuple[str, str]:
    """What is written as said, and what it conflicts with."""
    if scan.decided:
        return scan.decided, verdict if verdict != scan.decided else ""
    if scan.forced and scan.kind == ScanKind.ENTRY and verdict in FORCEABLE:
        return Result.OK, verdict
    return verdict, ""


def _write(row: CheckIn) -> CheckIn:
    """A code of nobody locks nothing: there the constraint says who was first."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return CheckIn.objects.get(device=row.device, nonce=row.nonce)
    return row
