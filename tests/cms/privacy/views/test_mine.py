"""The page of a person about themselves: the register, their copy, consents and readings. Nobody else's."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse

from cms import clock
from cms.centre import CENTRE_KEY, centre_facts
from cms.people import roles
from cms.privacy.domain.consents import give_consent
from cms.privacy.domain.exports import ask_for_copy, build_copy
from cms.privacy.models import AccessLogEntry, Consent, ExportRequest
from cms.privacy.purposes import all_purposes
from cms.privacy.views import mine
from tests.factories.learning import AT, make_enrolment
from tests.factories.people import PASSWORD, make_admin, make_contact, make_holder_of, make_organisation, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

MINE = "/me/privacy/"


def make_copy(person):
    request = ask_for_copy(user=person, by=person, at=clock.now())
    build_copy(request_id=request.pk, at=clock.now())
    return ExportRequest.objects.get(pk=request.pk)


def fetch(client, copy):
    return client.get(reverse("privacy:download_copy", args=[copy.pk]))


def confirm_password(client, answer):
    """Go where one was sent, and write the password once more."""
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_reauthenticate"))
    return client.post(answer.url, {"password": PASSWORD})


def somebody(role):
    makers = {"administrator": make_admin, "contact": lambda: make_contact(make_organisation("Annet sted"))}
    staff = {role.key: role for role in roles.STAFF_ROLES}
    if role in staff:
        return make_holder_of(staff[role])
    return makers.get(role, make_user)()


@pytest.mark.parametrize("address", [MINE, "/me/privacy/copy/1/", "/me/privacy/copy/1/status/", "/me/privacy/erase/"])
def test_stranger_is_asked_to_sign_in(client, address):
    response = client.get(address)

    assert (response.status_code, response.url) == (302, f"/accounts/login/?next={address}")


def test_public_register_shows_every_purpose_and_is_in_the_footer(client):
    html = client.get("/privacy/", headers={"accept-language": "en"}).content.decode()

    assert [str(purpose.name) for purpose in all_purposes() if str(purpose.name) not in html] == []
    assert 'href="/privacy/"' in client.get("/accounts/login/").content.decode()


def test_register_counts_the_readers_own_rows(client):
    person = make_user(language="en")
    make_enrolment(learner=person)
    make_enrolment()
    client.force_login(person)

    entries = {entry.purpose.key: dict(entry.counts) for entry in client.get(MINE).context["entries"]}

    assert entries["learning"]["enrolments"] == 1
    assert entries["account"]["people"] == 1
    assert entries["contact"] == {}


def test_register_stays_at_one_number_of_queries(client):
    asked = []
    for rows in (1, 4):
        person = make_user()
        for number in range(rows):
            make_enrolment(learner=person)
            AccessLogEntry.objects.create(
                reader=make_user(), subject=person, about=f"a:{number}", kind="diet", reason="x", at=AT
            )
        client.force_login(person)
        client.get(MINE)
        with count_queries() as queries:
            client.get(MINE)
        asked.append(len(queries))

    assert asked == [174, 174]


@pytest.mark.parametrize("role", ["administrator", "contact", "learner", *(role.key for role in roles.STAFF_ROLES)])
def test_copy_is_for_its_person_alone(client, role):
    copy = make_copy(make_user())
    client.force_login(somebody(role))

    assert fetch(client, copy).status_code == 404
    assert client.get(reverse("privacy:copy_status", args=[copy.pk])).status_code == 404


def test_owner_writes_the_password_once_more_comes_back_and_gets_the_file(client):
    person = make_user(language="en")
    copy = make_copy(person)
    client.force_login(person)
    assert client.get(MINE).context["is_confirmed"] is False

    answer = confirm_password(client, fetch(client, copy))
    page = client.get(MINE)
    file = fetch(client, copy)

    assert answer.url == "/me/privacy/#copy"
    assert page.context["is_confirmed"] is True
    assert "You have shown that it is you." in page.content.decode()
    assert (file.status_code, file["Content-Type"]) == (200, "application/zip")
    assert b"".join(file.streaming_content)[:2] == b"PK"
    assert "no-store" in file["Cache-Control"]


@pytest.mark.parametrize(
    ("centre", "file_name"),
    [
        ("Beredskapssenteret i Ytterfjord", "beredskapssenteret-i-ytterfjord-2026-11-28.zip"),
        ("", "samvirke-2026-11-28.zip"),
    ],
)
def test_file_is_named_by_the_centre_and_the_day(centre, file_name):
    facts = {**centre_facts(), "name": centre}
    cache.set(CENTRE_KEY, facts)
    copy = ExportRequest(asked_at=AT, ready_at=datetime(2026, 11, 27, 23, 30, tzinfo=UTC))

    try:
        assert mine._file_name(copy) == file_name
    finally:
        cache.delete(CENTRE_KEY)


def test_copy_that_has_run_out_is_not_found(client):
    person = make_user()
    copy = make_copy(person)
    ExportRequest.objects.filter(pk=copy.pk).update(expires_at=clock.now())
    client.force_login(person)

    assert fetch(client, copy).status_code == 404


def test_copy_is_not_under_the_address_of_media(client):
    name = storages["private"].save("exports/hemmelig.zip", ContentFile(b"x"))

    assert client.get(f"/media/{name}").status_code == 404


def test_asking_shows_progress_and_then_the_file(client, monkeypatch):
    monkeypatch.setattr("cms.privacy.tasks.make_copy.delay", lambda pk: None)
    person = make_user(language="en")
    client.force_login(person)

    client.post(reverse("privacy:ask_copy"))
    waiting, status = client.get(MINE), reverse("privacy:copy_status", args=[ExportRequest.objects.get().pk])
    assert (b"<progress" in waiting.content, client.get(status).status_code) == (True, 202)
    build_copy(request_id=ExportRequest.objects.get().pk, at=clock.now())

    assert client.get(status).url == "/me/privacy/#copy"
    assert b"Fetch the copy" in client.get(MINE).content


def test_asking_twice_makes_one(client, monkeypatch):
    monkeypatch.setattr("cms.privacy.tasks.make_copy.delay", lambda pk: None)
    client.force_login(make_user())

    for _time in range(2):
        assert client.post(reverse("privacy:ask_copy")).status_code == 302

    assert ExportRequest.objects.count() == 1


@pytest.mark.parametrize("name", ["ask_copy", "consent"])
def test_link_alone_changes_nothing(client, name):
    client.force_login(make_user())

    arguments = ["participant_list"] if name == "consent" else []
    assert client.get(reverse(f"privacy:{name}", args=arguments)).status_code == 405


def test_consent_is_given_and_taken_back_on_the_page(client):
    person = make_user(language="en")
    client.force_login(person)
    address = reverse("privacy:consent", args=["participant_list"])

    client.post(address, {"answer": "give"})
    assert b"Take it back" in client.get(MINE).content
    client.post(address, {"answer": "withdraw"})

    assert Consent.objects.get(user=person).withdrawn_at is not None
    assert b"Take it back" not in client.get(MINE).content


def test_unknown_consent_is_not_found(client):
    client.force_login(make_user())

    assert client.post(reverse("privacy:consent", args=["x"]), {"answer": "give"}).status_code == 404


def test_nobody_elses_consents_and_readings_are_shown(client):
    other, reader = make_user(), make_user("Kokken Kristian")
    give_consent(user=other, purpose="participant_list", by=other, at=AT)
    AccessLogEntry.objects.create(reader=reader, subject=other, about="a:1", kind="diet", reason="Mat", at=AT)
    client.force_login(make_user(language="en"))

    html = client.get(MINE).content.decode()

    assert ("Kokken Kristian" in html, "Take it back" in html, "Nobody has." in html) == (False, False, True)


def test_person_sees_who_has_read_what_and_why(client):
    person = make_user(language="en")
    AccessLogEntry.objects.create(
        reader=make_user("Kokken Kristian"), subject=person, about="a:1", kind="diet", reason="Bestiller mat", at=AT
    )
    client.force_login(person)

    html = client.get(MINE).content.decode()

    assert all(words in html for words in ("Kokken Kristian", "Bestiller mat", "Food and allergies"))
