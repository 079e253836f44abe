from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from wagtail.images.models import Image

from events.programme.changes import in_words
from events.programme.domain.publishing import ConsentMissing, NothingChanged, NothingToPublish
from events.programme.domain.sessions import Slot, Telling, change_session, move_session, remove_session
from events.programme.domain.speakers import give_consent, remove_speaker, set_photo, withdraw_consent
from events.programme.models import Material, ProgrammeVersion
from tests.factories.events import AT, make_occurrence
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
        "New: “Nytt”, Feb. 25, 2027, 13:00–14:00",
        "“Bort”, Feb. 25, 2027, 12:00–13:00, is not held",
    ]


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
