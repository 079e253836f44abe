"""Who has applied for a stand hears when the event is moved, postponed or called off."""

import pytest

from cms.mail.models import OutboxMessage
from events.consequences import consequences_of
from events.domain.notices import send_some
from events.domain.occurrences import cancel
from events.exhibitors.domain.applications import withdraw
from events.models import Notice
from tests.factories.events import AT
from tests.factories.exhibitors import make_exhibitor, make_package, somebody_applies

pytestmark = pytest.mark.django_db


def told(occurrence):
    cancel(occurrence=occurrence, reason="Storm.", by=None, at=AT)
    while send_some(notice_id=Notice.objects.get().pk, at=AT):
        pass
    messages = OutboxMessage.objects.filter(kind="events/mail/occurrence_changed")
    return sorted(messages.values_list("to_address", flat=True))


def test_who_has_applied_is_told_without_a_place_and_who_has_a_stand_once():
    package = make_package()
    make_exhibitor(package, email="stand@example.org")
    somebody_applies(package, email="waits@example.org")
    withdraw(exhibitor=somebody_applies(package, email="gone@example.org"), by=None, at=AT)

    counted = consequences_of(package.occurrence).mails

    assert told(package.occurrence) == ["stand@example.org", "waits@example.org"]
    assert counted == 2
