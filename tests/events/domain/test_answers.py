from datetime import date, timedelta

import pytest

from cms.audit import ModelLogEntry
from cms.privacy.domain.consents import withdraw_consent
from cms.privacy.domain.sensitive import ReasonMissing
from cms.privacy.models import AccessLogEntry, Consent
from events.domain.answers import (
    AnswerMissing,
    AnswerNotGood,
    ConsentMissing,
    counted_needs,
    delete_needs,
    read_needs,
)
from events.domain.orders import Named
from events.domain.places import cancel_place
from events.enums import QuestionKind, Retention
from events.models import Answer, Booking, Need
from tests.factories.bookings import order, somebody
from tests.factories.events import AT, STARTS, make_category, make_question
from tests.factories.people import make_admin, make_user

pytestmark = pytest.mark.django_db
SENSITIVE = {"kind": QuestionKind.CHOICES, "retention": Retention.SENSITIVE, "options": ("nuts", "gluten", "vegan")}


def asked(**fields):
    category = make_category()
    return category, make_question(category.occurrence, **fields)


def test_answers_stand_at_their_place():
    category, question = asked()

    booking = order(
        category, somebody(1, answers={question.key: " Hamar "}), somebody(2, answers={str(question.key): ""})
    )

    assert list(Answer.objects.values_list("place", "value")) == [(booking.places.first().pk, "Hamar")]


def test_what_must_be_answered_is():
    category, question = asked(required=True)

    with pytest.raises(AnswerMissing) as refused:
        order(category, somebody(1))
    assert refused.value.questions == [question.key]
    assert Booking.objects.count() == 0


def test_who_is_named_later_and_who_assists_answers_nothing_now():
    category, _question = asked(required=True)

    assert order(category, Named(), somebody(1, is_assistant=True)).pk


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({}, "x" * 201),
        ({}, 7),
        ({}, ["x"]),
        ({"kind": QuestionKind.TEXT}, "x" * 2001),
        ({"kind": QuestionKind.YES_NO}, "yes"),
        ({"kind": QuestionKind.YES_NO}, 1),
        ({"kind": QuestionKind.CHOICE, "options": ("a", "b")}, "c"),
        ({"kind": QuestionKind.CHOICE, "options": ("a", "b")}, ["a"]),
        ({"kind": QuestionKind.CHOICES, "options": ("a", "b")}, "a"),
        ({"kind": QuestionKind.CHOICES, "options": ("a", "b")}, ["a", "c"]),
        ({"kind": QuestionKind.CHOICES, "options": ("a", "b")}, [["a"]]),
        ({"kind": QuestionKind.CHOICES, "options": ("a", "b")}, [{}]),
    ],
)
def test_answer_that_answers_nothing_is_refused(fields, value):
    category, question = asked(**fields)

    with pytest.raises(AnswerNotGood):
        order(category, somebody(1, answers={question.key: value}))


def test_answer_to_the_question_of_another_occurrence_is_refused():
    category, _question = asked()
    foreign = make_question(make_category().occurrence)

    with pytest.raises(AnswerNotGood):
        order(category, somebody(1, answers={foreign.key: "x"}))


@pytest.mark.parametrize(
    ("fields", "value", "kept"),
    [
        ({"kind": QuestionKind.YES_NO}, False, False),
        ({"kind": QuestionKind.CHOICE, "options": ("a", "b")}, "b", "b"),
        ({"kind": QuestionKind.CHOICES, "options": ("a", "b")}, ["b", "a", "b"], ["b", "a"]),
        ({}, "nul\x00l", "null"),
    ],
)
def test_good_answers_are_kept(fields, value, kept):
    category, question = asked(required=True, **fields)

    order(category, somebody(1, answers={question.key: value}))

    assert Answer.objects.get().value == kept


# --- Food, access and other needs -----------------------------------------------------------


def test_needs_stand_apart_until_two_weeks_after_the_end():
    category, question = asked(**SENSITIVE)

    order(category, somebody(1, answers={question.key: ["nuts"]}, consents=True))

    assert Answer.objects.count() == 0
    assert list(Need.objects.values_list("value", "delete_on")) == [(["nuts"], date(2027, 3, 11))]


def test_nobody_must_tell_what_they_need():
    category, _question = asked(required=True, **SENSITIVE)

    assert order(category, somebody(1)).places.get().name


def test_needs_are_not_kept_without_a_yes():
    category, question = asked(**SENSITIVE)

    with pytest.raises(ConsentMissing):
        order(category, somebody(1, answers={question.key: ["nuts"]}))


def test_yes_of_a_person_with_an_account_is_taken_down_and_can_be_taken_back():
    category, question = asked(**SENSITIVE)
    person = make_user()
    order(category, Named(user=person, answers={question.key: ["nuts"]}, consents=True), by=person)
    order(category, somebody(2, answers={question.key: ["vegan"]}, consents=True))
    assert Consent.objects.get().user == person

    withdraw_consent(user=person, purpose="special_needs", by=person, at=AT)

    assert list(Need.objects.values_list("value", flat=True)) == [["vegan"]]


def test_needs_go_on_their_day_or_with_the_place():
    category, question = asked(**SENSITIVE)
    order(category, somebody(1, answers={question.key: ["nuts"]}, consents=True))
    gone = order(category, somebody(2, answers={question.key: ["vegan"]}, consents=True)).places.get()
    cancel_place(place=gone, by=None, at=AT)

    assert delete_needs(at=AT) == 1
    assert delete_needs(at=STARTS + timedelta(days=13)) == 0
    assert delete_needs(at=STARTS + timedelta(days=14)) == 1
    assert Need.objects.count() == 0


def test_answers_for_keeping_in_touch_go_when_it_is_over():
    category, question = asked(retention=Retention.CONTACT)
    order(category, somebody(1, answers={question.key: "400 00 000"}))

    assert delete_needs(at=category.occurrence.ends_at - timedelta(seconds=1)) == 0
    assert delete_needs(at=category.occurrence.ends_at) == 1


def test_kitchen_sees_numbers_and_no_names():
    category, question = asked(**SENSITIVE)
    for number, needs in enumerate([["nuts"], ["nuts", "gluten"], ["vegan"]]):
        order(category, somebody(number, answers={question.key: needs}, consents=True))
    gone = order(category, somebody(9, answers={question.key: ["vegan"]}, consents=True)).places.get()
    cancel_place(place=gone, by=None, at=AT)

    counted = counted_needs(occurrence=category.occurrence, by=make_admin(), at=AT)

    assert sorted((one.value, one.number) for one in counted) == [("gluten", 1), ("nuts", 2), ("vegan", 1)]
    assert ModelLogEntry.objects.filter(action="events.count_needs").count() == 1


def test_reading_what_one_person_told_leaves_a_line():
    category, question = asked(**SENSITIVE)
    admin, person = make_admin(), make_user()
    own = Named(user=person, answers={question.key: ["nuts"]}, consents=True)
    place = order(category, own).places.get()

    needs = read_needs(place=place, by=admin, reason="Kjøkkenet spør", at=AT)
    read_needs(place=place, by=person, reason="Mitt eget", at=AT)

    assert [need.value for need in needs] == [["nuts"]]
    assert ModelLogEntry.objects.get(action="events.read_needs").object_id == str(place.pk)
    assert AccessLogEntry.objects.get().subject == person
    with pytest.raises(ReasonMissing):
        read_needs(place=place, by=admin, reason=" ", at=AT)
