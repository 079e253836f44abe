from datetime import timedelta

import pytest
from django.core.files.storage import storages

from cms.privacy.domain.erasure import erase_person
from learning import tasks
from learning.domain.certificate_documents import (
    CLAIM_LASTS,
    MAX_ATTEMPTS,
    make_document,
    render_again,
    waiting_document_ids,
)
from learning.models import Certificate
from tests.factories.learning import AT, make_certificate
from tests.factories.people import make_admin, make_user
from tests.races import at_once

SOON = AT + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    options = {"location": tmp_path / "private", "base_url": None}
    settings.STORAGES = settings.STORAGES | {"private": {**settings.STORAGES["private"], "OPTIONS": options}}
    return tmp_path / "private"


def files(folder):
    return sorted(path.name for path in folder.rglob("*.pdf"))


@pytest.fixture
def broken_disk(private_folder):
    """A file where the folder should be: every write fails, as on a full or lost disk."""
    private_folder.write_text("in the way")
    return private_folder


@pytest.mark.django_db
def test_a_document_is_made_once(private_folder):
    certificate = make_certificate()

    made = [make_document(certificate_id=certificate.pk, at=SOON) for _ in range(2)]

    assert made == [True, False]
    certificate.refresh_from_db()
    assert (certificate.document_state, certificate.document_name) == ("ready", f"certificates/{certificate.code}.pdf")
    assert files(private_folder) == [f"{certificate.code}.pdf"]
    with storages["private"].open(certificate.document_name) as opened:
        assert opened.read(5) == b"%PDF-"


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_file(private_folder, monkeypatch):
    monkeypatch.setattr(tasks.render_certificate, "delay", lambda _: None)  # nobody makes it before they do
    certificate = make_certificate()

    made = at_once(*[lambda: make_document(certificate_id=certificate.pk, at=SOON)] * 2)

    assert sorted(made) == [False, True]
    assert files(private_folder) == [f"{certificate.code}.pdf"]


@pytest.mark.django_db(transaction=True)
def test_the_document_follows_the_commit(private_folder):
    certificate = make_certificate()

    assert files(private_folder) == [f"{certificate.code}.pdf"]


@pytest.mark.django_db
def test_a_worker_that_died_is_followed_by_another():
    certificate = make_certificate()
    Certificate.objects.update(document_due_at=AT + CLAIM_LASTS)  # claimed, and then nothing

    assert make_document(certificate_id=certificate.pk, at=AT + CLAIM_LASTS - timedelta(seconds=1)) is False
    assert waiting_document_ids(at=AT + CLAIM_LASTS) == [certificate.pk]
    assert make_document(certificate_id=certificate.pk, at=AT + CLAIM_LASTS) is True


@pytest.mark.django_db
def test_a_failure_is_told_and_tried_again_later_and_later(broken_disk):
    certificate = make_certificate()

    waits = []
    moment = AT
    for _ in range(MAX_ATTEMPTS - 1):
        assert make_document(certificate_id=certificate.pk, at=moment) is False
        certificate.refresh_from_db()
        waits.append((certificate.document_due_at - moment) // timedelta(minutes=1))
        moment = certificate.document_due_at

    assert waits == [2, 4, 8, 16, 32]
    assert certificate.document_state == "waiting"
    assert "private" in certificate.document_error


@pytest.mark.django_db
def test_it_is_given_up_after_so_many_tries(broken_disk):
    certificate = make_certificate()
    Certificate.objects.update(document_attempts=MAX_ATTEMPTS - 1)

    make_document(certificate_id=certificate.pk, at=SOON)

    certificate.refresh_from_db()
    assert (certificate.document_state, certificate.document_attempts) == ("failed", MAX_ATTEMPTS)
    assert waiting_document_ids(at=AT + timedelta(days=99)) == []


@pytest.mark.django_db
def test_a_failure_mended_forgets_its_error(broken_disk):
    certificate = make_certificate()
    make_document(certificate_id=certificate.pk, at=SOON)
    broken_disk.unlink()

    assert make_document(certificate_id=certificate.pk, at=AT + timedelta(hours=1)) is True

    certificate.refresh_from_db()
    assert (certificate.document_state, certificate.document_error) == ("ready", "")


@pytest.mark.django_db
def test_the_tick_makes_what_waits(time_machine_at_soon, private_folder):
    numbers = [make_certificate(key=str(key)).code for key in range(3)]

    assert tasks.render_waiting_certificates() == 3

    assert files(private_folder) == sorted(f"{code}.pdf" for code in numbers)
    assert tasks.render_waiting_certificates() == 0


@pytest.mark.django_db
def test_a_certificate_that_is_not_there_is_no_error():
    assert tasks.render_certificate(987654) is False


@pytest.fixture
def time_machine_at_soon():
    import time_machine

    with time_machine.travel(SOON, tick=False):
        yield


@pytest.mark.django_db
def test_document_made_again_takes_the_place_of_the_first(private_folder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        certificate = make_certificate()
    admin = make_admin()

    with django_capture_on_commit_callbacks(execute=True):
        number = render_again(certificates=Certificate.objects.all(), by=admin, at=AT)

    certificate.refresh_from_db()
    assert (number, certificate.document_state) == (1, "ready")
    assert len(files(private_folder)) == 1
    assert certificate.document_name.endswith(files(private_folder)[0])


@pytest.mark.django_db
def test_document_of_somebody_erased_is_not_made_again(django_capture_on_commit_callbacks):
    holder = make_user()
    make_certificate(holder)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(user=holder, by=None, at=AT, reason="asked")

    assert render_again(certificates=Certificate.objects.all(), by=None, at=AT) == 0
