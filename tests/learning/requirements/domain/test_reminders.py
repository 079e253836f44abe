"""Reminders to people, and one digest a week to their contact persons."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache

from cms.mail.models import OutboxMessage
from cms.pause.domain.pauses import declare_pause, end_pause
from cms.pause.enums import PauseScope
from cms.pause.targets import Target
from learning.requirements.domain.obligations import refresh_obligations
from learning.requirements.domain.reminders import digests_due, remind, reminders_due, send_digest
from learning.requirements.models import Obligation
from learning.requirements.tasks import remind_of_obligations
from tests.factories.learning import make_course
from tests.factories.people import make_contact, make_membership, make_organisation, make_user
from tests.factories.requirements import make_done, make_requirement
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

# A Wednesday.
TODAY = date(2026, 11, 25)
NOON = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
ADVISER = "preparedness_adviser"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOON, tick=False):
        yield


def due_in(days, *, place=None, name="Ingrid Moen"):
    """Somebody whose days of grace end in so many days; the requirement is made once."""
    from learning.requirements.models import Requirement

    if not Requirement.objects.exists():
        make_requirement(make_course(), grace_days=90)
        cache.clear()
    person = make_user(name)
    since = TODAY + timedelta(days=days - 90)
    make_membership(person, place or make_organisation(), role=ADVISER, starts_on=since)
    refresh_obligations(at=NOON)
    return person


def told(kind="requirements/mail/obligation_due"):
    return OutboxMessage.objects.filter(kind=kind)


def run():
    for due in reminders_due(at=NOON):
        assert remind(obligation_id=due.obligation_id, step=due.step, at=NOON)


@pytest.mark.parametrize(
    ("days", "step"),
    [
        *((61, None), (60, 60), (56, 60), (55, None)),
        *((30, 30), (26, 30), (25, None)),
        *((7, 7), (3, 7), (2, None), (0, None)),
        *((-1, -1), (-5, -1), (-6, None)),
    ],
)
def test_people_are_told_at_each_step_and_some_days_late_at_most(days, step):
    due_in(days)

    assert [one.step for one in reminders_due(at=NOON)] == ([] if step is None else [step])


def test_each_step_is_told_once_however_often_it_runs():
    person = due_in(30)
    for _ in range(2):
        run()
    pk = Obligation.objects.get().pk
    assert remind(obligation_id=pk, step=30, at=NOON)

    (mail,) = told()
    assert (mail.to_user, mail.category) == (person, "reminders")
    assert "25. desember 2026" in mail.subject
    assert reminders_due(at=NOON) == []


def test_who_has_done_it_since_the_table_was_written_is_not_told():
    person = due_in(30)
    (due,) = reminders_due(at=NOON)
    from learning.models import Course

    make_done(person, Course.objects.get(), on=TODAY)

    assert not remind(obligation_id=due.obligation_id, step=due.step, at=NOON)


def test_who_has_left_since_is_not_told():
    person = due_in(30)
    (due,) = reminders_due(at=NOON)
    person.memberships.update(ends_on=TODAY - timedelta(days=1))

    assert reminders_due(at=NOON) == []
    assert not remind(obligation_id=due.obligation_id, step=due.step, at=NOON)


def test_nothing_is_written_in_a_crisis_pause_and_the_step_comes_later_once():
    here, there = make_organisation(), make_organisation("Elvestad kommune")
    due_in(30, place=here)
    due_in(30, place=there, name="Another")
    pause = declare_pause(target=Target("organisation", organisation=here), reason="Flom", by=None, at=NOON)
    cache.clear()
    later = NOON + timedelta(days=1)
    with time_machine.travel(later, tick=False):
        (due,) = reminders_due(at=later)
        assert Obligation.objects.get(pk=due.obligation_id).organisation == there
        paused = Obligation.objects.get(organisation=here)
        assert not remind(obligation_id=paused.pk, step=30, at=later)

    ended = NOON + timedelta(days=10)
    with time_machine.travel(ended, tick=False):
        end_pause(pause=pause, by=None, at=ended)
        cache.clear()
        refresh_obligations(at=ended)
        assert [(one.obligation_id, one.step) for one in reminders_due(at=ended)] == [(paused.pk, 30)]
        paused.refresh_from_db()
        assert paused.due_on == TODAY + timedelta(days=40)


def test_who_was_told_before_the_pause_is_not_told_of_the_same_step_again():
    place = make_organisation()
    due_in(30, place=place)
    run()
    pause = declare_pause(target=Target(PauseScope.EVERYBODY), reason="Flom", by=None, at=NOON)
    ended = NOON + timedelta(days=10)
    with time_machine.travel(ended, tick=False):
        end_pause(pause=pause, by=None, at=ended)
        cache.clear()
        refresh_obligations(at=ended)

        assert reminders_due(at=ended) == []


@pytest.mark.parametrize("people", [1, 30])
def test_looking_for_whom_to_tell_costs_the_same_for_few_and_many(people):
    place = make_organisation()
    for number in range(people):
        due_in(30, place=place, name=f"Nr {number}")

    with count_queries() as asked:
        assert len(reminders_due(at=NOON)) == people

    assert len(asked) == 3, asked


# --- The contact person's digest -------------------------------------------------------------------


def digests():
    return told("requirements/mail/organisation_digest")


def send_all():
    for digest in digests_due(at=NOON):
        assert send_digest(organisation_id=digest.organisation_id, user_id=digest.user_id, at=NOON)


def test_contact_gets_one_mail_for_many_people_and_none_more_that_week():
    place = make_organisation()
    contact = make_contact(place)
    for number in range(4):
        # The step of sixty days was reached a week ago.
        due_in(53, place=place, name=f"Person {number}")
    for _ in range(2):
        send_all()

    (mail,) = digests()
    assert (mail.to_user, mail.category) == (contact, "reminders")
    assert all(f"Person {number}" in mail.text for number in range(4))
    assert digests_due(at=NOON) == []


def test_each_contact_of_each_organisation_gets_their_own():
    here, there = make_organisation(), make_organisation("Elvestad kommune")
    contacts = {make_contact(here, "En").pk, make_contact(here, "To").pk, make_contact(there, "Tre").pk}
    due_in(53, place=here, name="Hemmelig Her")
    due_in(53, place=there, name="Hemmelig Der")
    send_all()

    assert {mail.to_user_id for mail in digests()} == contacts
    for mail in digests():
        assert ("Hemmelig Her" in mail.text) == ("Skogdal" in mail.subject)
        assert ("Hemmelig Der" in mail.text) == ("Elvestad" in mail.subject)


def test_quiet_week_brings_no_digest():
    place = make_organisation()
    make_contact(place)
    due_in(100, place=place)

    assert digests_due(at=NOON) == []


def test_role_that_became_vacant_last_week_is_told_of():
    place = make_organisation()
    make_contact(place, language="en")
    make_requirement(make_course())
    refresh_obligations(at=NOON)
    assert digests_due(at=NOON) == []

    Obligation.objects.update(created_on=TODAY - timedelta(days=6))
    send_all()

    assert "Nobody is Preparedness adviser: ROS-kompetanse" in digests().get().text


def test_digest_waits_while_the_organisation_is_paused():
    place = make_organisation()
    contact = make_contact(place)
    due_in(53, place=place)
    declare_pause(target=Target("organisation", organisation=place), reason="Flom", by=None, at=NOON)
    cache.clear()

    assert digests_due(at=NOON) == []
    assert not send_digest(organisation_id=place.pk, user_id=contact.pk, at=NOON)


def test_who_is_no_longer_contact_gets_none():
    place = make_organisation()
    contact = make_contact(place)
    due_in(53, place=place)
    contact.memberships.filter(role="contact").update(ends_on=TODAY - timedelta(days=1))

    assert digests_due(at=NOON) == []
    assert not send_digest(organisation_id=place.pk, user_id=contact.pk, at=NOON)


def test_tick_enqueues_both_and_is_safe_to_run_twice():
    place = make_organisation()
    make_contact(place)
    due_in(58, place=place)

    assert remind_of_obligations() == 1
    run()
    assert remind_of_obligations() == 0
