"""Which organisation a person does something for, when they are in several."""

from datetime import timedelta

import pytest

from cms import clock
from cms.people.acting import acting_for_form, remember
from tests.factories.people import make_membership, make_organisation, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def member_of(*names):
    person = make_user()
    places = [make_organisation(name) for name in names]
    for place in places:
        make_membership(person, place)
    return person, places


@pytest.mark.parametrize("names", [[], ["Skogdal"]])
def test_whoever_has_nothing_to_choose_is_asked_nothing(names):
    person, _places = member_of(*names)

    form = acting_for_form(person, session={}, data={"acts_for": str(make_organisation("Annen").key)})

    assert (form.is_valid(), list(form.fields), form.chosen) == (True, [], None)


@pytest.mark.parametrize("number", [2, 9])
def test_whoever_is_in_several_chooses_among_those_of_today(number):
    person, places = member_of(*(f"Ås {one}" for one in range(number)))
    make_membership(person, places[0], role="contact")
    make_membership(person, make_organisation("Før"), ends_on=clock.today() - DAY)
    make_membership(person, make_organisation("Siden"), starts_on=clock.today() + DAY)
    make_membership(person, make_organisation("Nedlagt", state="closed"))
    make_membership(make_user(), make_organisation("Andres"))

    with count_queries() as asked:
        form = acting_for_form(person, session={})

    assert [name for _key, name in form.fields["acts_for"].choices][1:] == [place.name for place in places]
    assert (form["acts_for"].value(), len(asked)) == ("", 1)


@pytest.mark.parametrize("written", ["", "x", "00000000-0000-0000-0000-000000000000", "other"])
def test_nothing_is_taken_for_granted(written):
    person, _places = member_of("Skogdal", "Elvestad")
    written = str(make_organisation("Andres").key) if written == "other" else written

    form = acting_for_form(person, session={}, data={"acts_for": written})

    assert list(form.errors) == ["acts_for"]


def test_answer_is_chosen_already_the_next_time():
    person, places = member_of("Skogdal", "Elvestad")
    session = {}
    form = acting_for_form(person, session=session, data={"acts_for": str(places[1].key)})
    assert (form.is_valid(), form.chosen) == (True, places[1])

    remember(session, form.chosen)

    assert acting_for_form(person, session=session)["acts_for"].value() == str(places[1].key)
