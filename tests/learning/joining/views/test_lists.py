"""The contact person's pages; nobody outside the organisation can be enrolled by them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from learning.joining.domain.lists import advance_list, start_list
from learning.joining.models import EnrolmentList
from learning.models import Enrolment
from tests.factories.joining import AT, HEAD, course_with, make_list, make_staffed_organisation, work_off
from tests.factories.learning import make_enrolment
from tests.factories.people import make_membership, make_organisation, make_user
from tests.learning.views.desk import organisation_url, signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return make_staffed_organisation()


def desk(contact):
    return signed_in(contact, headers={"accept-language": "en"})


def url(name, organisation, *args):
    return reverse(name, args=[organisation.key, *args])


def as_file(text, encoding="utf-8"):
    return SimpleUploadedFile("liste.csv", text.encode(encoding), content_type="text/csv")


def test_way_from_the_organisation_to_people_enrolled(here, django_capture_on_commit_callbacks):
    organisation, contact, members = here
    client, course = desk(contact), course_with()

    assert url("enrol_people", organisation) in client.get(organisation_url(organisation)).content.decode()
    form = {"course": course.pk, "people": [one.pk for one in members]}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url("enrol_people", organisation), form)

    assert answer.status_code == 302
    assert Enrolment.objects.filter(organisation=organisation, course=course).count() == 2
    assert "0 of 2 done" in client.get(answer.url).content.decode()


def test_who_was_ticked_is_answered_by_name_not_by_row(here, django_capture_on_commit_callbacks):
    organisation, contact, (one, two) = here
    client, course = desk(contact), course_with()
    make_enrolment(course=course, learner=one)

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url("enrol_people", organisation), {"course": course.pk, "people": [one.pk, two.pk]})

    page = client.get(answer.url).content.decode()
    assert "People who could not be enrolled" in page
    assert f"{one.name} ({one.email})" in page
    assert "Takes the course already." in page
    for word in ("Row", "Column", "Lines", "What stands there", "every line"):
        assert f">{word}<" not in page
    record = EnrolmentList.objects.get()
    report = b"".join(client.get(url("enrolment_list_report", organisation, record.pk))).decode()
    assert f"{one.name} ({one.email})" in report
    assert "Row" not in report
    alone = client.post(url("enrol_people", organisation), {"course": course.pk, "people": [one.pk]})
    assert "Nobody was enrolled: it says below why not." in client.get(alone.url).content.decode()


def test_file_is_checked_first_and_its_report_runs_in_no_spreadsheet(here, django_capture_on_commit_callbacks):
    organisation, contact, (one, _two) = here
    client = desk(contact)
    text = f"{HEAD}\nÅse;{one.email}\nFeil;=HYPERLINK(1)\n"

    answer = client.post(
        url("enrol_people", organisation), {"course": course_with().pk, "file": as_file(text, "cp1252")}
    )
    page = client.get(answer.url).content.decode()
    assert "Enrol 1 person" in page
    assert "=HYPERLINK(1)" in page
    assert Enrolment.objects.count() == 0
    record = EnrolmentList.objects.get()
    report = b"".join(client.get(url("enrolment_list_report", organisation, record.pk))).decode()
    assert "'=HYPERLINK(1)" in report
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("start_enrolment_list", organisation, record.pk))

    assert Enrolment.objects.get().learner == one


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Tick at least one person, or choose a file."),
        ({"course": ""}, "This field is required"),
        ({"course": "999999"}, "not one of the available choices"),
        ({"people": ["999999"]}, "is not one of the available choices"),
        ({"people": ["x"]}, "is not one of the available choices"),
    ],
)
def test_bad_input_is_said_and_enrols_nobody(here, fields, words):
    organisation, contact, _members = here

    answer = desk(contact).post(url("enrol_people", organisation), {"course": course_with().pk} | fields)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Enrolment.objects.count() == 0


def test_file_that_is_none_is_said_at_the_file(here):
    organisation, contact, _members = here

    answer = desk(contact).post(
        url("enrol_people", organisation), {"course": course_with().pk, "file": as_file("\x00PK")}
    )

    assert answer.status_code == 422
    assert "This is not a text file" in answer.content.decode()


def test_nobody_of_another_organisation_can_be_ticked(here):
    organisation, contact, _members = here
    stranger = make_user("Fremmed")
    make_membership(stranger, make_organisation("Elvestad kommune"))
    client = desk(contact)

    shown = client.get(url("enrol_people", organisation)).content.decode()
    answer = client.post(url("enrol_people", organisation), {"course": course_with().pk, "people": [stranger.pk]})

    assert stranger.email not in shown
    assert answer.status_code == 422
    assert Enrolment.objects.count() == 0


def test_other_organisations_and_their_lists_are_not_found(here):
    organisation, contact, members = here
    _there, other, _ = make_staffed_organisation(name="Elvestad kommune")
    record = work_off(make_list(members, organisation=organisation, by=contact))
    enrolment = Enrolment.objects.first()
    client = desk(other)

    for name, args in (
        ("enrol_people", ()),
        ("enrolment_list", (record.pk,)),
        ("enrolment_list_report", (record.pk,)),
        ("start_enrolment_list", (record.pk,)),
        ("withdraw_person", (enrolment.pk,)),
    ):
        # By the address of theirs, and by that of one's own with the other's number.
        for where in (organisation, _there):
            if name == "enrol_people" and where == _there:
                continue
            assert client.post(url(name, where, *args)).status_code in (404, 405), name
            assert client.get(url(name, where, *args)).status_code in (404, 405), name
    assert Enrolment.objects.filter(state="active").count() == 2


def test_contact_withdraws_whom_they_enrolled_and_nobody_else(here):
    organisation, contact, (one, two) = here
    work_off(make_list([one], organisation=organisation, by=contact))
    own = make_enrolment(learner=two)
    client = desk(contact)

    client.post(url("withdraw_person", organisation, Enrolment.objects.get(learner=one).pk))
    refused = client.post(url("withdraw_person", organisation, own.pk))

    assert refused.status_code == 404
    assert dict(Enrolment.objects.values_list("learner", "state")) == {one.pk: "withdrawn", two.pk: "active"}


def test_courses_without_contacts_are_not_offered(here):
    organisation, contact, _members = here
    open_to_all, closed = course_with(), course_with(by_contacts=False)

    shown = desk(contact).get(url("enrol_people", organisation)).content.decode()

    assert f'value="{open_to_all.pk}"' in shown
    assert f'value="{closed.pk}"' not in shown


def test_people_are_filtered_by_role(here):
    organisation, contact, (one, two) = here
    make_membership(one, organisation, role="log_keeper")

    shown = desk(contact).get(url("enrol_people", organisation), {"role": "log_keeper"}).content.decode()

    assert one.email in shown
    assert two.email not in shown


@pytest.mark.parametrize("people", [2, 9])
def test_choosing_asks_the_same_for_few_and_many(people):
    organisation, contact, _members = make_staffed_organisation(people)
    client = desk(contact)
    client.get(url("enrol_people", organisation))

    with count_queries() as asked:
        client.get(url("enrol_people", organisation))

    assert len(asked) == 8, asked


def test_page_that_polls_gets_its_part_and_at_last_the_whole(here):
    organisation, contact, members = here
    record = start_list(record=make_list(members, organisation=organisation, by=contact), by=contact, at=AT)
    client, where = desk(contact), url("enrolment_list", organisation, record.pk)

    part = client.get(where, headers={"hx-request": "true"}).content.decode()
    assert "0 of 2 people" in part
    assert "<html" not in part
    advance_list(list_id=record.pk, at=AT)

    assert client.get(where, headers={"hx-request": "true"}).headers["HX-Refresh"] == "true"
