"""Who is told what becomes of the event itself."""

import pytest

from cms.mail.models import OutboxMessage
from events.domain.notices import send_some
from events.domain.occurrences import cancel
from events.exhibitors.domain.applications import refuse
from events.models import Notice
from tests.factories.events import AT
from tests.factories.exhibitors import make_exhibitor, make_package, somebody_applies
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def call_off(occurrence):
    cancel(occurrence=occurrence, reason="Flom", by=None, at=AT)
    notice = Notice.objects.get()
    while send_some(notice_id=notice.pk, at=AT):
        pass
    told = OutboxMessage.objects.filter(kind="events/mail/occurrence_changed")
    return sorted(told.values_list("to_address", flat=True))


def test_who_has_asked_for_a_stand_is_told_that_it_is_called_off():
    package = make_package(number=2)
    make_exhibitor(package, email="confirmed@example.org")
    no = somebody_applies(package, email="no@example.org")
    refuse(exhibitor=no, reason="", by=make_user(), at=AT)
    somebody_applies(package, email="applied@example.org")
    somebody_applies(package, email="waits@example.org")
    somebody_applies(package, email="")

    assert call_off(package.occurrence) == ["applied@example.org", "confirmed@example.org", "waits@example.org"]
