from datetime import timedelta

import pytest
import time_machine

from cms.mail.models import OutboxMessage
from cms.people.emails import WrongEmail
from events.domain import occurrences
from events.domain.interest import (
    LinkUnknown,
    NothingToWaitFor,
    ask_guest,
    note_interest,
    read_link,
    take_interest_back,
    tell_interested,
    tell_one,
)
from events.models import Interest
from tests.factories.events import AT, STARTS, make_category, make_occurrence, make_series
from tests.factories.people import make_user
from tests.races import at_once, take_away_locks

WHO = {"language": "nb", "at": AT}
HOUR = timedelta(hours=1)


def interested(email="ingrid@example.org", occurrence=None, **values):
    occurrence = occurrence or make_occurrence(state="announced")
    return note_interest(occurrence=occurrence, email=email, **{**WHO, **values})


def token():
    return OutboxMessage.objects.latest("pk").text.partition("/events/interest/")[2].partition("/")[0]


@pytest.mark.django_db
def test_guest_is_written_down_by_the_link_alone():
    occurrence = make_occurrence(state="announced")

    with time_machine.travel(AT, tick=False):
        ask_guest(occurrence=occurrence, email=" Ingrid@Example.org", **WHO)
        assert Interest.objects.count() == 0

        assert read_link(token()) == (occurrence, "ingrid@example.org", "nb")


@pytest.mark.django_db
def test_link_is_good_for_three_days_and_for_nothing_else():
    occurrence = make_occurrence(state="announced")
    with time_machine.travel(AT, tick=False):
        ask_guest(occurrence=occurrence, email="ingrid@example.org", **WHO)
        sent = token()

    for late in (AT + timedelta(days=3, seconds=2), AT + timedelta(days=30)):
        with time_machine.travel(late, tick=False), pytest.raises(LinkUnknown):
            read_link(sent)
    for wrong in ("x", sent[:-1], sent.replace(":", ".", 1)):
        with time_machine.travel(AT, tick=False), pytest.raises(LinkUnknown):
            read_link(wrong)


@pytest.mark.django_db
def test_somebody_stands_on_the_list_once_whatever_the_letters():
    first = interested("ingrid@example.org")

    assert interested("Ingrid@Example.ORG", first.occurrence) == first


@pytest.mark.django_db(transaction=True)
def test_two_tabs_write_one_row():
    occurrence = make_occurrence(state="announced")

    found = at_once(*[lambda: interested(occurrence=occurrence)] * 3, meet_before="INSERT INTO")

    assert len({one.pk for one in found}) == 1
    assert Interest.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "open", "closed", "done", "cancelled"])
def test_nobody_waits_for_what_does_not_open(state):
    with pytest.raises(NothingToWaitFor):
        interested(occurrence=make_occurrence(state=state))
    with pytest.raises(NothingToWaitFor):
        ask_guest(occurrence=make_occurrence(state=state), email="a@example.org", **WHO)


@pytest.mark.django_db
def test_members_meetings_take_no_interest_and_later_openings_do():
    with pytest.raises(NothingToWaitFor):
        interested(occurrence=make_occurrence(make_series(members_only=True), state="announced"))

    assert interested(occurrence=make_occurrence(opens_at=AT + HOUR))
    assert interested(occurrence=make_occurrence(state="postponed"))


@pytest.mark.django_db
def test_wrong_address_is_refused():
    with pytest.raises(WrongEmail):
        ask_guest(occurrence=make_occurrence(state="announced"), email="ingrid", **WHO)


@pytest.mark.django_db
def test_everybody_is_told_once_when_sign_up_opens(django_capture_on_commit_callbacks):
    occurrence = make_occurrence(state="announced")
    make_category(occurrence)
    interested("guest@example.org", occurrence)
    ingrid = make_user(email="ingrid@example.org", language="nn")
    interested(ingrid.email, occurrence, user=ingrid)
    assert tell_interested(at=AT) == 0

    with time_machine.travel(AT + HOUR), django_capture_on_commit_callbacks(execute=True):
        occurrences.open_sign_up(occurrence=occurrence, by=None, at=AT + HOUR)

    told = OutboxMessage.objects.order_by("to_address").values_list("kind", "to_address", "language")
    assert list(told) == [
        ("events/mail/sign_up_opens", "guest@example.org", "nb"),
        ("events/mail/sign_up_opens", "ingrid@example.org", "nn"),
    ]
    assert tell_interested(at=AT + 2 * HOUR) == 0


@pytest.mark.django_db
def test_nobody_is_told_before_the_moment_sign_up_opens():
    interested(occurrence=make_occurrence(opens_at=AT + HOUR))

    assert tell_interested(at=AT + HOUR / 2) == 0
    assert tell_interested(at=AT + HOUR) == 1


@pytest.mark.django_db
def test_who_takes_it_back_is_forgotten_and_not_told():
    occurrence = make_occurrence(opens_at=AT + HOUR)
    interested(occurrence=occurrence)

    assert take_interest_back(occurrence=occurrence, email="Ingrid@example.org", by=None, at=AT)
    assert not take_interest_back(occurrence=occurrence, email="ingrid@example.org", by=None, at=AT)
    assert tell_interested(at=AT + HOUR) == 0


def told_by_two(interest):
    calls = [lambda: tell_one(interest_id=interest.pk, at=AT + HOUR)] * 2
    return at_once(*calls, meet_before='UPDATE "events_interest"')


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_mail():
    interest = interested(occurrence=make_occurrence(opens_at=AT + HOUR))

    assert sorted(told_by_two(interest)) == [False, True]
    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_claim_both_would_write(monkeypatch):
    interest = interested(occurrence=make_occurrence(opens_at=AT + HOUR))
    take_away_locks(monkeypatch)

    assert told_by_two(interest) == [True, True]


@pytest.mark.django_db
def test_nobody_is_told_of_what_has_begun():
    interested(occurrence=make_occurrence(opens_at=AT + HOUR))

    assert tell_interested(at=STARTS) == 0
