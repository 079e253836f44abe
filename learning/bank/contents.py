"""What a question says, by language: checked, compared, searched. Plain values only.

The shape is what the blocks of cms/blocks/questions.py freeze to, without type and id.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from learning.snapshot import canonical_hash

from .enums import CHOICES, QuestionKind

Said = dict[str, Any]
Content = dict[str, Said]
PARTS = {
    QuestionKind.SINGLE_CHOICE: "options",
    QuestionKind.MULTIPLE_CHOICE: "options",
    QuestionKind.ORDERING: "items",
    QuestionKind.MATCHING: "pairs",
}


def parts_of(kind: str, said: Said) -> list[dict[str, Any]]:
    """Options, steps or pairs; none where a question has no parts."""
    parts: list[dict[str, Any]] = said.get(PARTS.get(QuestionKind(kind), ""), [])
    return parts


def with_ids(kind: str, said: Said) -> Said:
    """The same, with an id for every part that has none yet."""
    if QuestionKind(kind) not in PARTS:
        return said
    name = PARTS[QuestionKind(kind)]
    return said | {name: [{"id": str(uuid4()), **part} for part in said[name]]}


def fingerprint(kind: str, content: Content) -> str:
    """A hash over what is said, whatever the ids of its parts."""
    return canonical_hash([kind, {language: _without_ids(said) for language, said in content.items()}])


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_ids(inner) for name, inner in value.items() if name != "id"}
    return [_without_ids(inner) for inner in value] if isinstance(value, list) else value


def words_of(content: Content) -> str:
    """Every word of a question, for searching."""
    return "\n".join(text for said in content.values() for text in _texts(said) if text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "id":
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


def structure(kind: str, said: Said) -> Any:
    """What must be the same in every language: which parts there are, and which of them are right."""
    parts = parts_of(kind, said)
    if kind in CHOICES:
        return [(part["id"], part["correct"]) for part in parts]
    if kind == QuestionKind.TRUE_FALSE:
        return said["answer"]
    if kind == QuestionKind.NUMERIC:
        return Decimal(said["answer"]), Decimal(said["tolerance"])
    return [part["id"] for part in parts]


def carried(kind: str, translated: Said, source: Said) -> Said | None:
    """A translation under the key its source has now; None where the source has other parts than it had."""
    known = {part["id"]: part for part in parts_of(kind, translated)}
    wanted = parts_of(kind, source)
    if known.keys() != {part["id"] for part in wanted}:
        return None
    if QuestionKind(kind) in PARTS:
        right = [{"correct": part["correct"]} if kind in CHOICES else {} for part in wanted]
        parts = [known[part["id"]] | key for part, key in zip(wanted, right, strict=True)]
        return translated | {PARTS[QuestionKind(kind)]: parts}
    return translated | {name: source[name] for name in ("answer", "tolerance") if name in source}


def problems(kind: str, said: Said) -> list[str]:
    """What keeps this from being a question, in words."""
    if not said.get("text", "").strip():
        return [_("The question has no text.")]
    return _CHECKS[QuestionKind(kind)](said)


def _check_single_choice(said: Said) -> list[str]:
    right = sum(bool(option["correct"]) for option in said["options"])
    return _at_least(said["options"], 2) + ([] if right == 1 else [_("Mark exactly one answer as right.")])


def _check_multiple_choice(said: Said) -> list[str]:
    right = any(option["correct"] for option in said["options"])
    return _at_least(said["options"], 2) + ([] if right else [_("Mark at least one answer as right.")])


def _check_true_false(said: Said) -> list[str]:
    return []


def _check_numeric(said: Said) -> list[str]:
    try:
        numbers = Decimal(said["answer"]), Decimal(said["tolerance"])
    except InvalidOperation:
        return [_("The answer is not a number.")]
    fine = all(number.is_finite() for number in numbers) and numbers[1] >= 0
    return [] if fine else [_("The answer is not a number.")]


def _check_short_text(said: Said) -> list[str]:
    return [] if any(text.strip() for text in said["accepted"]) else [_("No answer is accepted.")]


def _check_ordering(said: Said) -> list[str]:
    return _at_least(said["items"], 2)


def _check_matching(said: Said) -> list[str]:
    return _at_least(said["pairs"], 2)


def _at_least(parts: list[Any], number: int) -> list[str]:
    if len(parts) < number:
        return [_("At least %(number)s answers are needed.") % {"number": number}]
    texts = [text for part in parts for name, text in part.items() if name in ("text", "left", "right")]
    return [] if all(text.strip() for text in texts) else [_("An answer has no text.")]


_CHECKS = {
    QuestionKind.SINGLE_CHOICE: _check_single_choice,
    QuestionKind.MULTIPLE_CHOICE: _check_multiple_choice,
    QuestionKind.TRUE_FALSE: _check_true_false,
    QuestionKind.NUMERIC: _check_numeric,
    QuestionKind.SHORT_TEXT: _check_short_text,
    QuestionKind.ORDERING: _check_ordering,
    QuestionKind.MATCHING: _check_matching,
}
