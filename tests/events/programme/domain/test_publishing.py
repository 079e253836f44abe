from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from wagtail.images.models import Image
from wagtail.models import ModelLogEntry

from events.domain.occurrences import give_new_day, move, postpone
from events.domain.terms import When, Where
from events.programme.changes import in_words
from events.programme.domain.publishing import ConsentMissing, NothingChanged, NothingToPublish
from events.programme.domain.sessions import Slot, Telling, change_session, move_session, remove_session
from events.programme.domain.speakers import give_consent, remove_speaker, set_photo, withdraw_consent
from events.programme.models import Material, ProgrammeVersion
from tests.factories.events import AT, STARTS, make_occurrence
from tests.factories.pictures import a_photo
from tests.factories.programme import (
    WHO,
    make_material,
    make_programme,
    make_room,
    make_session,
    make_speaker,
    publish,
)

pytestmark = pytest.mark.django_db


def test_programme_is_published_in_versions_that_stay():
    version = make_programme()
    occurrence = version.occurrence
    content = version.content

    with pytest.raises(NothingChanged):
        publish(occurrence)
    make_session(occurrence, "Til slutt", after=180)
    second = publish(occurrence)

    version.refresh_from_db()
    assert (version.number, second.number, version.content) == (1, 2, content)
    assert [session["titles"]["nb"] for session in second.content["sessions"]][-1] == "Til slutt"
    assert [change["kind"] for change in second.changes] == ["added"]


def test_empty_programme_is_not_published():
    with pytest.raises(NothingToPublish):
        publish(make_occurrence())


def test_speakers_who_have_not_said_yes_stop_it_and_are_named():
    occurrence = make_occurrence()
    silent = make_speaker(occurrence, "Åse Vik", consents=False)
    also_silent = make_speaker(occurrence, "Berit Aas", consents=False)
    make_speaker(occurrence, "Never Speaks", consents=False)
    make_session(occurrence, speakers=[silent, also_silent, make_speaker(occurrence, "Says Yes")])

    with pytest.raises(ConsentMissing) as refused:
        publish(occurrence)

    assert refused.value.speakers == [also_silent, silent]
    assert ProgrammeVersion.objects.count() == 0
    for one in (silent, also_silent):
        give_consent(speaker=one, **WHO)
    assert publish(occurrence).number == 1


def test_what_has_changed_is_said_in_words():
    occurrence = make_occurrence()
    hall, side = make_room(occurrence), make_room(occurrence, "Siderommet")
    talk, gone = make_session(occurrence, "Mørkt", room=hall), make_session(occurrence, "Bort", after=60)
    publish(occurrence)

    later = talk.starts_at + timedelta(minutes=30)
    move_session(session=talk, slot=Slot(later, later + timedelta(hours=1), side), **WHO)
    change_session(session=talk, telling=Telling({"nb": "Svart"}), parts=[], **WHO)
    remove_session(session=gone, **WHO)
    make_session(occurrence, "Nytt", after=120)
    changes = publish(occurrence).changes

    with override("en"):
        said = [in_words(one, language="nb", zone=ZoneInfo("Europe/Oslo")) for one in changes]
    assert said == [
        "“Svart” is moved from 11:00 to 11:30",
        "“Svart” is moved from Storsalen to Siderommet",
        "“Mørkt” is now called “Svart”",
        "New: “Nytt”, 25 February 2027, 13:00–14:00",
        "“Bort”, 25 February 2027, 12:00–13:00, is not held",
    ]


def moved(occurrence, *, days=7, hours=0, longer=0):
    starts, ends = (one + timedelta(days=days, hours=hours) for one in (occurrence.starts_at, occurrence.ends_at))
    when = When(starts_at=starts, ends_at=ends + timedelta(days=longer))
    return move(occurrence=occurrence, when=when, where=Where(venue=occurrence.venue), **WHO)


def firsts(occurrence):
    """Where the first session begins: as it is written, and as readers see it."""
    shown = occurrence.programme_versions.first().content["sessions"][0]["starts"]
    return occurrence.sessions.first().starts_at, datetime.fromisoformat(shown)


def test_programme_goes_along_for_its_writers_and_its_readers():
    occurrence = make_programme().occurrence
    make_session(occurrence, "Ikke publisert", after=200)

    occurrence = moved(occurrence, days=60)  # past the clock change

    assert firsts(occurrence) == (STARTS + timedelta(days=60, hours=-1),) * 2
    version = occurrence.programme_versions.first()
    assert (version.number, {one["kind"] for one in version.changes}) == (2, {"moved"})
    assert "Ikke publisert" not in str(version.content)


def test_version_that_went_along_is_what_is_written():
    occurrence = moved(make_programme().occurrence)

    with pytest.raises(NothingChanged):
        publish(occurrence, at=AT + timedelta(minutes=1))


def test_programme_of_a_postponed_event_goes_along_to_its_new_day():
    occurrence = postpone(occurrence=make_programme().occurrence, reason="Snø", **WHO)
    when = When(starts_at=STARTS + timedelta(days=7), ends_at=STARTS + timedelta(days=7, hours=6))

    occurrence = give_new_day(occurrence=occurrence, when=when, **WHO)

    assert firsts(occurrence) == (when.starts_at,) * 2


@pytest.mark.parametrize("change", [{"days": 0, "hours": 2}, {"days": 0, "longer": 1}, {"days": -1, "longer": 1}])
def test_programme_stays_where_not_all_of_the_event_moves_by_days(change):
    occurrence = moved(make_programme().occurrence, **change)

    assert firsts(occurrence) == (STARTS, STARTS)
    assert occurrence.programme_versions.count() == 1


def test_same_programme_is_published_again_when_the_event_has_moved_away_from_it():
    occurrence = moved(make_programme().occurrence, days=0, hours=2)

    assert publish(occurrence, at=AT + timedelta(minutes=1)).number == 2
    with pytest.raises(NothingChanged):
        publish(occurrence, at=AT + timedelta(minutes=2))


def test_event_without_a_programme_moves_without_one():
    occurrence = moved(make_occurrence())

    assert occurrence.programme_versions.count() == 0
    assert not ModelLogEntry.objects.filter(action__startswith="programme.").exists()


def test_who_takes_their_consent_back_is_out_of_every_version_at_once():
    occurrence = make_occurrence()
    ingrid, kari = make_speaker(occurrence), make_speaker(occurrence, "Kari Brekke")
    set_photo(speaker=ingrid, content=a_photo(), **WHO)
    make_session(occurrence, speakers=[ingrid, kari])
    publish(occurrence)
    make_session(occurrence, "Mer", after=60)
    publish(occurrence)
    handed_in = make_material(occurrence, speaker=ingrid)
    Material.objects.update(shown_since=AT)

    out = withdraw_consent(speaker=ingrid, **WHO)

    assert (out.state, out.photo, Image.objects.count()) == ("withdrawn", None, 0)
    handed_in.refresh_from_db()
    assert handed_in.shown_since is None
    for version in ProgrammeVersion.objects.all():
        assert "Ingrid" not in str(version.content)
        assert str(ingrid.key) not in str(version.content)
        assert "Kari Brekke" in str(version.content)
    with pytest.raises(ConsentMissing):
        publish(occurrence)
    assert give_consent(speaker=ingrid, **WHO).state == "consented"


def test_speaker_who_is_removed_is_out_of_the_published_programme_too():
    version = make_programme()
    ingrid = version.occurrence.speakers.get()

    remove_speaker(speaker=ingrid, **WHO)

    version.refresh_from_db()
    assert "Ingrid" not in str(version.content)
    assert version.occurrence.sessions.count() == 3
