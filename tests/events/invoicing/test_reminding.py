"""Reminders by the steps of the settings."""

from datetime import timedelta

import pytest

from cms.mail.models import OutboxMessage
from cms.pause.domain.pauses import declare_pause
from cms.pause.targets import EVERYBODY, Target
from events.domain.occurrences import cancel
from events.domain.places import cancel_place
from events.invoicing.domain.credits import keep_charge
from events.invoicing.models import Reminder
from events.invoicing.queries import places_to_credit
from events.invoicing.reminding import NoAddress, NotOverdue, RemindedAlready, remind, remind_overdue
from tests.factories.events import AT, make_booking
from tests.factories.invoicing import make_invoice, make_priced, make_seller, pay
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
DUE = 30


def after(days):
    return AT + timedelta(days=DUE + days)


def test_each_step_is_taken_once():
    make_invoice()

    told = [remind_overdue(at=after(days)) for days in (0, 6, 7, 7, 8, 20, 21, 22, 60)]

    assert told == [0, 0, 1, 0, 0, 0, 1, 0, 0]
    assert OutboxMessage.objects.filter(kind="invoicing/mail/reminder").count() == 2


def test_who_has_paid_is_left_in_peace():
    pay(make_invoice(), "1250")

    assert remind_overdue(at=after(30)) == 0


def test_late_first_reminder_is_not_followed_at_once():
    make_invoice()

    assert [remind_overdue(at=after(days)) for days in (40, 41, 53, 54)] == [1, 0, 0, 1]


def test_nobody_is_reminded_in_a_crisis():
    make_invoice()
    declare_pause(target=Target(EVERYBODY), reason="Flom", by=make_user(), at=after(1))

    assert remind_overdue(at=after(30)) == 0


def test_nobody_is_reminded_while_a_place_is_to_be_decided_on():
    invoice = make_invoice(number=2)
    cancel_place(place=invoice.booking.places.first(), by=None, at=AT, staff=True)

    assert remind_overdue(at=after(30)) == 0
    keep_charge(invoiced=places_to_credit().get(), reason="For sent", by=None, at=after(30))
    assert remind_overdue(at=after(30)) == 1


def test_nobody_is_reminded_of_what_is_called_off():
    invoice = make_invoice()
    cancel(occurrence=invoice.occurrence, reason="Flom", by=None, at=AT)

    assert remind_overdue(at=after(30)) == 0


def test_what_has_no_address_is_not_reminded_of_and_staff_are_told():
    category = make_priced()
    invoice = make_invoice(category, booking=make_booking(category.occurrence, email=""))
    assert invoice.recipient_email == ""

    assert remind_overdue(at=after(30)) == 0
    with pytest.raises(NoAddress):
        remind(invoice=invoice, by=None, at=after(30))
    assert not Reminder.objects.exists()


def test_no_steps_are_no_reminders():
    make_invoice()
    make_seller(first_reminder=None, second_reminder=None)

    assert remind_overdue(at=after(90)) == 0


def test_staff_remind_by_hand():
    invoice = make_invoice()
    with pytest.raises(NotOverdue):
        remind(invoice=invoice, by=None, at=AT)

    for _step in range(2):
        remind(invoice=invoice, by=None, at=after(1))
    with pytest.raises(RemindedAlready):
        remind(invoice=invoice, by=None, at=after(1))

    assert list(Reminder.objects.values_list("step", flat=True)) == [1, 2]
