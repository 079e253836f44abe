import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import storages

from cms.privacy.answers import Subject
from cms.privacy.archive import Archive
from cms.privacy.domain import exports
from cms.privacy.domain.erasure import erase_person
from cms.privacy.domain.exports import MAX_ATTEMPTS, AlreadyAsked, ask_for_copy, build_copy, waiting_copy_ids
from cms.privacy.enums import ExportState
from cms.privacy.models import ExportRequest
from cms.privacy.tasks import make_waiting_copies
from tests.factories.learning import AT, make_enrolment
from tests.factories.people import make_user
from tests.queries import count_queries
from tests.races import at_once

pytestmark = pytest.mark.django_db


def ask(person=None, at=AT):
    person = person or make_user()
    return ask_for_copy(user=person, by=person, at=at)


def test_copy_is_made_kept_and_told_of(mailoutbox, django_capture_on_commit_callbacks):
    person = make_user(language="en", email="kari@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        request = ask(person)

    request.refresh_from_db()
    assert (request.state, request.done, request.attempts) == (ExportState.READY, request.steps, 1)
    assert request.expires_at - request.ready_at == timedelta(days=7)
    assert storages["private"].exists(request.file_name)
    assert [mail.subject for mail in mailoutbox] == ["Your copy of everything about you is ready"]


def test_one_copy_at_a_time():
    request = ask()

    with pytest.raises(AlreadyAsked):
        ask(request.user)

    assert ExportRequest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_ask_once(monkeypatch):
    monkeypatch.setattr("cms.privacy.tasks.make_copy.delay", lambda pk: None)
    person = make_user()

    outcomes = at_once(lambda: ask(person), lambda: ask(person), meet_before='INSERT INTO "privacy_exportrequest"')

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyAsked", "ExportRequest"]


def test_made_once_by_two_workers():
    request = ask()

    assert [build_copy(request_id=request.pk, at=AT), build_copy(request_id=request.pk, at=AT)] == [True, False]


def test_storage_that_fails_is_tried_again_and_given_up(monkeypatch):
    request, at = ask(), AT

    def full(*_args, **_kwargs):
        raise OSError("no space left")

    with monkeypatch.context() as broken:
        broken.setattr(storages["private"], "save", full)
        for _attempt in range(MAX_ATTEMPTS):
            assert build_copy(request_id=request.pk, at=at) is False
            at += timedelta(hours=2)

    request.refresh_from_db()
    assert (request.state, request.attempts) == (ExportState.FAILED, MAX_ATTEMPTS)
    assert waiting_copy_ids(at=at) == []
    assert ask(request.user, at=at).state == ExportState.WAITING


def test_worker_that_died_is_followed_by_another():
    request = ask()
    ExportRequest.objects.filter(pk=request.pk).update(due_at=AT + exports.CLAIM_LASTS, attempts=1)

    assert build_copy(request_id=request.pk, at=AT + timedelta(minutes=9)) is False
    assert build_copy(request_id=request.pk, at=AT + timedelta(minutes=10)) is True


def test_tick_finds_what_is_waiting():
    ask()

    assert make_waiting_copies() == 1
    assert make_waiting_copies() == 0


def test_person_erased_meanwhile_gets_no_file(monkeypatch):
    request = ask()
    monkeypatch.setattr(exports, "Archive", lambda subject, at: _ErasesFirst(subject))

    assert build_copy(request_id=request.pk, at=AT) is False

    assert ExportRequest.objects.count() == 0
    _folders, files = storages["private"].listdir("exports")
    assert request.file_name not in files


class _ErasesFirst:
    """Somebody presses "erase me" in the middle of it."""

    steps = 1

    def __init__(self, subject):
        self.subject = subject

    def made(self, after_step):
        erase_person(user=self.subject.user, by=None, at=AT)
        return b"zip"


def test_formulas_and_markup_are_shown_as_text():
    person = make_user('=HYPERLINK("http://x") <script>alert(1)</script>')

    content = Archive(Subject.of(person), at=AT).made(after_step=lambda done: None)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        page = archive.read("index.html").decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_queries_do_not_grow_with_what_there_is():
    few, many = make_user(), make_user()
    for _number in range(4):
        make_enrolment(learner=many)
    asked = {}

    for person in (few, many):
        with count_queries() as asked[person.pk]:
            Archive(Subject.of(person), at=AT).made(after_step=lambda done: None)

    assert [len(asked[few.pk]), len(asked[many.pk])] == [179, 179], asked[many.pk]
