from datetime import date, timedelta

import pytest

from cms.mail.models import OutboxMessage
from cms.pause.domain.pauses import declare_pause
from cms.pause.targets import Target
from events.enums import OccurrenceState
from events.exhibitors.domain.tasks import set_task, settle_task
from events.exhibitors.reminding import remind_exhibitors
from tests.factories.events import AT
from tests.factories.exhibitors import make_exhibitor
from tests.factories.people import make_admin, make_organisation

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
DUE = AT + 3 * WEEK


def standing(**fields):
    exhibitor = make_exhibitor(**fields)
    due = date(2026, 11, 23)
    set_task(occurrence=exhibitor.occurrence, titles={"nb": "Send logo"}, due_date=due, by=None, at=AT)
    return exhibitor


def reminders():
    return OutboxMessage.objects.filter(kind="exhibitors/mail/exhibitor_tasks")


def test_a_task_is_reminded_of_from_a_week_before_until_it_is_done():
    exhibitor = standing()

    told = [remind_exhibitors(at=AT + timedelta(days=days)) for days in range(36)]
    settle_task(task=exhibitor.tasks.get(), done=True, by=None, at=AT)
    told += [remind_exhibitors(at=AT + timedelta(days=days)) for days in range(36, 50)]

    assert [day for day, number in enumerate(told) if number] == [14, 21, 28, 35]
    assert "Send logo" in reminders()[0].text


@pytest.mark.parametrize(("day", "late"), [(23, False), (24, True)])
def test_what_is_late_says_so(day, late):
    standing(language="en")

    remind_exhibitors(at=AT.replace(day=day))

    message = reminders().get()
    words = "Send logo: it is late, and was to be done by 23 November 2026"
    assert [words in text for text in (message.text, message.html)] == [late, late]
    assert ("Send logo, until 23 November 2026" in message.text) != late


def test_nobody_is_reminded_in_a_crisis():
    organisation = make_organisation(kind="company")
    standing(organisation=organisation)
    declare_pause(target=Target("organisation", organisation=organisation), reason="Flom", by=make_admin(), at=AT)

    assert remind_exhibitors(at=DUE) == 0
    assert reminders().count() == 0


@pytest.mark.parametrize("state", [OccurrenceState.CANCELLED, OccurrenceState.POSTPONED])
def test_nothing_is_to_be_done_for_what_is_off(state):
    occurrence = standing().occurrence
    occurrence.state = state
    occurrence.save()

    assert remind_exhibitors(at=DUE) == 0
