"""Export, erase, verify: nothing of a person is left in the database, its dump or its files, but what is listed."""

import io
import json
import shutil
import zipfile

import pytest
from django.core.files.storage import storages
from django.db import connection

from cms import clock
from cms.mail.models import OutboxMessage
from cms.people.models import User
from cms.privacy.domain.erasure import erase_person
from cms.privacy.domain.exports import ask_for_copy, build_copy
from cms.privacy.models import ExportRequest
from cms.privacy.queries import kept_after_erasure
from cms.privacy.tasks import forget_receipts
from events.invoicing.models import IssuedPaper
from learning.models import ActivityFact, Attempt, Certificate, CourseState, Enrolment, ItemState
from tests.factories.privacy import ADDRESSES, NAME, VALUES, WORDS, seed_everywhere

from .database_text import files_with, lines_of_dump_with, places_of

KEPT = {
    ("invoicing_invoice", "buyer_reference"),
    ("invoicing_invoice", "recipient_address"),
    ("invoicing_invoice", "recipient_name"),
    ("learning_certificate", "holder_name"),
    ("learning_certificate", "wording"),
}
# Papers that the law on accounts keeps as they were issued.
KEPT_FILES = {("invoicing_issuedpaper", "file_name")}
COUNTED = (Enrolment, Attempt, ActivityFact, ItemState, CourseState, Certificate, User)


@pytest.fixture(autouse=True)
def _no_files_of_earlier_tests():
    shutil.rmtree(storages["private"].location, ignore_errors=True)


@pytest.fixture
def person(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return seed_everywhere()


def erase(person, capture):
    with capture(execute=True):
        return erase_person(user=person, by=person, at=clock.now())


@pytest.mark.django_db
def test_archive_holds_everything_of_the_person(person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        request = ask_for_copy(user=person, by=person, at=clock.now())
    request.refresh_from_db()

    with storages["private"].open(request.file_name) as file, zipfile.ZipFile(io.BytesIO(file.read())) as archive:
        names = archive.namelist()
        page = archive.read("index.html").decode()
        data = "".join(
            json.dumps(json.loads(archive.read(n)), ensure_ascii=False) for n in names if n.endswith(".json")
        )

    missing = [value for value in VALUES if value not in page or value not in data]
    assert missing == []
    assert len([name for name in names if name.startswith("certificates/")]) == 2
    assert {"people.json", "mail.json", "learning.json", "account.json", "cms.json", "privacy.json"} <= set(names)


@pytest.mark.django_db
def test_nothing_is_left_but_what_is_listed(person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_copy(user=person, by=person, at=clock.now())
    before = places_of(VALUES)

    erase(person, django_capture_on_commit_callbacks)

    assert len({table for table, _column in before}) > 20
    assert places_of(VALUES) == KEPT
    assert places_of([*ADDRESSES, *WORDS]) == set()
    assert {(one.table, one.column) for one in kept_after_erasure()} == KEPT | KEPT_FILES


@pytest.mark.django_db
def test_no_file_is_left_either_but_issued_invoices(person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_copy(user=person, by=person, at=clock.now())
    kinds = {file.suffix for file in files_with(VALUES)}

    erase(person, django_capture_on_commit_callbacks)

    assert {".pdf", ".zip", ".png", ".txt"} <= kinds
    left = files_with(VALUES)
    assert {file.parent.name for file in left} == {"invoices"}
    assert len(left) == IssuedPaper.objects.count() == 2


@pytest.mark.django_db
def test_counts_stay_on_a_nameless_account(person, django_capture_on_commit_callbacks):
    before = [model.objects.count() for model in COUNTED]
    scores = list(Attempt.objects.order_by("pk").values_list("score", "passed", "state"))

    erase(person, django_capture_on_commit_callbacks)

    assert [model.objects.count() for model in COUNTED] == before
    assert list(Attempt.objects.order_by("pk").values_list("score", "passed", "state")) == scores
    assert set(Enrolment.objects.values_list("learner", flat=True)) == {person.pk}
    shell = User.objects.get(pk=person.pk)
    assert (shell.name, shell.is_active, shell.is_staff, shell.has_usable_password()) == ("", False, False, False)
    assert shell.email.endswith("@erased.invalid")


@pytest.mark.django_db
def test_receipt_reaches_the_address_and_is_forgotten(person, django_capture_on_commit_callbacks, mailoutbox):
    mailoutbox.clear()

    erase(person, django_capture_on_commit_callbacks)

    assert [mail.to for mail in mailoutbox] == [[person.email]]
    assert "slettet" in mailoutbox[0].body or "erased" in mailoutbox[0].body
    assert not OutboxMessage.objects.filter(kind="privacy.erased").exists()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_in_the_dump():
    if connection.vendor != "postgresql" or not shutil.which("pg_dump"):
        pytest.skip("needs PostgreSQL and pg_dump")
    person = seed_everywhere()
    request = ask_for_copy(user=person, by=person, at=clock.now())
    build_copy(request_id=request.pk, at=clock.now())
    assert len(lines_of_dump_with(VALUES)) > 20

    erase_person(user=person, by=None, at=clock.now())
    forget_receipts()

    left = lines_of_dump_with(VALUES)
    tables = sorted(line.removeprefix("INSERT INTO public.").split(" ")[0] for line in left)
    assert tables == ["invoicing_invoice", "learning_certificate", "learning_certificate"]
    assert all(NAME in line for line in left)
    assert ExportRequest.objects.count() == 0
