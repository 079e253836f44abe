"""A consent taken back in the moment of publishing, or of moving the event: whoever comes first, the name is in nothing
that readers see.
"""

from datetime import timedelta

import pytest

from events.domain.occurrences import move
from events.domain.terms import When, Where
from events.programme.domain.speakers import withdraw_consent
from events.programme.models import ProgrammeVersion
from tests.factories.programme import WHO, make_programme, make_session, make_speaker, publish
from tests.races import in_the_middle_of, take_away_locks

pytestmark = pytest.mark.django_db(transaction=True)


def withdraw_while_publishing():
    """Everything is read, nothing written yet, when the speaker says no."""
    speaker = make_speaker()
    make_session(speaker.occurrence, speakers=[speaker])
    results = in_the_middle_of(
        lambda: publish(speaker.occurrence),
        lambda: withdraw_consent(speaker=speaker, **WHO),
        before='INSERT INTO "programme_programmeversion"',
    )
    assert not [result for result in results if isinstance(result, Exception)], results
    return str(ProgrammeVersion.objects.get().content)


def test_who_says_no_meanwhile_is_not_published():
    assert "Ingrid" not in withdraw_while_publishing()


def test_without_locks_they_would_be(monkeypatch):
    take_away_locks(monkeypatch)

    assert "Ingrid" in withdraw_while_publishing()


def withdraw_while_moving():
    """The version readers see is read, the next not written yet, when the speaker says no."""
    occurrence = make_programme().occurrence
    starts, ends = (one + timedelta(days=7) for one in (occurrence.starts_at, occurrence.ends_at))
    when, where = When(starts_at=starts, ends_at=ends), Where(venue=occurrence.venue)
    results = in_the_middle_of(
        lambda: move(occurrence=occurrence, when=when, where=where, **WHO),
        lambda: withdraw_consent(speaker=occurrence.speakers.get(), **WHO),
        before='INSERT INTO "programme_programmeversion"',
    )
    assert not [result for result in results if isinstance(result, Exception)], results
    return [str(version.content) for version in occurrence.programme_versions.all()]


def test_who_says_no_while_the_event_moves_is_in_no_version():
    versions = withdraw_while_moving()

    assert (len(versions), "Ingrid" in "".join(versions)) == (2, False)


def test_without_locks_they_would_be_in_the_version_that_moved(monkeypatch):
    take_away_locks(monkeypatch)

    assert "Ingrid" in withdraw_while_moving()[0]
