"""One mail that tells of several: once a day, of what is still wanted, and never twice of the same."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils.crypto import get_random_string

from cms.mail.domain import digests
from cms.mail.domain.digests import people_with_due_digests, send_digest
from cms.mail.domain.preferences import choose_mail
from cms.mail.models import OutboxMessage, RefusedAddress
from cms.mail.tasks import send_due_digests
from cms.pause.domain.pauses import declare_pause, end_pause
from cms.pause.targets import Target
from tests.factories.mail import AT, post, remind
from tests.factories.people import make_user
from tests.queries import count_queries
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db

TEXTS = Path(__file__).parent.parent / "texts"
TUESDAY = datetime(2026, 11, 3, 6, 30, tzinfo=UTC)  # half past seven
NEXT_MONDAY = datetime(2026, 11, 9, 6, 30, tzinfo=UTC)


def make_reader(choice="daily", **fields):
    reader = make_user(**({"name": "Ingrid Moen", "language": "nb"} | fields))
    choices = {"reminders": choice, "news": choice}
    choose_mail(user=reader, choices=choices, by=reader, at=AT)
    return reader


def states():
    return sorted(OutboxMessage.objects.values_list("subject", "state"))


def the_digest():
    return OutboxMessage.objects.get(kind="mail/mail/digest")


def digest_of(reader, at=TUESDAY):
    return send_digest(user_id=reader.pk, at=at)


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_digest_reads_as_it_should(language):
    reader = make_reader(language=language)
    remind(reader, subject="Kursbeviset ditt går ut", link="https://samvirke.example.org/me/")
    text = "Hei Ingrid,\n\nStabsarbeid og loggføring er åpent for påmelding.\n\n--\nDu får dette fordi."
    remind(reader, kind="test_news", subject="Nytt <kurs> & mer", text=text)

    digest = digest_of(reader)

    words = f"{digest.subject}\n\n{digest.text}\n"
    assert re.sub(r"unsubscribe/[^/]+/", "unsubscribe/TOKEN/", words) == (TEXTS / f"digest.{language}.txt").read_text(
        encoding="utf-8"
    )
    assert "Nytt &lt;kurs&gt; &amp; mer" in digest.html
    assert 'href="https://samvirke.example.org/me/"' in digest.html


def test_what_waits_goes_out_as_one_mail(mailoutbox, django_capture_on_commit_callbacks):
    reader, other = make_reader(), make_reader("weekly")
    first, second = remind(reader), remind(reader, kind="test_news")
    later = remind(other)

    with time_machine.travel(TUESDAY, tick=False), django_capture_on_commit_callbacks(execute=True):
        assert send_due_digests() == 1

    digest = the_digest()
    for message in (first, second):
        message.refresh_from_db()
        assert (message.state, message.why, message.digest, message.sent_at) == ("in_digest", "digest", digest, None)
    later.refresh_from_db()
    assert (later.state, later.due_at) == ("held", NEXT_MONDAY)
    assert (digest.state, digest.to_user, len(mailoutbox)) == ("sent", reader, 1)


def test_nothing_is_due_before_its_time():
    reader = make_reader()
    remind(reader)

    assert people_with_due_digests(at=TUESDAY - timedelta(seconds=1)) == []
    assert people_with_due_digests(at=TUESDAY) == [reader.pk]
    assert digest_of(reader, at=TUESDAY - timedelta(seconds=1)) is None


def test_running_twice_sends_one_digest():
    reader = make_reader()
    remind(reader)

    assert [digest_of(reader) is not None for _ in range(2)] == [True, False]
    assert OutboxMessage.objects.filter(kind="mail/mail/digest").count() == 1


def test_latecomer_of_the_same_day_waits_for_the_next_digest():
    reader = make_reader()
    remind(reader)
    digest_of(reader)
    late = remind(reader, subject="Sen")
    OutboxMessage.objects.filter(pk=late.pk).update(due_at=TUESDAY)

    assert digest_of(reader, at=TUESDAY + timedelta(minutes=1)) is None

    late.refresh_from_db()
    assert (late.state, late.due_at) == ("held", TUESDAY + timedelta(days=1))
    assert digest_of(reader, at=late.due_at).idempotency_key.endswith("2026-11-04")


def test_daily_and_weekly_meet_on_mondays():
    reader = make_reader("weekly")
    remind(reader, subject="Ukentlig")
    choose_mail(user=reader, choices={"reminders": "daily"}, by=reader, at=AT)
    remind(reader, subject="Daglig", at=NEXT_MONDAY - timedelta(days=1))

    digest = digest_of(reader, at=NEXT_MONDAY)

    assert digest.told_of.count() == 2


def test_what_is_wanted_no_more_is_left_out():
    reader = make_reader()
    remind(reader, subject="Påminnelse")
    remind(reader, kind="test_news", subject="Nyhet")
    choose_mail(user=reader, choices={"news": "never"}, by=reader, at=AT)

    digest = digest_of(reader)

    assert "Nyhet" not in digest.text
    assert [(m.subject, m.state, m.why) for m in OutboxMessage.objects.filter(subject="Nyhet")] == [
        ("Nyhet", "skipped", "never")
    ]


def test_nothing_left_is_no_digest():
    reader = make_reader()
    remind(reader)
    choose_mail(user=reader, choices={"reminders": "never"}, by=reader, at=AT)

    assert digest_of(reader) is None
    assert states() == [("Hei", "skipped")]


@pytest.mark.parametrize("why", ["inactive", "refused"])
def test_closed_account_and_refused_address_get_no_digest(why):
    reader = make_reader()
    remind(reader)
    if why == "inactive":
        type(reader).objects.update(is_active=False)
    else:
        RefusedAddress.objects.create(address=reader.email, reason="550", refused_at=AT)

    assert digest_of(reader) is None
    assert list(OutboxMessage.objects.values_list("state", "why")) == [("skipped", why)]


def test_digest_waits_for_the_end_of_a_crisis(django_capture_on_commit_callbacks):
    reader = make_reader()
    message = remind(reader)
    with django_capture_on_commit_callbacks(execute=True):
        pause = declare_pause(target=Target("all"), reason="Flom", by=None, at=TUESDAY)

    assert digest_of(reader) is None
    message.refresh_from_db()
    assert (message.state, message.why, message.due_at) == ("held", "pause", TUESDAY + timedelta(minutes=10))
    with django_capture_on_commit_callbacks(execute=True):
        end_pause(pause=pause, by=None, at=TUESDAY + timedelta(minutes=5))
    assert digest_of(reader, at=message.due_at).told_of.get() == message


def test_digest_costs_the_same_for_few_and_many_messages():
    counts = []
    for number in (1, 1, 3, 9):
        reader = make_reader()
        for _ in range(number):
            remind(reader)
        with count_queries() as asked:
            digest_of(reader)
        counts.append(len(asked))

    assert counts[1:] == [8, 8, 8], asked  # the first one was cold


# --- Two workers --------------------------------------------------------------------------------


def twice_at_once(reader, meet_before):
    def work():
        return digest_of(reader)

    return at_once(work, work, meet_before=meet_before)


def digests_told(outcomes):
    errors = [one for one in outcomes if isinstance(one, Exception)]
    assert not errors, errors
    return OutboxMessage.objects.filter(kind="mail/mail/digest").count()


INSERT = 'INSERT INTO "mail_outboxmessage"'


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_digest():
    reader = make_reader()
    remind(reader)

    outcomes = twice_at_once(reader, INSERT)

    assert digests_told(outcomes) == 1
    assert sorted(one is None for one in outcomes) == [False, True]
    assert OutboxMessage.objects.get(subject="Hei").state == "in_digest"


@pytest.mark.django_db(transaction=True)
def test_key_alone_holds_when_the_lock_is_taken_away(monkeypatch):
    reader = make_reader()
    remind(reader)
    take_away_locks(monkeypatch)

    assert digests_told(twice_at_once(reader, INSERT)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_would_send_two_digests_without_lock_and_key(monkeypatch):
    reader = make_reader()
    remind(reader)
    take_away_locks(monkeypatch)
    monkeypatch.setattr(digests, "digest_key", lambda user, at: get_random_string(12))

    assert digests_told(twice_at_once(reader, INSERT)) == 2


def test_essential_mail_is_never_held():
    reader = make_reader()

    assert post(to_user=reader, to_address=reader.email).state == "due"
