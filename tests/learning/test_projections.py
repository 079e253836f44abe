"""What facts amount to, on plain values."""

from datetime import timedelta

from learning.projections import Fact, project
from tests.factories.learning import AT

KEY, QUIZ = "lesson", "lesson:quiz"


def fact(verb, key="", *, days=0, **value):
    return Fact(verb, key, "hash", value, AT + timedelta(days=days))


def test_nothing_is_nothing():
    assert project([]).items == {}


def test_reading_is_done_by_the_first_that_says_so():
    item = project([fact("experienced", KEY), fact("experienced", KEY, days=1)]).items[KEY]

    assert item.values == ("done", 0, None, AT)


def test_tries_are_counted_and_the_best_score_stays():
    facts = [
        fact("failed", QUIZ, attempt=1, score=50),
        fact("failed", QUIZ, days=1, attempt=2, score=20),
        fact("passed", QUIZ, days=2, attempt=3, score=80),
        fact("failed", QUIZ, days=3, attempt=4, score=0),
    ]

    states = [project(facts[:number]).items[QUIZ].values for number in (1, 2, 3, 4)]

    third = AT + timedelta(days=2)
    assert states == [
        ("under_way", 1, 50, None),
        ("under_way", 2, 50, None),
        ("done", 3, 80, third),
        ("done", 4, 80, third),
    ]
    assert project(facts).items[QUIZ].because == facts[2]


def test_what_is_to_be_done_again_is_not_begun_until_it_is():
    move = fact("moved", days=1, **{"from": 1, "to": 2, "policy": "redo", "redo": [KEY]})
    facts = [fact("registered", release=1), fact("experienced", KEY), fact("experienced", "other"), move]

    between, after = project(facts), project([*facts, fact("experienced", KEY, days=2)])

    assert (between.done, between.again, between.release) == ({"other"}, {KEY: move}, 2)
    assert (after.done, after.again) == ({"other", KEY}, {})
    assert after.items[KEY].done_at == AT + timedelta(days=2)


def test_marking_an_earlier_try_anew_adds_no_try():
    facts = [
        fact("failed", QUIZ, attempt=1, score=50),
        fact("failed", QUIZ, days=1, attempt=2, score=60),
        fact("passed", QUIZ, days=2, attempt=1, score=70, regrade=1),
    ]

    assert project(facts).items[QUIZ].values == ("done", 2, 70, AT + timedelta(days=2))


def test_marking_a_try_anew_that_counts_no_more_changes_nothing():
    move = fact("moved", days=1, **{"from": 1, "to": 2, "policy": "redo", "redo": [QUIZ]})
    late = fact("passed", QUIZ, days=2, attempt=1, score=90, regrade=1)

    projection = project([fact("failed", QUIZ, attempt=1, score=50), move, late])

    assert (projection.items, set(projection.again)) == ({}, {QUIZ})
    assert project([fact("failed", QUIZ, attempt=1, score=50), move, fact("passed", QUIZ, attempt=2, score=90)]).done


def test_what_is_credited_is_done_from_the_beginning():
    projection = project([fact("registered", release=3, credited=[KEY])])

    assert (projection.done, projection.release) == ({KEY}, 3)
    assert projection.items[KEY].because.verb == "registered"


def test_completion_is_of_the_first_day():
    projection = project([fact("completed"), fact("completed", days=9)])

    assert projection.completed_at == AT


def test_a_verb_of_tomorrow_breaks_nothing():
    assert project([fact("voided", KEY)]).items == {}
