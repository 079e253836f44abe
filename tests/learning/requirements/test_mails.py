"""What is written to people, compared with stored text; in other languages the words are the catalogues'."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from cms.mail.models import OutboxMessage
from learning.requirements.domain.obligations import refresh_obligations
from learning.requirements.domain.reminders import OVERDUE, remind, send_digest
from learning.requirements.models import Obligation
from tests.factories.learning import make_course
from tests.factories.people import make_contact, make_membership, make_organisation, make_user
from tests.factories.requirements import make_done, make_requirement

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)
NOON = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
TEXTS = Path(__file__).parent / "texts"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOON, tick=False):
        yield


def reads_as(name):
    message = OutboxMessage.objects.get()
    words = f"{message.subject}\n\n{message.text}\n"
    words = re.sub(r"unsubscribe/[^/]+/", "unsubscribe/TOKEN/", words)
    words = re.sub(r"organisation/[0-9a-f-]{36}/", "organisation/KEY/", words)
    return words == (TEXTS / name).read_text(encoding="utf-8") or words


def somebody(*, days, **fields):
    place, person = make_organisation(), make_user("Ingrid Moen", language="en")
    make_membership(person, place, role="preparedness_adviser", starts_on=TODAY + timedelta(days=days - 90))
    make_requirement(make_course(title="Helhetlig ROS"), source_text="Forskriften § 7", **fields)
    refresh_obligations(at=NOON)
    return place, person


@pytest.mark.parametrize(("days", "step", "name"), [(30, 30, "due.en.txt"), (-1, OVERDUE, "overdue.en.txt")])
def test_reminder_reads_as_it_should(days, step, name):
    somebody(days=days)
    assert remind(obligation_id=Obligation.objects.get().pk, step=step, at=NOON)

    assert reads_as(name) is True


def test_reminder_to_renew_reads_as_it_should():
    course, place, person = (
        make_course(title="Helhetlig ROS"),
        make_organisation(),
        make_user("Ingrid Moen", language="en"),
    )
    make_membership(person, place, role="preparedness_adviser")
    make_requirement(course, cadence_months=12)
    make_done(person, course, on=date(2025, 12, 25))
    refresh_obligations(at=NOON)
    assert remind(obligation_id=Obligation.objects.get().pk, step=30, at=NOON)

    assert reads_as("renew.en.txt") is True


def test_digest_reads_as_it_should():
    course, place = make_course(title="Helhetlig ROS"), make_organisation()
    contact = make_contact(place, language="en")
    make_requirement(course)
    make_requirement(course, role="log_keeper", names={"nb": "Stab og logg", "en": "Staff work and log"})
    make_membership(make_user("Late <b>"), place, role="preparedness_adviser")
    soon = TODAY - timedelta(days=50)
    make_membership(make_user("Soon"), place, role="preparedness_adviser", starts_on=soon)
    assert send_digest(organisation_id=place.pk, user_id=contact.pk, at=NOON)

    assert reads_as("digest.en.txt") is True
    assert "Late &lt;b&gt;" in OutboxMessage.objects.get().html
