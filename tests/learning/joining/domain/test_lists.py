"""A contact person enrols people of their own organisation, and nobody else's."""

from datetime import date, timedelta

import pytest

from cms.imports.reader import UnreadableFile
from cms.long_work import STALE
from cms.people.models import Membership
from learning.domain.enrolments import EnrolmentEnded, withdraw
from learning.domain.rebuilding import check_progress
from learning.joining.domain import lists
from learning.joining.domain.lists import (
    NobodyToEnrol,
    NotChecked,
    advance_list,
    start_list,
    waiting_lists,
    withdraw_for_organisation,
)
from learning.joining.list_lines import TooLong
from learning.joining.ways import ClosedForNew, WayNotOpen
from learning.models import ActivityFact, Enrolment
from tests.factories.joining import (
    AT,
    HEAD,
    begin,
    checked_file,
    course_with,
    mails,
    make_list,
    make_staffed_organisation,
    problems,
    read_file,
    work_off,
)
from tests.factories.learning import complete
from tests.factories.people import make_membership, make_organisation, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    """An organisation, its contact person and two members."""
    return make_staffed_organisation()


def test_ticked_people_are_enrolled_for_the_organisation_and_told(here):
    organisation, contact, members = here

    record = work_off(make_list(members, organisation=organisation, by=contact))

    assert (record.state, record.finished_at) == ("finished", AT)
    assert set(Enrolment.objects.values_list("learner", "organisation")) == {
        (one.pk, organisation.pk) for one in members
    }
    assert sorted(mails("enrolled_for_organisation")) == sorted(one.email for one in members)
    assert set(ActivityFact.objects.values_list("verb", "by")) == {("registered", contact.pk)}
    assert check_progress(Enrolment.objects.all(), at=AT).found == 0


def test_check_writes_nothing_but_the_list(here):
    organisation, contact, members = here

    make_list(members, organisation=organisation, by=contact)

    assert Enrolment.objects.count() == 0
    assert mails("enrolled_for_organisation") == []


def test_every_refused_line_says_where_and_why(here):
    organisation, contact, (one, two) = here
    course = course_with()
    begin(course, learner=two)
    stranger = make_user("Fremmed", email="fremmed@example.org")
    make_membership(stranger, make_organisation("Elvestad kommune"))
    lines = [HEAD, f"En;{one.email}", f"To;{two.email}", "Fremmed;fremmed@example.org", "Ingen;ingen@example.org"]
    lines += ["Feil;=cmd()|x", f"En igjen;{one.email.upper()}"]

    record = checked_file("\n".join(lines), organisation=organisation, course=course, by=contact)

    assert problems(record) == [
        (3, "email", "takes_it", two.email),
        (4, "email", "not_member", "fremmed@example.org"),
        (5, "email", "not_member", "ingen@example.org"),
        (6, "email", "email_wrong", "=cmd()|x"),
        (7, "email", "twice", one.email.upper()),
    ]
    assert list(record.lines.filter(reason="").values_list("row", "user")) == [(2, one.pk)]


def test_line_of_another_organisation_is_refused(here):
    organisation, contact, (one, two) = here
    text = f"E-post;Organisasjon\n{one.email};Elvestad kommune\n{two.email};skogdal KOMMUNE"

    record = checked_file(text, organisation=organisation, by=contact)

    assert problems(record) == [(2, "organisation", "organisation_other", "Elvestad kommune")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_file_is_read_as_spreadsheets_write_it(here, encoding, delimiter):
    organisation, contact, (one, _two) = here
    text = f"Fullt navn{delimiter}E-post\r\nÅse Ødegård{delimiter}{one.email}\r\n"

    record = checked_file(text, organisation=organisation, by=contact, encoding=encoding)

    assert record.lines.get().user == one


@pytest.mark.parametrize("text", ["", "Navn\nKari", b"\x00\x01PK", HEAD, 'E-post\n"kari@example.org'])
def test_file_that_cannot_be_read_is_refused_whole(here, text):
    with pytest.raises(UnreadableFile):
        read_file(text, organisation=here[0])


def test_list_that_is_too_long_is_refused(here, monkeypatch):
    monkeypatch.setattr("learning.joining.list_lines.MOST", 1)

    with pytest.raises(TooLong):
        read_file(f"{HEAD}\na;a@example.org\nb;b@example.org", organisation=here[0])


def test_who_has_left_or_whose_account_is_closed_is_nobody_here(here):
    organisation, contact, (one, two) = here
    Membership.objects.filter(user=one).update(ends_on=date(2026, 11, 1))
    two.is_active = False
    two.save()

    record = make_list([one, two], organisation=organisation, by=contact)

    assert [reason for _row, _column, reason, _value in problems(record)] == ["not_member", "not_member"]
    with pytest.raises(NobodyToEnrol):
        start_list(record=record, by=contact, at=AT)


def test_what_was_true_when_it_was_checked_is_looked_at_again(here):
    organisation, contact, (one, two) = here
    course = course_with()
    record = make_list([one, two], organisation=organisation, course=course, by=contact)
    Membership.objects.filter(user=one).update(ends_on=date(2026, 11, 1))
    complete(begin(course, learner=two))

    record = work_off(record)

    assert [reason for _row, _column, reason, _value in problems(record)] == ["not_member", "completed"]
    assert mails("enrolled_for_organisation") == []


def test_course_owner_can_keep_contacts_out(here):
    organisation, contact, members = here
    course = course_with()
    record = make_list(members, organisation=organisation, course=course, by=contact)

    for terms, refusal in (({"by_contacts": False}, WayNotOpen), ({"is_closed": True}, ClosedForNew)):
        course_with(course, **terms)
        with pytest.raises(refusal):
            start_list(record=record, by=contact, at=AT)
        with pytest.raises(refusal):
            make_list(members, organisation=organisation, course=course_with(course, **terms), by=contact)


def test_list_is_started_once_and_is_safe_to_run_again(here):
    organisation, contact, members = here
    record = make_list(members, organisation=organisation, by=contact)

    work_off(record)
    with pytest.raises(NotChecked):
        start_list(record=record, by=contact, at=AT)

    assert not advance_list(list_id=record.pk, at=AT)
    assert Enrolment.objects.count() == 2


def test_batches_go_on_where_a_lost_worker_stopped(here, monkeypatch):
    organisation, contact, members = here
    monkeypatch.setattr(lists, "BATCH", 1)
    record = start_list(record=make_list(members, organisation=organisation, by=contact), by=contact, at=AT)

    assert advance_list(list_id=record.pk, at=AT)
    assert waiting_lists(at=AT) == []
    assert waiting_lists(at=AT + STALE) == [record.pk]
    while advance_list(list_id=record.pk, at=AT + STALE):
        pass

    assert Enrolment.objects.count() == 2


@pytest.mark.parametrize("people", [2, 8])
def test_checking_asks_the_same_for_few_and_many(people):
    organisation, contact, members = make_staffed_organisation(people)
    course = course_with()

    with count_queries() as asked:
        make_list(members, organisation=organisation, course=course, by=contact)

    assert len(asked) == 5, asked


def test_who_enrols_may_take_it_back_until_it_is_completed(here):
    organisation, contact, (one, two) = here
    work_off(make_list([one, two], organisation=organisation, by=contact))
    first, second = Enrolment.objects.order_by("learner__name")

    assert withdraw_for_organisation(enrolment=first, by=contact, at=AT + timedelta(days=1)).state == "withdrawn"
    complete(second)
    with pytest.raises(EnrolmentEnded):
        withdraw_for_organisation(enrolment=second, by=contact, at=AT + timedelta(days=1))


def test_nobody_takes_back_what_people_began_themselves(here):
    _organisation, contact, (one, _two) = here
    own = begin(learner=one)

    with pytest.raises(EnrolmentEnded):
        withdraw_for_organisation(enrolment=own, by=contact, at=AT)


def test_who_withdrew_may_be_enrolled_again_with_the_next_number(here):
    organisation, contact, (one, _two) = here
    course = course_with()
    first = begin(course, learner=one)
    withdraw(enrolment=first, by=one, at=AT)

    work_off(make_list([one], organisation=organisation, course=course, by=contact))

    assert Enrolment.objects.get(state="active").number == 2
