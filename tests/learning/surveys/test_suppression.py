"""Nobody can be computed: not from a group, nor from the total minus what is shown."""

from hypothesis import given
from hypothesis import strategies as st

from learning.surveys.suppression import groups_to_show

SIZES = st.dictionaries(st.sampled_from("abcdefghij"), st.integers(0, 40))


def test_large_groups_are_all_shown():
    assert groups_to_show({"a": 5, "b": 7}) == {"a", "b"}


def test_small_group_takes_another_along():
    """12 in all and 8 shown would tell of the four."""
    assert groups_to_show({"a": 8, "b": 4, "c": 20}) == {"c"}


def test_smallest_of_the_shown_goes():
    assert groups_to_show({"a": 30, "b": 4, "c": 6}) == {"a"}


def test_two_small_groups_that_hide_each_other():
    assert groups_to_show({"a": 8, "b": 3, "c": 3}) == {"a"}


def test_groups_of_nobody_are_left_out():
    assert groups_to_show({"a": 8, "b": 0}) == {"a"}


@given(SIZES)
def test_what_is_hidden_is_never_few_and_never_one_group(sizes):
    shown = groups_to_show(sizes)
    hidden = {group: size for group, size in sizes.items() if size and group not in shown}

    assert all(sizes[group] >= 5 for group in shown)
    assert not hidden or not shown or (sum(hidden.values()) >= 5 and len(hidden) > 1)


@given(SIZES)
def test_no_more_is_hidden_than_must_be(sizes):
    """Without the last group hidden, what is left hidden would be too few or alone."""
    shown = groups_to_show(sizes)
    big = {g: n for g, n in sizes.items() if n >= 5 and g not in shown}
    if big:
        last = max(big, key=lambda group: (big[group], group))
        rest = [n for g, n in sizes.items() if n and g not in shown and g != last]
        assert sum(rest) < 5 or len(rest) < 2
