import pytest
import time_machine

from events.programme.models import Material, ProgrammeVersion, Session, Speaker
from events.programme.queries import conflicts_of, sessions_of
from events.programme.seeds import seed
from events.seeds import occurrence_of
from tests.factories.events import AT

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("programme seeds")]
WITH_PROGRAMME = ("digitale-angrep", "frivillige", "konferansen-0", "konferansen-1", "strombrudd")


@pytest.fixture(scope="module")
def programmes(academy):
    with time_machine.travel(AT, tick=False):
        seed()


def test_conference_has_a_published_programme_of_two_days(programmes):
    conference = occurrence_of("konferansen-0")
    content = conference.programme_versions.get().content

    days = {session.starts_at.astimezone(conference.zone).date() for session in conference.sessions.all()}
    talks = [one for one in content["sessions"] if one["kind"] in ("talk", "workshop")]
    assert (len(days), len(content["tracks"]), len(talks), len(content["speakers"])) == (2, 3, 17, 14)


def test_programmes_have_no_conflicts_and_everybody_agreed(programmes):
    assert [words for words in WITH_PROGRAMME if conflicts_in(words)] == []
    assert ProgrammeVersion.objects.count() == len(WITH_PROGRAMME)
    assert not Speaker.objects.filter(consented_at=None).exists()


def test_most_speakers_of_the_conference_have_a_picture_and_not_all(programmes):
    photos = [bool(one.photo_id) for one in occurrence_of("konferansen-0").speakers.all()]
    assert photos.count(True) == 8
    assert photos.count(False) == 6


def conflicts_in(words):
    occurrence = occurrence_of(words)
    return conflicts_of(occurrence, list(sessions_of(occurrence)))


def test_what_was_handed_out_belongs_to_sessions(programmes):
    handed_out = Material.objects.filter(occurrence=occurrence_of("digitale-angrep"), shown_since__isnull=False)

    assert sorted(one.session.title if one.session else "" for one in handed_out) == [
        "",
        "Når fagsystemene er borte",
        "Øvelse: de første seksti minuttene",
    ]


def test_seeding_again_changes_nothing(programmes):
    before = [model.objects.count() for model in (Session, Speaker, ProgrammeVersion, Material)]

    with time_machine.travel(AT, tick=False):
        seed()

    assert [model.objects.count() for model in (Session, Speaker, ProgrammeVersion, Material)] == before
