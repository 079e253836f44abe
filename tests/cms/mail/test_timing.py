"""When a message leaves: essential ones at once, the others as their reader wants and when nothing is paused."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from cms.mail.domain.outbox import NeedsPerson, send
from cms.mail.domain.preferences import choose_mail, set_quiet_hours
from cms.mail.messages import UnknownKind
from cms.mail.models import OutboxMessage, QuietHours, RefusedAddress
from cms.mail.quiet import Quiet
from cms.mail.tasks import send_due_mail
from cms.pause.domain.pauses import declare_pause, end_pause
from cms.pause.targets import Target
from tests.factories.mail import AT, post, remind
from tests.factories.people import make_membership, make_organisation, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 2, 21, 0, tzinfo=UTC)  # ten in the evening
MORNING = datetime(2026, 11, 3, 6, 0, tzinfo=UTC)  # seven o'clock
TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
def reader():
    return make_user("Ingrid Moen", email="ingrid@example.org")


def want(reader, choice, topic="reminders"):
    choose_mail(user=reader, choices={topic: choice}, by=reader, at=AT)


def facts(message):
    message.refresh_from_db()
    return message.state, message.why, message.due_at


def sent_at(message, at):
    """Whether it leaves at this moment."""
    return send(message_id=message.pk, at=at)


def test_message_of_an_unknown_kind_is_an_error():
    with pytest.raises(UnknownKind, match="learning/mail/forgotten: register it"):
        post(kind="learning/mail/forgotten")


def test_message_of_an_unknown_kind_goes_out_where_people_use_it(settings, caplog):
    settings.MAIL_KINDS_ARE_STRICT = False

    message = post(kind="learning/mail/forgotten")

    assert (message.category, message.state) == ("essential", "due")
    assert "a kind nobody has registered: learning/mail/forgotten" in caplog.text


def test_message_that_is_not_essential_needs_a_person():
    with pytest.raises(NeedsPerson):
        post(kind="test_reminders")


@pytest.mark.parametrize("choice", ["at_once", "daily", "weekly", "never"])
def test_essential_mail_asks_for_no_preference(reader, choice, mailoutbox):
    for topic in ("reminders", "learning", "news"):
        want(reader, choice, topic)
    RefusedAddress.objects.create(address=reader.email, reason="550", refused_at=AT)

    message = post(to_user=reader, to_address=reader.email, at=NIGHT)

    assert facts(message) == ("due", "", NIGHT)
    assert sent_at(message, NIGHT)
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    ("choice", "state", "why", "due_at"),
    [
        ("at_once", "due", "", AT),
        ("daily", "held", "digest", datetime(2026, 11, 3, 6, 30, tzinfo=UTC)),
        ("weekly", "held", "digest", datetime(2026, 11, 9, 6, 30, tzinfo=UTC)),
        ("never", "skipped", "never", AT),
    ],
)
def test_other_mail_goes_as_its_reader_wants(reader, choice, state, why, due_at):
    want(reader, choice)

    assert facts(remind(reader)) == (state, why, due_at)


def test_choice_about_one_topic_is_none_about_another(reader):
    want(reader, "never", "news")

    assert remind(reader).state == "due"
    assert remind(reader, kind="test_news").state == "skipped"


def test_choice_of_another_person_does_not_count(reader):
    want(make_user(), "never")

    assert remind(reader).state == "due"


def test_closed_account_and_refused_address_get_no_mail_that_can_wait():
    closed, refused = make_user(is_active=False), make_user(email="borte@example.org")
    RefusedAddress.objects.create(address="borte@example.org", reason="550", refused_at=AT)

    assert facts(remind(closed)) == ("skipped", "inactive", AT)
    assert facts(remind(refused, to_address="Borte@example.org")) == ("skipped", "refused", AT)


@pytest.mark.django_db(transaction=True)
def test_skipped_and_held_messages_are_not_sent(reader, mailoutbox):
    want(reader, "never")
    want(reader, "daily", "news")

    with time_machine.travel(AT, tick=False):
        for message in (remind(reader), remind(reader, kind="test_news")):
            assert not sent_at(message, AT + timedelta(days=30))
        assert send_due_mail() == 0

    assert mailoutbox == []


def test_mail_that_can_wait_waits_for_the_end_of_the_night(reader, mailoutbox):
    message = remind(reader, at=NIGHT)

    assert facts(message) == ("due", "quiet", MORNING)
    assert [sent_at(message, at) for at in (NIGHT, MORNING - TEN_MINUTES, MORNING)] == [False, False, True]
    assert facts(message)[:2] == ("sent", "")


def test_who_wants_mail_at_night_gets_it_at_night(reader):
    values = vars(Quiet(nights=False, weekends=False))
    set_quiet_hours(user=reader, **values, by=reader, at=AT)

    assert facts(remind(reader, at=NIGHT)) == ("due", "", NIGHT)
    assert QuietHours.objects.count() == 1


def test_what_is_wanted_no_more_when_it_would_leave_is_not_sent(reader):
    message = remind(reader, at=NIGHT)
    want(reader, "never")

    assert not sent_at(message, MORNING)
    assert facts(message)[:2] == ("skipped", "never")


def test_retry_at_night_waits_for_the_morning_and_counts_no_attempt(reader):
    message = remind(reader)
    OutboxMessage.objects.update(attempts=3, due_at=NIGHT)

    assert not sent_at(message, NIGHT)

    message.refresh_from_db()
    assert (message.state, message.due_at, message.attempts) == ("due", MORNING, 3)


# --- Crisis pause -------------------------------------------------------------------------------


@pytest.fixture
def member(reader):
    make_membership(reader, make_organisation(sector="health"))
    return reader


@pytest.fixture
def pause(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return declare_pause(target=Target("sector", sector="health"), reason="Flom", by=None, at=AT - TEN_MINUTES)


def test_crisis_holds_back_what_can_wait_until_it_is_over(
    member, pause, mailoutbox, django_capture_on_commit_callbacks
):
    message = remind(member)
    assert facts(message) == ("due", "pause", AT + TEN_MINUTES)
    assert not sent_at(message, AT + TEN_MINUTES)
    assert facts(message) == ("due", "pause", AT + 2 * TEN_MINUTES)

    with django_capture_on_commit_callbacks(execute=True):
        end_pause(pause=pause, by=None, at=AT + 1.5 * TEN_MINUTES)

    assert sent_at(message, AT + 2 * TEN_MINUTES)
    message.refresh_from_db()
    assert (message.attempts, len(mailoutbox)) == (1, 1)


def test_crisis_that_ends_at_night_wakes_nobody(member, pause, django_capture_on_commit_callbacks):
    message = remind(member)
    OutboxMessage.objects.update(due_at=NIGHT)
    with django_capture_on_commit_callbacks(execute=True):
        end_pause(pause=pause, by=None, at=NIGHT)

    assert not sent_at(message, NIGHT)
    assert facts(message) == ("due", "quiet", MORNING)


def test_crisis_holds_back_nothing_essential_and_nobody_elses_mail(member, pause):
    other = make_user()
    make_membership(other, make_organisation("Kraft", sector="energy"))

    assert sent_at(post(to_user=member, to_address=member.email), AT)
    assert sent_at(remind(other), AT)
    assert sent_at(remind(make_user()), AT)


# --- What it costs ------------------------------------------------------------------------------


def test_posting_and_sending_cost_the_same_however_much_there_is(reader):
    counts = []
    for _ in range(3):
        with count_queries() as essential:
            first = post(to_user=reader, to_address=reader.email)
        with count_queries() as waiting:
            second = remind(reader)
        with count_queries() as leaving:
            sent_at(first, AT)
        with count_queries() as leaving_too:
            sent_at(second, AT)
        counts.append([len(asked) for asked in (essential, waiting, leaving, leaving_too)])

    # Cold, the centre's facts are read once, and so are the pauses.
    assert counts[1:] == [[1, 2, 3, 4]] * 2, counts
