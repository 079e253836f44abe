"""What is typed, kept and shown: nothing unseen, nothing that turns or covers other text, nothing that runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.discussion.texts import UNSEEN, tidied, tidied_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Hei\r\n\r\n\r\n\r\nder", "Hei\n\nder"),
        ("  innrykk  \n", "  innrykk"),
        ("be\u200bred\u2060skap\ufeff", "beredskap"),
        ("\u202eevil.exe\u202c og \u2066mer\u2069", "evil.exe og mer"),
        ("A\u030a", "Å"),
        ("👩\u200d🚒 rykker ut", "👩\u200d🚒 rykker ut"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200d\u200c", ""),
        ("\x00\x07", ""),
    ],
)
def test_what_is_kept(typed, kept):
    assert tidied(typed) == kept


def test_towers_of_marks_are_cut():
    assert len(tidied("Z" + "\u0301" * 200 + "alt")) < 10


def test_a_title_is_one_line():
    assert tidied_line("Om\nvarsling \u200b av\tfolk") == "Om varsling av folk"


@given(st.text())
def test_tidying_twice_is_tidying_once_and_nothing_unseen_is_left(text):
    once = tidied(text)

    assert tidied(once) == once
    assert not UNSEEN.search(once)
