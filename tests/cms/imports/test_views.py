"""Importing over HTTP: who may, what they see before anything is written, and the report they take home."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.imports.models import Import
from cms.people.models import Membership, User
from cms.people.roles import AUDITOR, COORDINATOR, EDITOR
from tests.factories.imports import AT, checked, fresh, imported, people_list, started, upload
from tests.factories.people import (
    make_admin,
    make_contact,
    make_holder_of,
    make_membership,
    make_organisation,
    make_user,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
LIST = people_list("kari@example.org;Kari;;;;", "per;Per;;;;")


@pytest.fixture
def place():
    return make_organisation()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def send(client, url, content=LIST, **more):
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(url, {"file": SimpleUploadedFile("liste.csv", data)} | more)


def own_url(place):
    return reverse("import_people", args=[place.key])


def progress_url(record):
    return reverse("import_progress", args=[record.pk])


# --- The way through --------------------------------------------------------------------------------


def test_contact_uploads_sees_what_is_wrong_and_imports(place, django_capture_on_commit_callbacks):
    client = signed_in(make_contact(place))
    with django_capture_on_commit_callbacks(execute=True):
        response = send(client, own_url(place))
    record = Import.objects.get()
    assert (response.status_code, response.url) == (302, progress_url(record))

    page = client.get(progress_url(record))
    assert (page.context["ready"], [one.row for one in page.context["page"]]) == (1, [3])
    assert not User.objects.filter(email="kari@example.org").exists()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("start_import", args=[record.pk]))
    assert fresh(record).state == "finished"
    assert Membership.objects.filter(user__email="kari@example.org", organisation=place).exists()


def test_coordinator_imports_organisations_and_people(place, django_capture_on_commit_callbacks):
    client = signed_in(make_holder_of(COORDINATOR))
    with django_capture_on_commit_callbacks(execute=True):
        send(client, "/imports/", "navn;type\nElvestad;municipality\n", kind="organisations")
        send(client, "/imports/", people_list("kari@example.org;Kari;Skogdal kommune;;;"), kind="people")

    assert [record.created for record in Import.objects.all()] == [1, 1]
    assert client.get("/imports/").status_code == 200


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00", b"%PDF-1.4 \x00", b"navn\nKari\n", b"e-post;navn\n", b'e-post;navn\na@example.org;"A\n'],
)
def test_file_that_cannot_be_read_is_refused_at_its_field(place, content):
    response = send(signed_in(make_contact(place)), own_url(place), content, send_invitations="on")

    assert (response.status_code, response.context["form"].errors.keys()) == (200, {"file"})
    assert response.context["form"]["send_invitations"].value() is True
    assert not Import.objects.exists()


def test_no_file_is_said_at_its_field(place):
    response = signed_in(make_contact(place)).post(own_url(place), {})

    assert (response.status_code, response.context["form"].errors.keys()) == (200, {"file"})


def test_contact_cannot_slip_in_a_list_of_organisations(place):
    send(signed_in(make_contact(place)), own_url(place), kind="organisations", organisation="1")

    assert Import.objects.values_list("kind", "organisation").get() == ("people", place.pk)


# --- Who may ----------------------------------------------------------------------------------------


def strangers(place):
    ended = make_user()
    make_membership(ended, place, role="contact", ends_on=(AT - timedelta(days=400)).date())
    member = make_user()
    make_membership(member, place, role="chief_executive")
    others = [make_holder_of(AUDITOR), make_holder_of(EDITOR), make_contact(make_organisation("Elvestad"))]
    return [ended, member, make_user(), *others]


def test_nothing_of_an_import_is_there_for_strangers(place):
    record = checked(LIST, organisation=place)
    urls = [own_url(place), progress_url(record), reverse("import_report", args=[record.pk]), "/imports/"]

    for user in strangers(place):
        client = signed_in(user)
        assert [client.get(url).status_code for url in urls] == [404] * 4
        assert [send(client, url).status_code for url in (own_url(place), "/imports/")] == [404, 404]
        assert client.post(reverse("start_import", args=[record.pk])).status_code == 404

    assert (fresh(record).state, Import.objects.count()) == ("checked", 1)


@pytest.mark.parametrize("state", ["pending", "refused", "closed"])
def test_nothing_is_imported_to_an_organisation_not_in_use(place, state):
    contact = make_contact(place)
    place.state = state
    place.save()

    for person in (contact, make_admin()):
        assert send(signed_in(person), own_url(place)).status_code == 404
    assert not Import.objects.exists()


def test_contact_does_not_see_what_the_centre_imports(place):
    record = checked(LIST)
    client = signed_in(make_contact(place))

    for name in ("import_progress", "import_report"):
        assert client.get(reverse(name, args=[record.pk])).status_code == 404
    assert client.post(reverse("start_import", args=[record.pk])).status_code == 404
    assert client.get("/imports/").status_code == 404


def test_signed_out_are_asked_to_sign_in(client, place):
    record = checked(LIST, organisation=place)

    for url in (own_url(place), progress_url(record), "/imports/", reverse("import_example", args=["people"])):
        assert client.get(url).url == f"/accounts/login/?next={url}"


@pytest.mark.parametrize("who", [make_contact, lambda place: make_admin(), lambda place: make_holder_of(COORDINATOR)])
def test_those_who_look_after_it_see_it(place, who):
    record = checked(LIST, organisation=place)
    client = signed_in(who(place))

    for url in (own_url(place), progress_url(record), reverse("import_report", args=[record.pk])):
        assert client.get(url).status_code == 200


def test_contact_who_is_none_any_more_cannot_start(place):
    contact = make_contact(place)
    record = checked(LIST, organisation=place, by=contact)
    contact.memberships.update(ends_on=(AT - timedelta(days=400)).date(), starts_on=(AT - timedelta(days=500)).date())

    assert signed_in(contact).post(reverse("start_import", args=[record.pk])).status_code == 404


# --- Progress and report ----------------------------------------------------------------------------


def test_progress_is_a_part_while_it_works_and_the_whole_page_afterwards(place):
    record = started(people_list("kari@example.org;Kari;;;;"), organisation=place)
    client = signed_in(make_contact(place))

    part = client.get(progress_url(record), headers={"HX-Request": "true"})
    assert ("<html" in part.content.decode(), "HX-Refresh" in part) == (False, False)
    assert "<progress" in part.content.decode()
    assert "htmx.min.js" in client.get(progress_url(record)).content.decode()

    Import.objects.filter(pk=record.pk).update(state="failed", refusal="crashed")
    over = client.get(progress_url(record), headers={"HX-Request": "true"})
    assert over.headers["HX-Refresh"] == "true"


def test_starting_twice_and_starting_nothing_is_said_in_words(place):
    client = signed_in(make_contact(place))
    for record in (imported(LIST, organisation=place), checked(people_list("per;Per;;;;"), organisation=place)):
        response = client.post(reverse("start_import", args=[record.pk]), follow=True)
        assert (response.status_code, len(list(response.context["messages"]))) == (200, 1)


def test_report_has_row_column_and_reason_and_runs_no_formula(place):
    record = checked(
        people_list("=cmd|' /C calc'!A0;Per;;;;", "+47 99;Siv;;;;", "kari@example.org;Kari;;@SUM(A1);;"),
        organisation=place,
    )

    response = signed_in(make_contact(place, language="en")).get(reverse("import_report", args=[record.pk]))

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    header, *rows = csv.reader(StringIO(text), delimiter=";")
    assert len(header) == 4
    assert [(row[0], row[3]) for row in rows] == [
        ("2", "'=cmd|' /C calc'!A0"),
        ("3", "'+47 99"),
        ("4", "'@SUM(A1)"),
    ]
    assert all(row[1] and row[2] for row in rows)
    assert "attachment" in response["Content-Disposition"]


@pytest.mark.parametrize("kind", ["people", "organisations"])
def test_example_can_be_imported_as_it_is(place, kind):
    response = signed_in(make_user()).get(reverse("import_example", args=[kind]))

    record = checked(b"".join(response.streaming_content), kind=kind)

    assert (record.total, record.refused) == (2, 0)


def test_example_of_nothing_is_not_there(place):
    assert signed_in(make_user()).get(reverse("import_example", args=["passwords"])).status_code == 404


def test_cells_are_shown_as_words(place):
    record = checked(people_list("<script>alert(1)</script>;Per;;;;"), organisation=place)

    page = signed_in(make_contact(place)).get(progress_url(record)).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("size", [1, 90])
def test_page_asks_the_same_however_many_lines_are_wrong(place, size):
    record = checked(people_list(*["per;Per;;;;"] * size), organisation=place)
    client = signed_in(make_contact(place))
    client.get(progress_url(record))

    with count_queries() as asked:
        client.get(progress_url(record))

    assert len(asked) == 6, asked


@pytest.mark.parametrize("size", [1, 5])
def test_list_of_imports_asks_the_same_however_many_there_are(size):
    by = make_admin()
    for _ in range(size):
        upload(LIST, by=by, organisation=make_organisation())
    client = signed_in(by)
    client.get("/imports/")

    with count_queries() as asked:
        client.get("/imports/")

    assert len(asked) == 3, asked


def test_admin_menu_leads_coordinators_to_imports():
    page = signed_in(make_admin()).get("/admin/").content.decode()

    assert "/imports/" in page


def test_every_page_leads_back_to_where_its_list_belongs(place):
    centre, contact = signed_in(make_admin()), signed_in(make_contact(place))
    ours, theirs = checked(LIST), checked(LIST, organisation=place)
    home = reverse("organisation", args=[place.key])

    def links(client, url):
        return {found for found in (home, own_url(place), "/imports/") if f'href="{found}"' in page_of(client, url)}

    assert links(contact, own_url(place)) == {home}
    assert links(contact, progress_url(theirs)) == {home, own_url(place)}
    assert links(centre, progress_url(ours)) == {"/imports/"}


def page_of(client, url):
    return client.get(url).content.decode()
