"""A person's copy is in words they read: tables, columns, values."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation
from django.utils.functional import Promise

from cms.privacy.answers import all_answers, path_of
from cms.privacy.borrowed_words import column_word, table_word
from cms.privacy.readable import readable

OURS = ("cms.", "learning.", "events.", "mentoring.")
EXPORTED = [answer for answer in all_answers() if answer.columns]


def is_ours(answer):
    return answer.model.__module__.startswith(OURS) and not answer.model._meta.auto_created


@pytest.mark.parametrize("answer", EXPORTED, ids=lambda answer: answer.label)
def test_every_column_has_a_word_that_can_be_translated(answer):
    """A field that nobody named is called after its own name: `item_key` becomes "item key", in every language."""
    unnamed = [column for column in answer.columns if not isinstance(answer.word(column), Promise)]
    assert unnamed == []


@pytest.mark.parametrize("answer", [one for one in EXPORTED if not is_ours(one)], ids=lambda answer: answer.label)
def test_every_package_s_table_and_column_is_in_the_list(answer):
    """What packages call them is for programmers, and not in all our languages."""
    assert isinstance(table_word(answer.label), Promise)
    assert [column for column in answer.columns if column_word(answer.label, column) is None] == []


@pytest.mark.parametrize("answer", [one for one in EXPORTED if is_ours(one)], ids=lambda answer: answer.label)
def test_every_table_of_ours_has_a_name(answer):
    meta = answer.model._meta
    assert isinstance(meta.original_attrs.get("verbose_name"), Promise)


@pytest.mark.parametrize("answer", EXPORTED, ids=lambda answer: answer.label)
def test_no_two_columns_share_a_word(answer):
    """Rows are kept by word: the second would hide the first."""
    for language in ("en", "nb"):
        with translation.override(language):
            words = [str(answer.word(column)) for column in answer.columns]
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("answer", EXPORTED, ids=lambda answer: answer.label)
def test_words_and_codes_are_for_columns_there_are(answer):
    assert set(answer.words) | set(answer.codes) <= set(answer.columns)
    assert all(path_of(answer.model, column) for column in answer.columns)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "Yes"),
        (False, "No"),
        (None, "–"),
        ("", "–"),
        ({}, "–"),
        (0, "0"),
        (["a", "b"], "a, b"),
        ({"right": True, "points": 2}, "right: Yes; points: 2"),
    ],
)
def test_values_are_readable(value, shown):
    with translation.override("en"):
        assert readable(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (datetime(2026, 11, 28, 22, 30, tzinfo=UTC), "28. november 2026 23:30"),
        (date(2026, 11, 28), "28. november 2026"),
        (time(22, 0), "22:00"),
    ],
)
def test_moments_are_local_and_in_the_readers_language(value, shown):
    with translation.override("nb"):
        assert readable(value) == shown
