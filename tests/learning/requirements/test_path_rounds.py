"""When a path is completed, told again from moments alone."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from learning.requirements.path_rounds import Round, Step, Version, current_round, rounds_of

START = datetime(2026, 1, 1, tzinfo=UTC)


def day(number):
    return START + timedelta(days=number)


def version(*steps, number=1, on=0):
    return Version(number, day(on), tuple(Step(frozenset(courses), needed) for courses, needed in steps))


def test_path_is_completed_by_the_last_course_that_was_missing():
    path = version(([1, 2], None), ([3, 4], 1))

    assert rounds_of([path], [(1, day(1)), (4, day(2)), (2, day(3)), (3, day(4))]) == [Round(1, 1, day(3))]


def test_path_is_not_completed_by_half_of_what_a_step_asks():
    assert rounds_of([version(([1, 2], None), ([3, 4, 5], 2))], [(1, day(1)), (2, day(2)), (3, day(3))]) == []


def test_courses_taken_before_the_path_was_there_count_from_its_first_day():
    assert rounds_of([version(([1], None), on=10)], [(1, day(1))]) == [Round(1, 1, day(10))]


def test_taking_all_of_it_again_is_the_next_round():
    path = version(([1, 2], None))
    twice = [(1, day(1)), (2, day(2)), (1, day(3)), (2, day(4))]

    assert rounds_of([path], twice) == [Round(1, 1, day(2)), Round(2, 1, day(4))]


def test_who_has_completed_stays_so_when_a_later_version_asks_for_more():
    versions = [version(([1], None)), version(([1, 2], None), number=2, on=5)]

    assert rounds_of(versions, [(1, day(1))]) == [Round(1, 1, day(1))]
    assert rounds_of(versions, [(1, day(6))]) == []
    assert rounds_of(versions, [(1, day(6)), (2, day(7))]) == [Round(1, 2, day(7))]


def test_later_version_that_asks_for_less_completes_those_who_have_that():
    versions = [version(([1, 2], None)), version(([1], None), number=2, on=5)]

    assert rounds_of(versions, [(1, day(1))]) == [Round(1, 2, day(5))]


def test_version_without_steps_completes_nobody():
    assert rounds_of([version()], [(1, day(1))]) == []


def test_more_than_there_are_is_all_of_them():
    assert rounds_of([version(([1, 2], 5))], [(1, day(1)), (2, day(2))]) == [Round(1, 1, day(2))]


def test_for_the_round_somebody_is_in_only_what_came_after_the_last_counts():
    rounds = [Round(1, 1, day(2))]

    assert current_round(rounds, [(1, day(1)), (2, day(2)), (1, day(3))]) == {1: day(3)}
    assert current_round([], [(1, day(1))]) == {1: day(1)}


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 60)), max_size=20))
def test_order_in_which_facts_are_read_does_not_matter(facts):
    path = version(([1, 2], None), ([3, 4], 1))
    completions = [(course, day(number)) for course, number in facts]

    assert rounds_of([path], completions) == rounds_of([path], list(reversed(completions)))


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 60)), max_size=20), st.integers(0, 60))
def test_rounds_that_were_completed_are_never_taken_away_by_what_comes_later(facts, cut):
    path = version(([1, 2], None), ([3, 4], 1))
    early = [(course, day(number)) for course, number in facts if number <= cut]
    everything = [(course, day(number)) for course, number in facts]

    before = [one for one in rounds_of([path], early) if one.at < day(cut)]
    assert rounds_of([path], everything)[: len(before)] == before
