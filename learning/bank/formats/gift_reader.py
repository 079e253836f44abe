"""Reading GIFT, as Moodle's own reader does: https://docs.moodle.org/en/GIFT_format

A question ends at an empty line. Escaped signs are put out of the way first, one sign for two, so that lines still
count; then braces, weights and arrows are what they seem.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from ..contents import Said
from ..enums import QuestionKind
from . import building
from .building import Answer
from .plain import plain, tidy
from .reading import Draft, Notes, Reading, Refused, in_order, refuse, take, text_of

ESCAPED = "\\~=#{}:"
# Signs of the private use area stand for what was escaped.
_HIDE = {f"\\{sign}": chr(0xF300 + number) for number, sign in enumerate(ESCAPED)} | {"\\n": chr(0xF3FF)}
_SHOW = str.maketrans({hidden: sign[1] for sign, hidden in _HIDE.items()} | {chr(0xF3FF): "\n"})
_ESCAPE = re.compile(r"\\[\\~=#{}:n]")
_FORM = re.compile(r"\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d+)?)%")
_TAG = re.compile(r"\[tag:([^\]]+)\]")
_ORDERING = re.compile(
    r"^>\s*(\d+)[ \t]*(ALL|EXACT|RANDOM|REL|CONTIGUOUS|CONTIG)?[ \t]*(HORIZONTAL|HORI|H|1|VERTICAL|VERT|V|0)?[ \t]*"
    r"([A-Z_]+)?[ \t]*(SHOW|TRUE|YES|1|HIDE|FALSE|NO|0)?[ \t]*(\w+)?[ \t]*(?=\n|$)"
)
_BY_PLACE = (None, "ABSOLUTE_POSITION", "ABSOLUTE", "ABS")


def read_gift(data: bytes) -> Reading:
    """Read every question of a file. Raises UnreadableFile where it is none."""
    reading = Reading()
    category = ""
    for block in _blocks(text_of(data)):
        category = block.category or category
        if block.text.strip():
            reading.total += 1
            _read(block, category, reading)
    reading.problems = in_order(reading.problems)
    return reading


@dataclass
class Block:
    """The lines of one question, comments blanked, escaped signs hidden."""

    line: int
    text: str
    tags: tuple[str, ...]
    category: str

    def line_at(self, offset: int) -> int:
        return self.line + self.text.count("\n", 0, max(offset, 0))

    @property
    def first_line(self) -> int:
        return self.line_at(len(self.text) - len(self.text.lstrip()))


def _blocks(text: str) -> Iterator[Block]:
    start, lines = 1, []
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.strip():
            lines.append(line)
            continue
        if lines:
            yield _block(start, lines)
        start, lines = number + 1, []


def _block(start: int, lines: list[str]) -> Block:
    tags: list[str] = []
    category = ""
    kept = []
    for line in lines:
        bare = line.strip()
        if bare.startswith("//"):
            tags += _TAG.findall(bare)
            kept.append("")
        elif bare.startswith("$CATEGORY:"):
            category = bare.removeprefix("$CATEGORY:").strip()
            kept.append("")
        else:
            kept.append(line)
    hidden = _ESCAPE.sub(lambda found: _HIDE[found[0]], "\n".join(kept))
    return Block(start, hidden, tuple(tags), category_named(category))


def category_named(path: str) -> str:
    """Moodle's path without the places that only Moodle knows."""
    return "/".join(part.strip() for part in path.split("/") if part.strip() not in ("", "top") and part[0] != "$")


def _read(block: Block, category: str, reading: Reading) -> None:
    name, offset = _name(block)
    notes = Notes(name)
    line = block.first_line
    try:
        kind, said = _Question(block, offset, notes).read()
    except Refused as refusal:
        refuse(reading, refusal.line or line, name, refusal.reason)
        return
    take(reading, Draft(kind, said, line, name, category, block.tags), notes)


def _name(block: Block) -> tuple[str, int]:
    """What stands between double colons, and where the question's text begins."""
    found = re.match(r"\s*::(.*?)::", block.text, re.DOTALL)
    if found:
        return tidy(_shown(found[1])), found.end()
    return tidy(_shown(block.text.split("{")[0]))[:60], 0


def _shown(text: str) -> str:
    return text.translate(_SHOW)


class _Question:
    """One question being read. Offsets are places in the block's text, so that every part knows its line."""

    def __init__(self, block: Block, offset: int, notes: Notes) -> None:
        self.block, self.notes = block, notes
        self.opens, self.closes = self._braces(offset)
        before, after = block.text[offset : self.opens], block.text[self.closes + 1 :]
        blank = " _____ " if after.strip() else ""
        text, self.form = self._formed(before + blank + after)
        self.text = plain(text, self.form, line=block.first_line, notes=notes)

    def _braces(self, offset: int) -> tuple[int, int]:
        text = self.block.text
        opens, closes = text.find("{", offset), text.find("}", offset)
        if opens < 0 and closes < 0:
            raise Refused(_("There are no answers in braces: this is a text, not a question."))
        if opens < 0 or (0 <= closes < opens):
            raise Refused(_("A brace is closed that was not opened."), self.block.line_at(closes))
        if closes < 0:
            raise Refused(_("The brace is not closed. An empty line ends a question."), self.block.line_at(opens))
        again = min((at for at in (text.find("{", opens + 1), text.find("{", closes)) if at >= 0), default=-1)
        if again >= 0 or text.find("}", closes + 1) >= 0:
            at = again if again >= 0 else text.find("}", closes + 1)
            raise Refused(_("There is more than one pair of braces."), self.block.line_at(at))
        return opens, closes

    def _formed(self, text: str, form: str = "moodle") -> tuple[str, str]:
        found = _FORM.match(text.strip())
        return (text.strip()[found.end() :], found[1]) if found else (text, form)

    def words(self, text: str, offset: int) -> str:
        """A part of the question as plain text."""
        inner, form = self._formed(text, self.form)
        return plain(_shown(inner), form, line=self._line(text, offset), notes=self.notes)

    def _line(self, text: str, offset: int) -> int:
        return self.block.line_at(offset + len(text) - len(text.lstrip()))

    def read(self) -> tuple[str, Said]:
        inner = self.block.text[self.opens + 1 : self.closes]
        start = self.opens + 1
        self.text = self.text.translate(_SHOW)
        inner, general = self._general(inner, start)
        bare = inner.strip()
        if not bare:
            raise Refused(_("A free text is marked by a person. There is no such question here."))
        if bare.startswith(">"):
            return self._ordering(inner, start, general)
        if bare.startswith("#"):
            at = inner.index("#") + 1
            return self._numeric(inner[at:], start + at, general)
        if "~" in inner:
            return self._choice(inner, start, general)
        if "=" in inner and "->" in inner:
            return self._matching(inner, start, general)
        if bare.split("#")[0].strip() in ("T", "TRUE", "F", "FALSE"):
            return self._true_false(inner, start, general)
        return self._short_text(inner, start, general)

    def _general(self, inner: str, start: int) -> tuple[str, str]:
        at = inner.rfind("####")
        if at < 0:
            return inner, ""
        return inner[:at], self.words(inner[at + 4 :], start + at + 4)

    def _no_general(self, general: str, start: int) -> None:
        if general:
            said = _("Feedback to the whole question is left out: “%(text)s”") % {"text": general}
            self.notes.add(self.block.line_at(self.block.text.rfind("####")), said)

    def _parts(self, inner: str, start: int, signs: str) -> Iterator[tuple[str, str, int]]:
        """Pieces that begin with one of the signs: the sign, what follows it, and where that stands."""
        found = [(match[0], match.end()) for match in re.finditer(f"[{signs}]", inner)]
        first = inner[: found[0][1] - 1] if found else inner
        if first.strip():
            yield "", first, start
        ends = [at - 1 for _sign, at in found[1:]] + [len(inner)]
        for (sign, at), end in zip(found, ends, strict=False):
            yield sign, inner[at:end], start + at

    def _answers(self, inner: str, start: int, signs: str, *, usual: int) -> list[Answer]:
        return [
            self._answer(text, at, Decimal(100) if sign == "=" else Decimal(usual))
            for sign, text, at in self._parts(inner, start, signs)
        ]

    def _answer(self, text: str, at: int, weight: Decimal) -> Answer:
        line = self._line(text, at)
        if found := _WEIGHT.match(text.strip()):
            weight = Decimal(found[1])
            at += text.index(found[0]) + len(found[0])
            text = text.strip()[found.end() :]
        said, sign, feedback = text.partition("#")
        told = self.words(feedback, at + len(said) + 1) if sign else ""
        return Answer(self.words(said, at), weight, told, line)

    def _choice(self, inner: str, start: int, general: str) -> tuple[str, Said]:
        self._no_general(general, start)
        answers = self._answers(inner, start, "~=", usual=0)
        if "=" in inner:
            return QuestionKind.SINGLE_CHOICE.value, building.single_choice(self.text, answers, self.notes)
        return QuestionKind.MULTIPLE_CHOICE.value, building.multiple_choice(self.text, answers, self.notes)

    def _short_text(self, inner: str, start: int, general: str) -> tuple[str, Said]:
        answers = self._answers(inner, start, "=", usual=100)
        return QuestionKind.SHORT_TEXT.value, building.short_text(self.text, answers, self.notes, general=general)

    def _true_false(self, inner: str, start: int, general: str) -> tuple[str, Said]:
        self._no_general(general, start)
        word, *told = inner.split("#")
        if len(told) > 2:
            raise Refused(_("There is more feedback than to wrong and to right."), self.block.line_at(start))
        wrong, right = ([self.words(text, start) for text in told] + ["", ""])[:2]
        answer = word.strip() in ("T", "TRUE")
        if_true, if_false = (right, wrong) if answer else (wrong, right)
        said = building.true_false(self.text, answer=answer, if_true=if_true, if_false=if_false)
        return QuestionKind.TRUE_FALSE.value, said

    def _matching(self, inner: str, start: int, general: str) -> tuple[str, Said]:
        pairs = []
        for _sign, text, at in self._parts(inner, start, "="):
            left, arrow, right = text.partition("->")
            line = self._line(text, at)
            if not arrow:
                raise Refused(_("A pair has no arrow (->)."), line)
            pairs.append((self.words(left, at), self.words(right, at + len(left) + 2), line))
        said = building.matching(self.text, pairs, self.notes, right="", wrong="", general=general)
        return QuestionKind.MATCHING.value, said

    def _numeric(self, inner: str, start: int, general: str) -> tuple[str, Said]:
        at = inner.find("~")
        right = self._answers(inner[: at if at >= 0 else None], start, "=", usual=100)
        answers = [(answer, *self._number(answer)) for answer in right]
        if at >= 0:
            wrong = self._answer(inner[at + 1 :], start + at + 1, Decimal(0))
            answers.append((wrong, "*", "0"))
        said = building.numeric(self.text, answers, self.notes, unit="", general=general)
        return QuestionKind.NUMERIC.value, said

    def _number(self, answer: Answer) -> tuple[str, str]:
        """The number and how far off it may be: 5, 5:0.5 or 4.5..5.5."""
        least, dots, most = answer.text.partition("..")
        if dots:
            low, high = building.read_decimal(least, answer.line), building.read_decimal(most, answer.line)
            return str((low + high) / 2), str((high - low) / 2)
        number, _colon, tolerance = answer.text.partition(":")
        return number.strip(), tolerance.strip() or "0"

    def _ordering(self, inner: str, start: int, general: str) -> tuple[str, Said]:
        head = _ORDERING.match(inner.lstrip())
        if head is None:
            raise Refused(_("The first line of an ordering question cannot be read."), self.block.line_at(start))
        begin = start + len(inner) - len(inner.lstrip()) + head.end()
        steps = self._steps(self.block.text[begin : start + len(inner)], begin)
        line = self.block.line_at(start)
        if head[2] not in (None, "ALL", "EXACT") or (head[2] is None and int(head[1]) < len(steps)):
            self.notes.add(line, _("All steps are asked here, not some of them."))
        if head[4] not in _BY_PLACE:
            self.notes.add(line, _("Here every step in its right place counts."))
        said = building.ordering(self.text, steps, right="", wrong="", general=general)
        return QuestionKind.ORDERING.value, said

    def _steps(self, text: str, begin: int) -> list[tuple[str, int]]:
        steps = []
        for line in text.split("\n"):
            if line.strip():
                steps.append((self.words(line, begin), self.block.line_at(begin)))
            begin += len(line) + 1
        return steps
