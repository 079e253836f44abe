"""What answers add up to. Pure arithmetic over plain values; who may see which sums is asked in `suppression.py`."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .answers import CANNOT, Answers
from .content import Asked, Option
from .enums import MINIMUM, TEXTS, QuestionKind


@dataclass(frozen=True)
class Row:
    """One person's answers as a plain value. `background` says of what kind and county their organisation is."""

    answers: Answers
    version: int
    moment: str
    year: int
    background: dict[str, str] = field(default_factory=dict)
    respondent: int | None = None


@dataclass(frozen=True)
class Tally:
    """One question's answers. `base` are those who answered, "cannot answer" included: 11 yes, 1 no, 2 cannot of 14.

    `hidden` where there are too few to show anything but that.
    """

    question: Asked
    base: int
    silent: int
    cannot: int = 0
    counts: tuple[tuple[str, int], ...] = ()
    mean: Decimal | None = None
    texts: tuple[str, ...] = ()
    hidden: bool = False

    @property
    def most(self) -> int:
        return max((count for _key, count in self.counts), default=0)


def tally(question: Asked, rows: Sequence[Row], *, sums_only: bool, may_show: bool = True) -> Tally:
    """Add up one question. With sums only, nothing is shown of fewer than five who answered it."""
    given = [row.answers[question.key] for row in rows if question.key in row.answers]
    base, silent = len(given), len(rows) - len(given)
    if base and sums_only and (base < MINIMUM or not may_show):
        return Tally(question, base=0, silent=0, hidden=True)
    said = [answer for answer in given if answer != CANNOT]
    return Tally(
        question,
        base=base,
        silent=silent,
        cannot=base - len(said),
        counts=_counts(question, said),
        mean=mean_of(question, said),
        texts=_shuffled(said) if question.kind in TEXTS else (),
    )


def base_of(question: Asked, rows: Iterable[Row]) -> int:
    return sum(question.key in row.answers for row in rows)


def mean_of(question: Asked, said: Sequence[Any]) -> Decimal | None:
    """Of scales and numbers, to two places; None of anything else and of nothing."""
    if question.kind not in (QuestionKind.SCALE, QuestionKind.NUMBER) or not said:
        return None
    return (sum((Decimal(str(one)) for one in said), Decimal()) / len(said)).quantize(Decimal("0.01"))


def _counts(question: Asked, said: Sequence[Any]) -> tuple[tuple[str, int], ...]:
    """Every answer there was to choose, in order, also those nobody chose; days by their year."""
    if question.kind in TEXTS:
        return ()
    if question.kind == QuestionKind.NUMBER:
        return number_classes([Decimal(one) for one in said])
    if question.kind == QuestionKind.DATE:
        return tuple(sorted(Counter(day[:4] for day in said).items()))
    counted = Counter(str(one) for answer in said for one in (answer if isinstance(answer, list) else [answer]))
    return tuple((key, counted[key]) for key in answer_keys(question))


def number_classes(numbers: Sequence[Decimal], *, most: int = 6) -> tuple[tuple[str, int], ...]:
    """How often each number was given; where there are many, in five classes of the same width ("10–19.5")."""
    counted = Counter(numbers)
    if len(counted) <= most:
        return tuple((format(number.normalize(), "f"), counted[number]) for number in sorted(counted))
    low, high = min(numbers), max(numbers)
    width = (high - low) / 5
    classes = Counter(min(int((number - low) / width), 4) for number in numbers)
    return tuple(
        (f"{_plain(low + place * width)}–{_plain(low + (place + 1) * width)}", classes[place]) for place in range(5)
    )


def _plain(number: Decimal) -> str:
    return format(number.quantize(Decimal("0.1")).normalize(), "f")


def answer_keys(question: Asked) -> list[str]:
    """The answers there are to choose from."""
    if question.kind == QuestionKind.SCALE:
        return [str(point) for point in range(1, 6)]
    if question.kind == QuestionKind.YES_NO:
        return ["yes", "no"]
    return [option.key for option in question.options]


def _shuffled(texts: Sequence[str]) -> tuple[str, ...]:
    """In an order that tells nothing about the order of answering."""
    mixed = list(texts)
    random.SystemRandom().shuffle(mixed)
    return tuple(mixed)


def merged(questions: Iterable[Asked]) -> dict[str, Asked]:
    """Questions of several versions by their key, the newest first: its words count, with options of old ones after."""
    found: dict[str, Asked] = {}
    for question in questions:
        first = found.setdefault(question.key, question)
        known = {option.key for option in first.options}
        more: list[Option] = [option for option in question.options if option.key not in known]
        if more:
            found[question.key] = _with_options(first, more)
    return found


def _with_options(question: Asked, more: Iterable[Option]) -> Asked:
    from dataclasses import replace

    return replace(question, options=(*question.options, *more))


# --- Before and after ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """One question of a pair: what it was before and is after. Of several people: means, and how many moved."""

    question: Asked
    people: int
    before: Any
    after: Any
    more: int = 0
    less: int = 0
    hidden: bool = False


def changes(questions: Iterable[Asked], pairs: Sequence[tuple[Row, Row]]) -> list[Change]:
    """How people's own answers on scales moved, from five people on."""
    return [_change(question, pairs) for question in questions if question.kind == QuestionKind.SCALE]


def _change(question: Asked, pairs: Sequence[tuple[Row, Row]]) -> Change:
    both = [(b.answers[question.key], a.answers[question.key]) for b, a in pairs if _answered_both(question, b, a)]
    if len(both) < MINIMUM:
        return Change(question, 0, None, None, hidden=True)
    before, after = (mean_of(question, [pair[place] for pair in both]) for place in (0, 1))
    more, less = sum(a > b for b, a in both), sum(a < b for b, a in both)
    return Change(question, len(both), before, after, more, less)


def _answered_both(question: Asked, before: Row, after: Row) -> bool:
    return all(row.answers.get(question.key, CANNOT) != CANNOT for row in (before, after))
