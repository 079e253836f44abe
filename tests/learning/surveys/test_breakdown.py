"""Looking at a part of the answers: nobody can be computed from two pages laid side by side."""

import pytest
from django.utils import translation

from learning.surveys.breakdown import Part, choices_of, part_asked_for, shown_groups, tallies_of
from learning.surveys.domain.occasions import close_occasion
from learning.surveys.queries import questions_of, rows_of
from tests.factories.people import make_organisation
from tests.factories.places import make_county, make_municipality
from tests.factories.surveys import AT, DAY, answer, make_occasion, make_people, make_question

pytestmark = pytest.mark.django_db


def answered(groups, *, privacy="anonymous", close=True):
    """So many people of each kind of organisation have answered; the first `silent` of a kind skip question two."""
    occasion = make_occasion(make_question(), make_question("yes_no"), privacy=privacy, deadline=30)
    for kind, (number, silent) in groups.items():
        where = make_organisation(f"En {kind}", kind=kind)
        for place, person in enumerate(make_people(number)):
            answers = (4, None) if place < silent else (4, "yes")
            answer(occasion, person, *answers, organisation=where)
    return close_occasion(occasion=occasion, by=None, at=AT + DAY) if close else occasion


def look(occasion, value=""):
    rows = rows_of(occasion)
    part = part_asked_for(occasion, rows, value)
    return part, tallies_of(occasion, questions_of(occasion, rows), rows, part)


def test_parts_are_by_kind_of_organisation():
    occasion = answered({"municipality": (6, 0), "company": (5, 0)})

    assert shown_groups(occasion, rows_of(occasion), "kind") == {"municipality": 6, "company": 5}
    part, tallies = look(occasion, "kind:company")
    assert (part, tallies[0].base) == (Part("kind", "company"), 5)


def test_small_part_is_hidden_and_takes_another_along():
    occasion = answered({"municipality": (9, 0), "company": (5, 0), "voluntary": (2, 0)})

    assert shown_groups(occasion, rows_of(occasion), "kind") == {"municipality": 9}


def test_address_of_a_hidden_part_shows_everybody():
    occasion = answered({"municipality": (9, 0), "company": (5, 0), "voluntary": (2, 0)})

    for value in ("kind:voluntary", "kind:company", "kind:university", "county:1", "tull", "respondent:1"):
        part, tallies = look(occasion, value)
        assert (part, tallies[0].base) == (Part(), 16)


def test_question_answered_by_too_few_of_the_others_is_hidden_in_a_part():
    """All have answered the first question. Of the second, the company's one answer would be six minus five."""
    occasion = answered({"municipality": (5, 0), "company": (5, 4)})

    _part, whole = look(occasion)
    assert [one.base for one in whole] == [10, 6]
    _part, tallies = look(occasion, "kind:municipality")
    assert [(one.hidden, one.base) for one in tallies] == [(False, 5), (True, 0)]


def test_what_stands_open_is_not_divided():
    occasion = make_occasion()
    where = make_organisation()
    for person in make_people(5):
        answer(occasion, person, 4, organisation=where)
    rows = rows_of(occasion)

    assert len(rows) == 5
    assert choices_of(occasion, rows) == []
    assert part_asked_for(occasion, rows, "kind:municipality") == Part()


def test_county_is_the_organisations_own_before_its_municipalitys():
    occasion = make_occasion(privacy="named")
    here, there = make_county("Innlandet"), make_county("Troms")
    own = make_organisation(county=here, municipality=make_municipality(county=there))
    by_municipality = make_organisation("En til", municipality=make_municipality("Annen", county=there))
    for where, person in zip((own, by_municipality), make_people(2), strict=True):
        answer(occasion, person, 4, organisation=where)

    assert {row.background["county"] for row in rows_of(occasion)} == {str(here.pk), str(there.pk)}
    with translation.override("en"):
        words = dict(choices_of(occasion, rows_of(occasion)))
    assert [label for _value, label in words["County"]] == ["Innlandet (1)", "Troms (1)"]


def test_with_names_every_part_is_shown():
    occasion = answered({"municipality": (2, 0), "company": (1, 0)}, privacy="named", close=False)

    assert shown_groups(occasion, rows_of(occasion), "kind") == {"municipality": 2, "company": 1}
