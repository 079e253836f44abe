"""Every column that names people is answered for by some app."""

import pytest
from django.db import models

from cms.people.models import User
from cms.privacy import answers, purposes
from cms.privacy.answers import Answer, Subject, all_answers, stays
from cms.privacy.columns import names_people, personal_columns, unanswered_columns
from tests.factories.people import make_user


def test_every_model_with_a_person_in_it_answers():
    assert unanswered_columns() == []


def test_the_walk_sees_packages_as_well_as_ours():
    found = {f"{label}.{column}" for label, column in personal_columns()}

    assert {
        "account.emailaddress.email",
        "learning.attempt.enrolment",
        "learning.certificate.holder_name",
        "people.invitation.accepted_by",
        "people.user_groups.user",
        "wagtailadmin.formstate.user",
        "wagtailcore.comment.resolved_by",
        "wagtailcore.modellogentry.user",
        "wagtailimages.image.uploaded_by_user",
    } <= found


@pytest.mark.parametrize("label", ["people.membership", "learning.reflection", "wagtailcore.apitoken"])
def test_model_nobody_answers_for_is_found(label, monkeypatch):
    fewer = [answer for answer in all_answers() if answer.label != label]
    monkeypatch.setattr(answers._register, "answers", fewer)

    assert any(column.startswith(f"{label}.") for column in unanswered_columns())


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (models.EmailField(name="reply_to"), True),
        (models.GenericIPAddressField(name="seen_from"), True),
        (models.CharField(name="holder_name", max_length=9), True),
        (models.TextField(name="phone"), True),
        (models.ForeignKey(User, models.CASCADE, name="owner"), True),
        (models.CharField(name="renamed", max_length=9), False),
        (models.IntegerField(name="name"), False),
    ],
)
def test_column_names_people(field, expected):
    assert names_people(field) is expected


def test_every_answer_belongs_to_a_purpose_that_is_shown():
    known = {purpose.key for purpose in purposes.all_purposes()}

    assert {answer.purpose for answer in all_answers()} - known == set()


@pytest.mark.django_db
def test_every_answer_can_be_asked():
    subject = Subject.of(make_user())

    for answer in all_answers():
        assert answer.rows(subject).count() >= 0
        assert answer.export(subject) is not None if answer.columns else True


@pytest.mark.parametrize(("name", "searched"), [("Ola", False), ("Ola Nordmann", True), ("Åshild-Marie", True)])
def test_short_name_is_not_searched_for(name, searched):
    subject = Subject(User(email="ola@example.org", name=name), ("ola@example.org",))

    assert (name in subject.values) is searched


def test_answer_speaks_for_the_first_part_of_a_path():
    answer = Answer(User, purpose="account", by=("enrolment__learner",), also=("name",), erase=stays)

    assert answer.answers_for == {"enrolment", "name"}
