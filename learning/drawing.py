"""Which questions an attempt asks, and in which order: plain values in, plain values out.

Everything follows from the seed and the release, and can be replayed from them at any time. No random numbers:
questions are put in the order of a hash over seed and id, which is the same on every machine and in every version of
every language. A seed ends in the attempt's number ("812:3"), so an attempt knows what those before it asked, and
draws what was asked least often first.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

Quiz = dict[str, Any]
Question = dict[str, Any]


def draw(quiz: Quiz, *, seed: str) -> list[str]:
    """Ids of the questions to ask: those written in the lesson, then what is drawn; all mixed where the quiz says so.

    Quizzes of schema 1 have neither draws nor mixing.
    """
    fixed = [question["id"] for question in quiz["questions"]]
    asked = fixed + _drawn_now(quiz, seed)
    return sorted(asked, key=lambda one: _digest(seed, "order", one)) if quiz.get("shuffle") else asked


def questions_by_id(quiz: Quiz) -> dict[str, Question]:
    """Every question the quiz may ask."""
    return {question["id"]: question for question in [*quiz["questions"], *quiz.get("pool", [])]}


def served(quiz: Quiz, ids: Iterable[str]) -> list[Question]:
    """The questions of an attempt, in order; attempts older than draws name none, and were asked all."""
    known = questions_by_id(quiz)
    wanted = list(ids) or [question["id"] for question in quiz["questions"]]
    return [known[one] for one in wanted]


def question_count(quiz: Quiz) -> int:
    return len(quiz["questions"]) + sum(one["count"] for one in quiz.get("draws", []))


def _drawn_now(quiz: Quiz, seed: str) -> list[str]:
    draws = quiz.get("draws", [])
    if not draws:
        return []
    base, _, number = seed.rpartition(":")
    asked: Counter[str] = Counter()
    for earlier in range(1, int(number)):
        asked.update(_drawn(draws, f"{base}:{earlier}", asked))
    return _drawn(draws, seed, asked)


def _drawn(draws: list[dict[str, Any]], seed: str, asked: Counter[str]) -> list[str]:
    """Each draw in turn takes from what is left: first what was asked least often, then by chance of the seed."""
    taken: list[str] = []
    for place, one in enumerate(draws):
        free = set(one["questions"]) - set(taken)
        taken += sorted(free, key=lambda key: (asked[key], _digest(seed, place, key)))[: one["count"]]
    return taken


def _digest(*parts: object) -> bytes:
    return hashlib.sha256("/".join(map(str, parts)).encode()).digest()
