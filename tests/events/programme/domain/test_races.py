"""A consent taken back in the moment of publishing: whoever comes first, the name is not in what readers see."""

import pytest

from events.programme.domain.speakers import withdraw_consent
from events.programme.models import ProgrammeVersion
from tests.factories.programme import WHO, make_session, make_speaker, publish
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
