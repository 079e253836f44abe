"""zxcvbn's advice in our words and languages. It speaks English only, in a fixed set of sentences."""

from typing import TypedDict

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Feedback(TypedDict):
    warning: str
    suggestions: list[str]


COMMON = _("It is one of the passwords that are tried first.")
NAMES = _("Names are tried first.")
SINGLE_WORD = _("A single word is not enough.")
KEYBOARD = _("Keys that lie beside one another are tried first.")
REPEATS = _("Repeating something does not make it safer.")
SEQUENCES = _("Sequences such as abc or 6543 are tried first.")
DATES = _("Dates and years are tried first.")
MORE_WORDS = _("Add another word or two, rare ones.")

ADVICE: dict[str, Words] = {
    "This is a top-10 common password.": COMMON,
    "This is a top-100 common password.": COMMON,
    "This is a very common password.": COMMON,
    "This is similar to a commonly used password.": _("It is close to a password that many use."),
    "A word by itself is easy to guess.": SINGLE_WORD,
    "Names and surnames by themselves are easy to guess.": NAMES,
    "Common names and surnames are easy to guess.": NAMES,
    "Straight rows of keys are easy to guess.": KEYBOARD,
    "Short keyboard patterns are easy to guess.": KEYBOARD,
    'Repeats like "aaa" are easy to guess.': REPEATS,
    'Repeats like "abcabcabc" are only slightly harder to guess than "abc".': REPEATS,
    'Sequences like "abc" or "6543" are easy to guess.': SEQUENCES,
    "Recent years are easy to guess.": DATES,
    "Dates are often easy to guess.": DATES,
    "Use a few words, avoid common phrases.": MORE_WORDS,
    "Add another word or two. Uncommon words are better.": MORE_WORDS,
    "Capitalization doesn't help very much.": _("Capital letters help little."),
    "All-uppercase is almost as easy to guess as all-lowercase.": _("Capital letters help little."),
    "Reversed words aren't much harder to guess.": _("Words backwards are tried too."),
    "Predictable substitutions like '@' instead of 'a' don't help very much.": _(
        "Signs in place of letters, @ for a, are tried too."
    ),
}


def advice_for(feedback: Feedback) -> list[str]:
    """At most two sentences: what is wrong, and what to do. Always at least one."""
    said = [feedback["warning"], *feedback["suggestions"]]
    known = dict.fromkeys(str(ADVICE[sentence]) for sentence in said if sentence in ADVICE)
    return list(known)[:2] or [str(MORE_WORDS)]
