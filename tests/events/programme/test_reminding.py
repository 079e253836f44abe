from datetime import timedelta

import pytest

from cms.mail.models import OutboxMessage
from cms.pause.domain.pauses import declare_pause
from cms.pause.enums import PauseScope
from cms.pause.targets import Target
from events.programme.domain.speakers import invite_speaker, withdraw_consent
from events.programme.models import Speaker
from events.programme.reminding import remind_speakers
from tests.factories.events import STARTS, make_occurrence
from tests.factories.people import make_admin, make_membership, make_organisation, make_user
from tests.factories.programme import make_speaker

pytestmark = pytest.mark.django_db

ASKED = STARTS - timedelta(days=40)
FIRST = ASKED + timedelta(days=7)


def asked(occurrence=None, **fields):
    speaker = make_speaker(occurrence, email="ingrid@example.org", consents=False)
    Speaker.objects.filter(pk=speaker.pk).update(**fields)
    return invite_speaker(speaker=speaker, by=None, at=ASKED)


def reminders():
    return OutboxMessage.objects.filter(kind="programme/mail/speaker_reminded").order_by("pk")


def test_speakers_are_reminded_thrice_a_week_apart_and_told_what_is_missing():
    asked()

    told = [remind_speakers(at=ASKED + timedelta(days=days)) for days in range(40)]

    assert [day for day, number in enumerate(told) if number] == [7, 14, 21]
    assert reminders().count() == 3
    text = reminders()[0].text
    assert "whether you may stand in the programme" in text
    assert "a photo" in text


def test_a_second_worker_at_the_same_moment_tells_nobody_again():
    asked()

    assert (remind_speakers(at=FIRST), remind_speakers(at=FIRST)) == (1, 0)


def test_whoever_took_it_back_or_is_called_off_is_left_in_peace():
    withdraw_consent(speaker=asked(), by=None, at=ASKED)
    asked(make_occurrence(state="cancelled"))
    asked(make_occurrence(starts_at=FIRST - timedelta(days=1)))
    asked(make_occurrence(starts_at=STARTS + timedelta(days=90)))

    assert remind_speakers(at=FIRST) == 0


def test_nobody_is_reminded_in_a_crisis_pause():
    here = make_organisation()
    user = make_user(email="ingrid@example.org", language="en")
    make_membership(user, here)
    asked(user=user)
    other = asked(make_occurrence())
    admin = make_admin()
    declare_pause(target=Target(PauseScope.ORGANISATION, organisation=here), reason="Flom", by=admin, at=ASKED)

    assert remind_speakers(at=FIRST) == 1
    assert Speaker.objects.get(reminders=1) == other
