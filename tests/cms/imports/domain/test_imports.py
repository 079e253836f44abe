"""The way of a list: uploaded, checked without writing, started, found again by the tick, forgotten."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages

from cms.imports import tasks
from cms.imports.domain.advancing import advance_import
from cms.imports.domain.imports import (
    NotChecked,
    NothingToImport,
    forget_import_details,
    start_import,
)
from cms.imports.models import Import
from cms.imports.reader import UnreadableFile
from cms.people.models import Membership, Organisation, User
from tests.factories.imports import (
    AT,
    checked,
    counts,
    fresh,
    imported,
    people_list,
    problems,
    started,
    upload,
)
from tests.factories.people import make_membership, make_organisation, make_user

KARI = "kari@example.org;Kari Nordmann;Skogdal kommune;contact;Beredskap;nn"
LATER = AT + timedelta(minutes=3)


# --- Uploading and checking ------------------------------------------------------------------------


@pytest.mark.django_db
def test_check_writes_nothing_and_says_what_is_wrong_line_by_line():
    make_organisation()
    record = checked(
        people_list(
            KARI,
            "per;Per;Skogdal kommune;;;",
            "siv@example.org;Siv;Ukjent kommune;keiser;;tysk",
            "ola@exаmple.org;Ola;Skogdal kommune;;;",
            "åse@example.org;Åse;Skogdal kommune;;;",
        )
    )

    assert (record.state, record.total, record.done, record.file_name) == ("checked", 5, 5, "liste.csv")
    assert counts(record) == {"created": 1, "unchanged": 0, "invited": 0, "refused": 4}
    assert problems(record) == [
        (3, "email", "email_wrong"),
        (4, "role", "role_unknown"),
        (4, "language", "language_unknown"),
        (4, "organisation", "organisation_unknown"),
        (5, "email", "email_lookalike"),
        (6, "email", "email_letters"),
    ]
    assert (User.objects.filter(is_staff=False).count(), Membership.objects.count()) == (0, 0)
    assert record.problems.get(row=3).value == "per"


@pytest.mark.django_db
def test_check_runs_by_itself_after_the_upload(django_capture_on_commit_callbacks):
    make_organisation()
    with django_capture_on_commit_callbacks(execute=True):
        record = upload(people_list(KARI))

    assert fresh(record).state == "checked"


@pytest.mark.django_db
def test_file_that_cannot_be_read_is_not_kept():
    with pytest.raises(UnreadableFile):
        upload(b"\x00\x01")

    assert not Import.objects.exists()


@pytest.mark.django_db
def test_long_values_are_shortened_in_the_report():
    record = checked(people_list(f"{'x' * 300};Kari;Skogdal;;;"))

    assert len(record.problems.get(column="email").value) == 80


# --- Starting --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_only_a_checked_list_is_started_and_only_once():
    make_organisation()
    record = upload(people_list(KARI))
    with pytest.raises(NotChecked):
        start_import(record=record, by=record.by, at=AT)

    advance_import(import_id=record.pk, at=AT)
    start_import(record=record, by=record.by, at=AT)

    with pytest.raises(NotChecked):
        start_import(record=record, by=record.by, at=AT)


@pytest.mark.django_db
def test_list_without_a_right_line_is_not_started():
    record = checked(people_list(KARI))

    with pytest.raises(NothingToImport):
        start_import(record=record, by=record.by, at=AT)


@pytest.mark.django_db
def test_facts_that_changed_after_the_check_are_seen():
    place = make_organisation()
    record = started(people_list(KARI, "per@example.org;Per;Skogdal kommune;;;"))
    make_membership(make_user(email="per@example.org"), place)

    advance_import(import_id=record.pk, at=LATER)

    assert counts(fresh(record)) == {"created": 1, "unchanged": 1, "invited": 0, "refused": 0}


@pytest.mark.django_db
def test_organisation_closed_after_the_check_refuses_its_lines():
    place = make_organisation()
    record = started(people_list(KARI))
    Organisation.objects.filter(pk=place.pk).update(state="closed")

    advance_import(import_id=record.pk, at=LATER)

    assert (counts(fresh(record))["refused"], problems(record)) == (1, [(2, "organisation", "organisation_unknown")])


@pytest.mark.django_db
def test_own_organisation_closed_after_the_check_lets_nobody_in():
    own = make_organisation()
    record = started(people_list("kari@example.org;Kari;"), organisation=own)
    Organisation.objects.filter(pk=own.pk).update(state="closed")

    advance_import(import_id=record.pk, at=LATER)

    assert problems(record) == [(2, "organisation", "organisation_unknown")]
    assert not Membership.objects.exists()


@pytest.mark.django_db
def test_tick_carries_on_what_stands_still(django_capture_on_commit_callbacks):
    make_organisation()
    record = started(people_list(KARI))
    Import.objects.filter(pk=record.pk).update(moved_at=AT - timedelta(days=30000))

    assert tasks.carry_on_imports() == 1
    assert fresh(record).state == "finished"
    assert tasks.carry_on_imports() == 0


# --- Forgetting ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_old_files_and_values_are_forgotten_and_counts_stay():
    make_organisation()
    record = imported(people_list(KARI, "per;Per;Skogdal kommune;;;"))
    waiting = checked(people_list(KARI, "per;Per;Skogdal kommune;;;"))
    name = record.file.name

    assert forget_import_details(before=AT) == 0
    assert forget_import_details(before=AT + timedelta(seconds=1)) == 2
    assert forget_import_details(before=AT + timedelta(seconds=1)) == 0

    record = fresh(record)
    assert (record.file.name, record.file_name, record.refused, record.created) == ("", "", 1, 1)
    assert [one.value for one in record.problems.all()] == [""]
    assert not storages["private"].exists(name)
    assert (fresh(waiting).state, fresh(waiting).refusal) == ("failed", "file_gone")
