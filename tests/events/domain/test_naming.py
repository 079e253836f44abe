from dataclasses import replace
from datetime import timedelta

import pytest

from events.domain.answers import AnswerMissing
from events.domain.bookings import AlreadyHasPlace
from events.domain.moves import NotPossibleNow, TooLate
from events.domain.naming import name_place
from events.domain.orders import Named
from events.domain.places import cancel_place
from events.models import Answer, Place
from events.signals import place_handed_over, places_confirmed
from tests.factories.bookings import order, somebody
from tests.factories.events import AT, make_category, make_occurrence, make_question
from tests.factories.people import make_admin, make_organisation, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def unnamed(**fields):
    return order(make_category(make_occurrence(**fields), size=1), organisation=make_organisation()).places.get()


def test_place_is_named_when_all_is_full():
    place = unnamed()
    code = place.code

    named = name_place(place=place, person=somebody(1), by=None, at=AT)

    named.refresh_from_db()
    assert (named.name, named.email, named.code) == ("Kari Nordmann 1", "kari1@example.org", code)
    assert named.organisation == place.booking.organisation


def test_ticket_that_changes_hands_gets_a_new_code(monkeypatch, django_capture_on_commit_callbacks):
    place = name_place(place=unnamed(), person=somebody(1), by=None, at=AT)
    code, told = place.code, []
    monkeypatch.setattr(place_handed_over, "send_robust", lambda _, **about: told.append(about["former_email"]))
    monkeypatch.setattr(places_confirmed, "send_robust", lambda _, **about: told.append(about["places"][0].email))

    with django_capture_on_commit_callbacks(execute=True):
        name_place(place=place, person=somebody(2), by=None, at=AT)

    place.refresh_from_db()
    assert place.code != code
    assert told == ["kari1@example.org", "kari2@example.org"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (somebody(1), somebody(1, name="Kari Nordmann-Berg")),
        (Named(name="Kari"), Named(name="kari")),
        (somebody(1), somebody(1, email="KARI1@example.org")),
    ],
)
def test_name_that_is_put_right_keeps_the_code(before, after):
    place = name_place(place=unnamed(), person=before, by=None, at=AT)

    assert name_place(place=place, person=after, by=None, at=AT).code == place.code


def test_somebody_else_at_the_same_address_takes_nothing_along():
    place = unnamed()
    question = make_question(place.occurrence)
    name_place(place=place, person=somebody(1, answers={question.key: "Fra Hamar"}), by=None, at=AT)
    code = Place.objects.get().code

    name_place(place=place, person=somebody(1, name="Ola Moen", is_other=True), by=None, at=AT)

    assert Place.objects.get().code != code
    assert not Answer.objects.exists()


def test_account_is_who_it_is_whatever_address_it_is_named_by():
    person = make_user()
    place = name_place(place=unnamed(), person=Named(user=person), by=person, at=AT)

    assert (
        name_place(place=place, person=Named(user=person, email="x@example.org"), by=person, at=AT).code == place.code
    )
    assert name_place(place=place, person=Named(user=make_user()), by=person, at=AT).code != place.code


def test_person_with_a_place_is_not_named_on_a_second():
    category = make_category()
    order(category, somebody(1))
    place = order(category).places.get()

    with pytest.raises(AlreadyHasPlace):
        name_place(place=place, person=somebody(1), by=None, at=AT)
    place.refresh_from_db()
    assert place.email == ""


def test_last_day_for_names_binds_people_and_not_staff():
    place = unnamed(names_until=AT + DAY)

    with pytest.raises(TooLate):
        name_place(place=place, person=somebody(1), by=None, at=AT + DAY)
    assert name_place(place=place, person=somebody(1), by=make_admin(), at=AT + DAY, staff=True).name


def test_place_that_is_given_back_is_nobodys():
    place = unnamed()
    cancel_place(place=place, by=None, at=AT)

    with pytest.raises(NotPossibleNow):
        name_place(place=place, person=somebody(1), by=None, at=AT)


def test_answers_of_who_came_before_go():
    place = unnamed()
    question = make_question(place.occurrence)
    name_place(place=place, person=somebody(1, answers={question.key: "Fra Hamar"}), by=None, at=AT)

    name_place(place=place, person=somebody(2, answers={question.key: "Fra Moss"}), by=None, at=AT)

    assert list(Answer.objects.values_list("value", flat=True)) == ["Fra Moss"]


def test_what_must_be_answered_is_asked_when_somebody_is_named():
    place = unnamed()
    question = make_question(place.occurrence, required=True)

    with pytest.raises(AnswerMissing) as refused:
        name_place(place=place, person=somebody(1), by=None, at=AT)
    assert refused.value.questions == [question.key]
    assert name_place(place=place, person=Named(), by=None, at=AT).name == ""


def test_same_person_spelt_otherwise_keeps_what_they_answered():
    place = unnamed()
    role, town = make_question(place.occurrence, required=True), make_question(place.occurrence)
    diet = make_question(place.occurrence, retention="sensitive")
    said = {role.key: "Leder", town.key: "Hamar", diet.key: "Cøliaki"}
    name_place(place=place, person=somebody(1, answers=said, consents=True), by=None, at=AT)
    code = Place.objects.get(pk=place.pk).code

    again = replace(somebody(1), name="Åse Moen", answers={town.key: "Moss"})
    fresh = name_place(place=place, person=again, by=None, at=AT)

    assert sorted(fresh.answers.values_list("value", flat=True)) == ["Leder", "Moss"]
    assert fresh.needs.get().value == "Cøliaki"
    assert (fresh.name, fresh.code) == ("Åse Moen", code)


def test_what_the_same_person_saw_and_left_empty_goes():
    place = unnamed()
    role, town = make_question(place.occurrence, required=True), make_question(place.occurrence)
    name_place(place=place, person=somebody(1, answers={role.key: "Leder", town.key: "Moss"}), by=None, at=AT)

    seen = frozenset({str(role.key), str(town.key)})
    name_place(place=place, person=somebody(1, answers={role.key: "Leder"}, seen=seen), by=None, at=AT)
    with pytest.raises(AnswerMissing):
        name_place(place=place, person=somebody(1, answers={town.key: "Moss"}, seen=seen), by=None, at=AT)

    assert list(Answer.objects.values_list("value", flat=True)) == ["Leder"]


def test_name_without_an_address_is_put_right_when_whoever_names_says_so():
    place = unnamed()
    question = make_question(place.occurrence)
    name_place(place=place, person=Named(name="Ase Moen", answers={question.key: "Hamar"}), by=None, at=AT)

    name_place(place=place, person=Named(name="Åse Moen", is_same=True), by=None, at=AT)
    assert Answer.objects.get().value == "Hamar"
    name_place(place=place, person=Named(name="Berit Dahl"), by=None, at=AT)
    assert not Answer.objects.exists()
