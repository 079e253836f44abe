"""What a worker does: gone on with when it was killed, given up when it is in vain, never done twice."""

import tracemalloc
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import storages
from django.db import connection

from cms.imports.domain import advancing
from cms.imports.domain.advancing import advance_import
from cms.imports.domain.imports import (
    waiting_imports,
)
from cms.imports.models import Import
from cms.imports.reader import UnreadableFile
from cms.people.models import Membership, Organisation, Unit, User
from tests.factories.imports import (
    AT,
    big_organisation_list,
    big_people_list,
    counts,
    fresh,
    imported,
    people_list,
    started,
    upload,
)
from tests.factories.people import make_organisation
from tests.queries import count_queries
from tests.races import at_once

KARI = "kari@example.org;Kari Nordmann;Skogdal kommune;contact;Beredskap;nn"
LATER = AT + timedelta(minutes=3)


def people_there():
    """What an import of people leaves behind, but for numbers and moments."""
    held = Membership.objects.values_list("user__email", "user__name", "organisation__name", "role", "unit__name")
    people, addresses = User.objects.filter(is_staff=False), EmailAddress.objects.filter(user__is_staff=False)
    return sorted(held), people.count(), Unit.objects.count(), addresses.count()


class Killed(Exception):
    """The worker is gone."""


def killed_after(statements):
    """Everything after so many statements never reaches the database."""
    left = [statements]

    def execute(run, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE")):
            left[0] -= 1
            if left[0] < 0:
                raise Killed
        return run(sql, params, many, context)

    return connection.execute_wrapper(execute)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statements", [2, 3, 8, 14, 20])
def test_killed_in_the_middle_and_gone_on_with_ends_the_same(monkeypatch, statements):
    monkeypatch.setattr(advancing, "BATCH", 4)
    for number in range(3):
        make_organisation(f"Kommune {number}")
    record = started_by_hand(big_people_list(10, 3))

    with killed_after(statements), pytest.raises(Killed):
        advance_import(import_id=record.pk, at=AT)

    moved = fresh(record).moved_at
    assert advance_import(import_id=record.pk, at=moved) is False  # its worker may still be at it
    assert waiting_imports(at=moved) == []
    after = moved + timedelta(minutes=3)
    assert waiting_imports(at=after) == [record.pk]
    while advance_import(import_id=record.pk, at=after):
        pass

    done = fresh(record)
    assert (done.state, done.done, counts(done)["created"], counts(done)["unchanged"]) == ("finished", 10, 10, 0)
    held, people, units, addresses = people_there()
    assert (len(held), people, units, addresses) == (10, 10, 3, 10)


@pytest.mark.django_db(transaction=True)
def test_check_killed_in_the_middle_starts_anew(monkeypatch):
    monkeypatch.setattr(advancing, "BATCH", 2)
    record = upload(people_list(*["feil;X;;;;"] * 5))
    Import.objects.filter(pk=record.pk).update(state="uploaded", attempts=0, done=0)
    with killed_after(4), pytest.raises(Killed):
        advance_import(import_id=record.pk, at=AT)

    advance_import(import_id=record.pk, at=fresh(record).moved_at + timedelta(minutes=3))

    assert (fresh(record).state, fresh(record).refused, record.problems.filter(column="email").count()) == (
        "checked",
        5,
        5,
    )


@pytest.mark.django_db
def test_import_that_keeps_killing_its_worker_is_given_up():
    make_organisation()
    record = started(people_list(KARI))
    Import.objects.filter(pk=record.pk).update(attempts=5, moved_at=AT)

    assert advance_import(import_id=record.pk, at=LATER) is False
    assert (fresh(record).state, fresh(record).refusal) == ("failed", "crashed")


@pytest.mark.django_db
def test_file_that_is_gone_stops_the_import_with_words():
    make_organisation()
    record = started(people_list(KARI))
    storages["private"].delete(record.file.name)

    advance_import(import_id=record.pk, at=AT)

    assert (fresh(record).state, fresh(record).refusal) == ("failed", "file_gone")


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_each_line_once():
    make_organisation()
    record = started_by_hand(people_list(KARI, "per@example.org;Per;Skogdal kommune;;;"))

    work = [lambda at=at: advance_import(import_id=record.pk, at=at) for at in (AT, AT + timedelta(days=1))]
    outcomes = at_once(*work, meet_before='INSERT INTO "people_user"')

    assert outcomes == [False, False]
    assert (fresh(record).state, counts(fresh(record))["created"]) == ("finished", 2)
    assert Membership.objects.count() == 2


def started_by_hand(content):
    """Started, with no task that would run at once (tests run tasks in line)."""
    record = upload(content)
    Import.objects.filter(pk=record.pk).update(state="running", attempts=0, done=0, last_row=0, created=0, moved_at=AT)
    return fresh(record)


@pytest.mark.django_db
def test_long_import_is_done_in_slices(monkeypatch):
    monkeypatch.setattr(advancing, "BATCH", 1)
    monkeypatch.setattr(advancing, "SLICE", timedelta(0))
    make_organisation()
    record = started(people_list(KARI, "per@example.org;Per;Skogdal kommune;;;"))

    assert [advance_import(import_id=record.pk, at=AT) for _ in range(3)] == [True, True, False]
    assert fresh(record).state == "finished"


@pytest.mark.django_db
@pytest.mark.parametrize("people", [5, 150])
def test_questions_do_not_grow_with_the_lines_of_a_batch(people):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite divides long statements")
    for number in range(5):
        make_organisation(f"Kommune {number}")
    record = started(big_people_list(people, 5))
    ContentType.objects.get_for_models(User, Membership)

    with count_queries() as asked:
        advance_import(import_id=record.pk, at=AT)

    assert len(asked) == 19, asked


# --- The whole -------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.django_db
def test_350_organisations_and_5000_people():
    places = imported(big_organisation_list(350), kind="organisations")
    people = imported(big_people_list(5000, 350))

    assert (places.created, people.created, people.refused) == (350, 5000, 0)
    assert (Organisation.objects.count(), Membership.objects.count()) == (350, 5000)


@pytest.mark.slow
@pytest.mark.django_db
def test_100_000_lines_are_checked_without_holding_them_in_memory():
    for number in range(350):
        make_organisation(f"Kommune {number}")
    record = upload(big_people_list(100_000, 350))

    tracemalloc.start()
    advance_import(import_id=record.pk, at=AT)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    done = fresh(record)
    assert (done.state, done.total, done.created, done.refused) == ("checked", 100_000, 100_000, 0)
    assert most < 120 * 1024 * 1024, most


@pytest.mark.slow
@pytest.mark.django_db
def test_one_line_more_than_100_000_is_refused():
    with pytest.raises(UnreadableFile) as refused:
        upload(big_people_list(100_001, 350))

    assert refused.value.refusal == "too_many_rows"
