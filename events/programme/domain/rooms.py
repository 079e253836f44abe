"""Rooms and tracks of a programme. Sessions in one that is removed stay, without it."""

from datetime import datetime

from django.db import IntegrityError, transaction

from cms import audit
from cms.people.models import User
from cms.texts import Texts
from events.models import Occurrence

from ..models import Room, Track


class NameTaken(Exception):
    """There is a room of this name already."""


@transaction.atomic
def set_room(
    *,
    occurrence: Occurrence,
    name: str,
    seats: int | None = None,
    position: int | None = None,
    room: Room | None = None,
    by: User | None,
    at: datetime,
) -> Room:
    """Make a room, last in the list where no position is said, or change one. Raises NameTaken."""
    room = room or Room(occurrence=occurrence)
    room.name, room.seats = name.strip(), seats
    if position is not None or not room.pk:
        room.position = occurrence.rooms.count() if position is None else position
    try:
        with transaction.atomic():
            room.save()
    except IntegrityError:
        raise NameTaken(name) from None
    audit.record(room, action="programme.set_room", by=by, at=at, occurrence=occurrence.pk)
    return room


@transaction.atomic
def remove_room(*, room: Room, by: User | None, at: datetime) -> None:
    audit.record(room, action="programme.remove_room", by=by, at=at, occurrence=room.occurrence_id)
    room.delete()


@transaction.atomic
def set_track(
    *,
    occurrence: Occurrence,
    names: Texts,
    position: int | None = None,
    track: Track | None = None,
    by: User | None,
    at: datetime,
) -> Track:
    track = track or Track(occurrence=occurrence)
    track.names = names
    if position is not None or not track.pk:
        track.position = occurrence.tracks.count() if position is None else position
    track.save()
    audit.record(track, action="programme.set_track", by=by, at=at, occurrence=occurrence.pk)
    return track


@transaction.atomic
def remove_track(*, track: Track, by: User | None, at: datetime) -> None:
    audit.record(track, action="programme.remove_track", by=by, at=at, occurrence=track.occurrence_id)
    track.delete()
