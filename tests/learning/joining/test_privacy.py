"""What joining holds of people is theirs to see, goes when they go, and does not lie about for ever."""

from datetime import timedelta

import pytest

from cms.people.domain.merging import merge_organisations
from cms.people.roles import TEACHER
from cms.privacy.answers import Subject, all_answers
from cms.privacy.domain.erasure import erase_person
from cms.privacy.retention import all_rules
from learning.joining.domain.groups import let_teach
from learning.joining.domain.requests import take_back
from learning.joining.models import (
    CourseInvitation,
    EnrolmentList,
    EnrolmentRequest,
    GroupPlace,
    GroupTeacher,
    ListLine,
)
from tests.factories.joining import (
    AT,
    HEAD,
    checked_file,
    course_with,
    later,
    make_course_invitation,
    make_group,
    make_list,
    make_place,
    make_request,
    make_staffed_organisation,
    work_off,
)
from tests.factories.people import make_admin, make_holder_of, make_organisation, make_user

pytestmark = pytest.mark.django_db


def held_of(user):
    """What a copy of everything about somebody holds of joining, by model."""
    subject = Subject.of(user)
    answers = [one for one in all_answers() if one.model._meta.app_label == "joining"]
    return {one.model.__name__: rows for one in answers if one.theirs and (rows := one.export(subject))}


def test_copy_holds_requests_invitations_and_places():
    user = make_user(email="kari@example.org")
    make_request(learner=user)
    make_course_invitation()
    make_place(learner=user)

    held = held_of(user)

    assert set(held) == {"EnrolmentRequest", "CourseInvitation", "GroupPlace"}
    assert "Jeg er ny i beredskapsstaben." in held["EnrolmentRequest"][0].values()
    assert "Vår 2027" in held["GroupPlace"][0].values()


def test_who_is_erased_leaves_no_request_invitation_or_line():
    organisation, contact, _ = make_staffed_organisation()
    user = make_user("Kari Nordmann", email="kari@example.org")
    make_request(learner=user)
    make_course_invitation()
    checked_file(f"{HEAD}\nKari;kari@example.org", organisation=organisation, by=contact)
    make_place(learner=user)

    erase_person(user=user, by=None, at=later(1))

    assert (EnrolmentRequest.objects.count(), CourseInvitation.objects.count()) == (0, 0)
    assert list(ListLine.objects.values_list("value", "user")) == [("", None)]
    assert GroupPlace.objects.count() == 1


def test_teacher_who_is_erased_teaches_no_group():
    teacher = make_holder_of(TEACHER)
    let_teach(group=make_group(), user=teacher, by=None, at=AT)

    erase_person(user=teacher, by=None, at=later(1))

    assert GroupTeacher.objects.count() == 0


def due(key, at):
    rule = next(one for one in all_rules() if one.key == key)
    return rule.act(rule.rows_due(at), at)


def test_answered_requests_and_old_invitations_are_deleted_in_time():
    take_back(request=make_request(), at=AT)
    make_request()
    make_course_invitation()

    assert (due("joining.requests", later(364)), due("joining.requests", later(366))) == (0, 1)
    assert (due("joining.invitations", later(180)), due("joining.invitations", later(21 + 181))) == (0, 1)
    assert EnrolmentRequest.objects.get().state == "waiting"


def test_lines_nobody_was_enrolled_by_are_deleted_and_the_others_stay():
    organisation, contact, members = make_staffed_organisation()
    course = course_with()
    work_off(make_list(members, organisation=organisation, course=course, by=contact))
    checked_file(f"{HEAD}\nA;ingen@example.org", organisation=organisation, course=course, by=contact)

    assert due("joining.lines", later(91)) == 1
    assert ListLine.objects.count() == 2


def test_two_records_of_one_organisation_are_merged():
    organisation, contact, members = make_staffed_organisation()
    kept = make_organisation("Skogdal komm.")
    make_list(members, organisation=organisation, by=contact)
    request = make_request(organisation=organisation)

    merge_organisations(merged=organisation, kept=kept, by=make_admin(), at=AT + timedelta(days=1))

    request.refresh_from_db()
    assert EnrolmentList.objects.get().organisation == request.organisation == kept
