"""The log names pages by title and everything else by number: nobody's name stays behind in it."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from wagtail.models import ModelLogEntry, PageLogEntry

from cms import audit
from cms.models import ContactMessage
from tests.factories.pages import make_home
from tests.factories.people import make_admin, make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def records():
    person = make_user("Kari Nordmann", email="kari.nordmann@example.org")
    message = ContactMessage.objects.create(
        name="Kari Nordmann", email="kari.nordmann@example.org", subject="Kari Nordmann", message="x", sent_at=AT
    )
    return {"person": person, "membership": make_membership(person, make_organisation()), "contact message": message}


@pytest.mark.parametrize("kind", ["person", "membership", "contact message"])
def test_record_is_logged_by_kind_and_number(kind):
    record, admin = records()[kind], make_admin()

    audit.record(record, action="people.register", by=admin, at=AT, organisation=7)

    entry = ModelLogEntry.objects.get(action="people.register")
    assert (entry.label, entry.user, entry.timestamp) == (f"{kind} {record.pk}", admin, AT)
    assert entry.data == {"organisation": 7}
    assert "ordmann" not in f"{entry.label}{entry.data}"


def test_page_is_logged_by_its_title():
    home = make_home()

    audit.record(home, action="wagtail.publish", by=None, at=AT)

    entry = PageLogEntry.objects.get(timestamp=AT)
    assert (entry.label, entry.user) == ("Beredskapsskolen", None)


def test_log_survives_the_person():
    person = records()["person"]
    audit.record(person, action="people.register", by=None, at=AT)

    person.delete()

    assert ModelLogEntry.objects.filter(action="people.register").count() == 1
