from collections import Counter

from learning.drawing import draw, question_count, served


def quiz(*, fixed=(), draws=(), shuffle=False):
    ids = dict.fromkeys(key for pool, _ in draws for key in pool)
    return {
        "questions": [{"id": key} for key in fixed],
        "draws": [{"tags": ["x"], "count": count, "questions": list(pool)} for pool, count in draws],
        "pool": [{"id": key} for key in ids],
        "shuffle": shuffle,
    }


TEN = [f"q{number}" for number in range(10)]


def test_a_draw_is_replayed_from_its_seed():
    asked = quiz(draws=[(TEN, 4)])

    assert draw(asked, seed="812:1") == draw(asked, seed="812:1")
    assert len(set(draw(asked, seed="812:1"))) == 4


def test_a_stored_seed_gives_the_same_questions_for_ever():
    assert draw(quiz(draws=[(TEN, 4)]), seed="812:1") == ["q1", "q3", "q2", "q4"]
    assert draw(quiz(draws=[(TEN, 4)]), seed="812:2") == ["q8", "q6", "q9", "q0"]
    assert draw(quiz(fixed=["a", "b"], draws=[(TEN, 2)], shuffle=True), seed="9:1") == ["q3", "q5", "b", "a"]


def test_learners_get_different_questions():
    asked = quiz(draws=[(TEN, 4)])

    counted = Counter(key for learner in range(1000) for key in draw(asked, seed=f"{learner}:1"))

    # 400 each on the average; five standard deviations are 77.
    assert all(abs(counted[key] - 400) < 77 for key in TEN)


def test_a_second_attempt_asks_what_was_not_asked_yet():
    asked = quiz(draws=[(TEN, 4)])

    first, second, third = (set(draw(asked, seed=f"812:{number}")) for number in (1, 2, 3))

    assert first & second == set()
    assert set(TEN) - first - second < third


def test_over_many_attempts_all_are_asked_equally_often():
    counted = Counter(key for number in range(1, 6) for key in draw(quiz(draws=[(TEN, 4)]), seed=f"5:{number}"))

    assert set(counted.values()) == {2}


def test_no_question_is_asked_twice_where_draws_overlap():
    overlapping = [(TEN, 4), (TEN[:6], 2)]

    for learner in range(200):
        asked = draw(quiz(draws=overlapping), seed=f"{learner}:1")
        assert len(asked) == len(set(asked)) == 6
        assert set(asked[4:]) <= set(TEN[:6])


def test_what_is_written_in_the_lesson_comes_first_and_in_order():
    asked = draw(quiz(fixed=["b", "a"], draws=[(TEN, 2)]), seed="1:1")

    assert asked[:2] == ["b", "a"]
    assert len(asked) == 4


def test_mixing_changes_the_order_and_nothing_else():
    fixed = [f"f{number}" for number in range(8)]

    asked = draw(quiz(fixed=fixed, shuffle=True), seed="1:1")

    assert asked != fixed
    assert sorted(asked) == fixed


def test_a_quiz_of_schema_1_asks_all_in_order():
    old = {"questions": [{"id": "b"}, {"id": "a"}]}

    assert draw(old, seed="1:1") == ["b", "a"]
    assert served(old, []) == old["questions"]
    assert question_count(old) == 2


def test_an_attempt_gets_what_it_was_served():
    assert served(quiz(fixed=["a"], draws=[(TEN, 2)]), ["q3", "a"]) == [{"id": "q3"}, {"id": "a"}]
