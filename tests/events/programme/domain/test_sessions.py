from datetime import UTC, datetime, timedelta

import pytest

from events.programme.domain.rooms import NameTaken, remove_room, remove_track
from events.programme.domain.sessions import (
    EndsBeforeStart,
    OfAnotherOccurrence,
    Part,
    Slot,
    Telling,
    TitleMissing,
    add_session,
    change_session,
    days_off,
    move_session,
    remove_session,
    shift_programme,
)
from events.programme.enums import ConflictKind
from events.programme.models import Material, Session
from events.programme.queries import conflicts_of, sessions_of
from tests.factories.events import make_occurrence
from tests.factories.programme import WHO, make_material, make_room, make_session, make_speaker, make_track
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def test_session_is_added_moved_changed_and_removed():
    occurrence = make_occurrence()
    hall, ingrid = make_room(occurrence), make_speaker(occurrence)
    session = make_session(occurrence, room=hall, speakers=[ingrid])
    later = session.starts_at + timedelta(minutes=30)

    moved = move_session(session=session, slot=Slot(later, later + timedelta(hours=1)), **WHO)
    assert (moved.starts_at, moved.room, moved.key) == (later, None, session.key)
    changed = change_session(session=moved, telling=Telling({"nb": "Mørkt"}, kind="workshop"), parts=[], **WHO)
    assert (changed.title, changed.kind, changed.parts.count()) == ("Mørkt", "workshop", 0)

    material = make_material(occurrence, session=changed)
    remove_session(session=changed, **WHO)
    assert Session.objects.count() == 0
    assert Material.objects.get(pk=material.pk).session is None


def test_wrong_sessions_are_refused():
    occurrence, other = make_occurrence(), make_occurrence()
    session = make_session(occurrence)
    slot = Slot(session.starts_at, session.ends_at)

    with pytest.raises(EndsBeforeStart):
        move_session(session=session, slot=Slot(session.ends_at, session.starts_at), **WHO)
    with pytest.raises(OfAnotherOccurrence):
        move_session(session=session, slot=Slot(slot.starts_at, slot.ends_at, make_room(other)), **WHO)
    for telling, parts in (
        (Telling({"nb": "A"}, track=make_track(other)), []),
        (Telling({"nb": "A"}), [Part(make_speaker(other))]),
    ):
        with pytest.raises(OfAnotherOccurrence):
            change_session(session=session, telling=telling, parts=parts, **WHO)
    with pytest.raises(TitleMissing):
        add_session(occurrence=occurrence, slot=slot, telling=Telling({"nb": ""}), **WHO)
    assert Session.objects.count() == 1


def test_conflicts_are_shown_and_stop_nothing():
    occurrence = make_occurrence(hours_long=6)
    hall, ingrid = make_room(occurrence), make_speaker(occurrence)
    first = make_session(occurrence, room=hall, speakers=[ingrid])
    second = make_session(occurrence, after=30, room=hall, speakers=[ingrid])
    late = make_session(occurrence, after=350)

    found = conflicts_of(occurrence, list(sessions_of(occurrence)))

    assert [(one.kind, one.sessions) for one in found] == [
        (ConflictKind.ROOM, (first.pk, second.pk)),
        (ConflictKind.SPEAKER, (first.pk, second.pk)),
        (ConflictKind.OUTSIDE, (late.pk,)),
    ]


def test_programme_follows_an_occurrence_that_moved_at_the_same_times_on_the_wall():
    occurrence = make_occurrence()
    session = make_session(occurrence)
    occurrence.starts_at += timedelta(days=60)  # past the clock change
    occurrence.starts_at -= timedelta(hours=1)
    occurrence.ends_at += timedelta(days=60)
    occurrence.save()
    days = days_off(occurrence, [session])

    assert (days, shift_programme(occurrence=occurrence, days=days, **WHO)) == (60, 1)

    session.refresh_from_db()
    assert session.starts_at == occurrence.starts_at
    assert days_off(occurrence, [session]) == 0


def test_programme_shifted_into_the_hour_the_clock_leaves_out_is_kept():
    starts = datetime(2027, 3, 27, 1, 15, tzinfo=UTC)
    occurrence = make_occurrence(starts_at=starts)
    session = make_session(occurrence, minutes=45)

    shift_programme(occurrence=occurrence, days=1, **WHO)

    session.refresh_from_db()
    assert (session.starts_at, session.ends_at - session.starts_at) == (
        starts + timedelta(days=1),
        timedelta(minutes=45),
    )


def test_room_or_track_that_is_removed_leaves_its_sessions():
    occurrence = make_occurrence()
    hall, track = make_room(occurrence), make_track(occurrence)
    session = make_session(occurrence, room=hall, track=track)

    remove_room(room=hall, **WHO)
    remove_track(track=track, **WHO)

    session.refresh_from_db()
    assert (session.room, session.track) == (None, None)
    make_room(occurrence, "A")
    with pytest.raises(NameTaken):
        make_room(occurrence, "A")


@pytest.mark.parametrize("number", [3, 30])
def test_sessions_cost_three_queries_however_many(number):
    occurrence = make_occurrence()
    ingrid, hall = make_speaker(occurrence), make_room(occurrence)
    for index in range(number):
        make_session(occurrence, after=index, room=hall, speakers=[ingrid])

    with count_queries() as asked:
        found = conflicts_of(occurrence, list(sessions_of(occurrence)))

    assert (len(asked), bool(found)) == (3, True), asked
