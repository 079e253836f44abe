from decimal import Decimal

from learning.surveys.answers import CANNOT
from learning.surveys.content import Asked, Option
from learning.surveys.results import Row, changes, merged, tally
from learning.surveys.trend_arithmetic import Asking, years_of

YES_NO = Asked("a", "yes_no", {"nb": "Bør senteret bli varig?"}, cannot_answer=True)
SCALE = Asked("b", "scale", {"nb": "Nyttig?"})
TEXT = Asked("c", "long_text", {"nb": "Noe mer?"})


def rows(question, *answers, **more):
    about = {"version": 1, "moment": "once", "year": 2026} | more
    return [Row({} if one is None else {question.key: one}, **about) for one in answers]


def test_cannot_answer_is_apart_from_no_and_from_silence():
    """Eleven of fourteen coordinators want the centre to be permanent; one does not, two are new and cannot answer."""
    found = tally(YES_NO, rows(YES_NO, *["yes"] * 11, "no", CANNOT, CANNOT, None), sums_only=True)

    assert (dict(found.counts), found.cannot, found.base, found.silent) == ({"yes": 11, "no": 1}, 2, 14, 1)


def test_four_answers_are_hidden_and_five_are_shown():
    assert tally(SCALE, rows(SCALE, 4, 4, 4, 4, None), sums_only=True).hidden
    assert not tally(SCALE, rows(SCALE, 4, 4, 4, 4, 4), sums_only=True).hidden


def test_hidden_question_says_not_even_how_many():
    found = tally(SCALE, rows(SCALE, 4, 4, 4, None), sums_only=True)

    assert (found.base, found.silent, found.counts, found.mean, found.texts) == (0, 0, (), None, ())


def test_with_names_one_answer_is_shown():
    assert tally(SCALE, rows(SCALE, 4), sums_only=False).base == 1


def test_mean_leaves_out_those_who_cannot():
    question = Asked("b", "scale", {"nb": "Nyttig?"}, cannot_answer=True)

    assert tally(question, rows(question, 5, 4, 4, CANNOT, CANNOT), sums_only=True).mean == Decimal("4.33")


def test_answers_nobody_chose_count_as_none():
    assert tally(SCALE, rows(SCALE, 5, 5, 5, 5, 2), sums_only=True).counts == (
        ("1", 0), ("2", 1), ("3", 0), ("4", 0), ("5", 4),
    )  # fmt: skip


def test_several_answers_count_each():
    question = Asked("d", "multiple_choice", {}, options=(Option("k", {}), Option("o", {})))

    found = tally(question, rows(question, ["k"], ["k", "o"], ["o"], ["o"], ["o"]), sums_only=True)
    assert dict(found.counts) == {"k": 2, "o": 4}


def test_texts_are_shuffled():
    said = [str(number) for number in range(40)]
    orders = {tally(TEXT, rows(TEXT, *said), sums_only=True).texts for _time in range(5)}

    assert len(orders) == 5
    assert {tuple(sorted(order, key=int)) for order in orders} == {tuple(said)}


def test_texts_of_four_are_not_shown():
    assert tally(TEXT, rows(TEXT, "a", "b", "c", "d"), sums_only=True).texts == ()


def test_question_of_two_versions_is_one_with_the_newest_words_and_every_option():
    old = Asked(
        "d", "single_choice", {"nb": "Gammel"}, options=(Option("k", {"nb": "Kurs"}), Option("r", {"nb": "Råd"}))
    )
    new = Asked(
        "d", "single_choice", {"nb": "Ny"}, options=(Option("k", {"nb": "Kurs!"}), Option("o", {"nb": "Øvelse"}))
    )

    found = merged([new, SCALE, old])["d"]
    assert found.text == {"nb": "Ny"}
    assert [(one.key, one.label["nb"]) for one in found.options] == [("k", "Kurs!"), ("o", "Øvelse"), ("r", "Råd")]


# --- Before and after ---------------------------------------------------------------------------


def pairs(*points):
    return list(zip(rows(SCALE, *(b for b, _a in points)), rows(SCALE, *(a for _b, a in points)), strict=True))


def test_change_counts_only_who_answered_both():
    [found] = changes([SCALE], pairs((1, 3), (2, 3), (2, 4), (3, 3), (4, 2), (1, None), (CANNOT, 5)))

    assert (found.people, found.before, found.after) == (5, Decimal("2.40"), Decimal("3.00"))
    assert (found.more, found.less) == (3, 1)


def test_change_of_four_is_hidden():
    [found] = changes([SCALE], pairs((1, 3), (2, 3), (2, 4), (3, 3)))

    assert (found.hidden, found.people, found.before) == (True, 0, None)


# --- Over the years -----------------------------------------------------------------------------


def test_years_add_up_by_key_whatever_the_wording():
    mended = Asked("b", "scale", {"nb": "Hvor nyttig?"})
    question, years = years_of(
        [
            Asking(mended, rows(mended, 4, 4, 4, 5, 5, year=2026), True),
            Asking(SCALE, rows(SCALE, 3, 3, 3, 3, 3, year=2025), True),
        ]
    )

    assert question.text == {"nb": "Hvor nyttig?"}
    assert [(one.year, one.tally.base, str(one.tally.mean)) for one in years] == [(2025, 5, "3.00"), (2026, 5, "4.40")]


def test_small_occasion_is_left_out_of_the_year_whole():
    """Eight are seen on a page of their own, so twelve here would tell of the other four."""
    _question, years = years_of(
        [Asking(SCALE, rows(SCALE, *[4] * 8), True), Asking(SCALE, rows(SCALE, *[1] * 4), True)]
    )

    assert [(one.year, one.tally.base) for one in years] == [(2026, 8)]


def test_year_is_not_shown_where_the_total_would_tell_of_the_rest():
    """Nine in all are shown on the survey's own page: five of this year, and four of others would be left over."""
    this_year, rest = rows(SCALE, *[4] * 5), rows(SCALE, *[1] * 4, year=2025)

    assert years_of([Asking(SCALE, this_year + rest, True)])[1] == []
    assert [one.year for one in years_of([Asking(SCALE, this_year + rest, False)])[1]] == [2025, 2026]


def test_nothing_asked_is_no_trend():
    assert years_of([]) == (None, [])


def test_days_are_counted_by_year():
    question = Asked("f", "date", {})

    found = tally(
        question, rows(question, "2026-02-01", "2025-11-30", "2025-01-01", "2026-12-31", "2026-01-01"), sums_only=True
    )
    assert found.counts == (("2025", 2), ("2026", 3))


def test_many_different_numbers_are_counted_in_classes():
    question = Asked("e", "number", {})

    found = tally(question, rows(question, *["0", "1", "2", "3", "49", "51", "100", "100"]), sums_only=True)
    assert found.counts == (("0–20", 4), ("20–40", 0), ("40–60", 2), ("60–80", 0), ("80–100", 2))


def test_numbers_are_counted_in_order():
    question = Asked("e", "number", {})

    found = tally(question, rows(question, "10", "2", "10", "2.5", "1"), sums_only=True)
    assert [key for key, _count in found.counts] == ["1", "2", "2.5", "10"]
    assert found.mean == Decimal("5.10")
