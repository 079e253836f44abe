from datetime import date, timedelta
from decimal import Decimal

import pytest

from cms import clock
from cms.long_work import MAX_ATTEMPTS, STALE
from cms.mail.models import OutboxMessage
from cms.privacy.domain.erasure import erase_person
from learning.bulk_awards import tasks
from learning.bulk_awards.domain import bulk_awards
from learning.bulk_awards.domain.bulk_awards import (
    Award,
    NobodyToAward,
    NotChecked,
    advance_bulk_award,
    start_bulk_award,
    waiting_bulk_awards,
)
from learning.bulk_awards.models import BulkAward, BulkAwardLine
from learning.bulk_awards.queries import progress_of
from learning.models import Certificate
from tests.factories.bulk_awards import FAGDAG, make_guests, make_list, start
from tests.factories.learning import AT
from tests.factories.people import make_membership, make_organisation, make_user
from tests.queries import count_queries
from tests.races import at_once

pytestmark = pytest.mark.django_db


def award(record):
    start(record)
    while advance_bulk_award(award_id=record.pk, at=AT):
        pass
    return BulkAward.objects.get(pk=record.pk)


def problems(record):
    return list(record.lines.values_list("row", "problem"))


def test_check_says_who_gets_it_and_why_others_do_not_and_awards_nothing():
    kari, gone = make_user("Kari"), make_user("Gone")
    gone.is_active = False
    gone.save()

    record = make_list(kari, "nobody@example.org", "no address", kari.email.upper(), gone)

    assert problems(record) == [(1, ""), (2, "unknown"), (3, "no_address"), (4, "twice"), (5, "closed")]
    assert Certificate.objects.count() == 0
    assert OutboxMessage.objects.count() == 0


def test_everybody_gets_what_the_list_says():
    kari, skogdal = make_user("Kari"), make_organisation("Skogdal kommune")
    make_membership(kari, skogdal, starts_on=date(2020, 1, 1))
    says = Award("Fagdag", "attendance", "Deltok 12. november", outcome="Kan varsle", hours=Decimal(6), valid_months=24)

    record = award(make_list(kari, award=says))

    certificate = Certificate.objects.get()
    assert (certificate.holder, certificate.title, certificate.outcome, certificate.hours) == (
        kari,
        "Fagdag",
        "Kan varsle",
        6,
    )
    assert (certificate.basis_kind, certificate.basis_text) == ("attendance", "Deltok 12. november")
    assert certificate.valid_until == bulk_awards.months_later(clock.today(), 24)
    assert certificate.organisation == skogdal
    assert "Kari" in certificate.wording
    assert (record.state, record.lines.get().email) == ("finished", "")


def test_same_list_again_awards_nothing_twice():
    guests = make_guests(3)
    award(make_list(*guests))

    again = make_list(*guests, make_user("Late"))
    assert [problem for _row, problem in problems(again)] == ["has_it"] * 3 + [""]
    award(again)

    assert Certificate.objects.count() == 4


def test_lists_checked_side_by_side_award_once():
    """Both were checked before either was awarded: the award itself is what holds."""
    guests = make_guests(2)
    one, other = make_list(*guests), make_list(*guests)

    award(one)
    award(other)

    assert Certificate.objects.count() == 2
    assert progress_of(other).awarded == 2


def test_another_day_is_another_certificate():
    guests = make_guests(1)
    award(make_list(*guests))

    award(make_list(*guests, award=Award(FAGDAG.title, FAGDAG.kind, "Deltok 3. desember 2026")))

    assert Certificate.objects.count() == 2


def test_it_is_started_once():
    record = make_list(*make_guests(1))
    start(record)

    with pytest.raises(NotChecked):
        start_bulk_award(record=record, by=record.by, at=AT)


def test_list_of_nobody_is_not_started():
    record = make_list("nobody@example.org")

    with pytest.raises(NobodyToAward):
        start(record)


def test_long_list_goes_slice_by_slice(monkeypatch):
    monkeypatch.setattr(bulk_awards, "SLICE", timedelta(0))
    monkeypatch.setattr(bulk_awards, "BATCH", 2)
    record = start(make_list(*make_guests(3)))

    assert advance_bulk_award(award_id=record.pk, at=AT) is True
    assert progress_of(record).awarded == 2
    assert advance_bulk_award(award_id=record.pk, at=AT) is True
    assert advance_bulk_award(award_id=record.pk, at=AT) is False
    assert BulkAward.objects.get().state == "finished"


def test_lost_worker_is_noticed_and_its_list_goes_on():
    record = start(make_list(*make_guests(2)))
    BulkAward.objects.update(attempts=1)

    assert advance_bulk_award(award_id=record.pk, at=AT + STALE / 2) is False
    later = AT + STALE * 2
    assert waiting_bulk_awards(at=later) == [record.pk]
    advance_bulk_award(award_id=record.pk, at=later)

    assert progress_of(record).awarded == 2


def test_list_that_kills_its_worker_is_given_up():
    record = start(make_list(*make_guests(1)))
    BulkAward.objects.update(attempts=MAX_ATTEMPTS)

    assert advance_bulk_award(award_id=record.pk, at=AT + STALE * 2) is False

    assert BulkAward.objects.get().state == "failed"


def test_who_is_erased_meanwhile_is_passed_by(django_capture_on_commit_callbacks):
    kari, ola = make_guests(2)
    record = make_list(kari, ola)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(user=kari, by=None, at=AT, reason="asked")

    award(record)

    assert Certificate.objects.get().holder == ola
    assert BulkAwardLine.objects.get(row=1).email == ""


@pytest.mark.django_db(transaction=True)
def test_two_workers_award_once(monkeypatch):
    monkeypatch.setattr(tasks.advance, "delay", lambda _: None)
    record = start(make_list(*make_guests(5)))

    at_once(*[lambda: advance_bulk_award(award_id=record.pk, at=AT)] * 2)

    assert Certificate.objects.count() == 5


@pytest.mark.parametrize("number", [2, 30])
def test_check_costs_the_same_for_few_and_many(number):
    lines, by = [guest.email for guest in make_guests(number)], make_user("Staff")

    with count_queries() as asked:
        make_list(*lines, by=by)

    assert len(asked) == 5, asked


def test_progress_is_one_query():
    record = award(make_list(*make_guests(3), "nobody@example.org"))

    with count_queries() as asked:
        progress = progress_of(record)

    assert (progress.total, progress.refused, progress.awarded, progress.people) == (4, 1, 3, 3)
    assert len(asked) == 1
