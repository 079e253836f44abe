"""A question with its key, line by line: for those who write questions, and for comparing two versions."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .contents import Said, parts_of
from .enums import CHOICES, QuestionKind


@dataclass(frozen=True)
class Line:
    """`key` is the same in every version, so that lines can be put side by side."""

    key: str
    label: str
    text: str


@dataclass(frozen=True)
class Compared:
    label: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        return self.before != self.after


def lines_of(kind: str, said: Said) -> list[Line]:
    """Everything a question says."""
    lines = [Line("text", _("Question"), said["text"])]
    if kind in CHOICES:
        return lines + [line for option in said["options"] for line in _option(option)]
    if kind == QuestionKind.TRUE_FALSE:
        lines.append(Line("answer", _("Key"), _("True") if said["answer"] else _("False")))
        lines.append(Line("feedback_true", _("Feedback to those who say it is true"), said["feedback_true"]))
        return [*lines, Line("feedback_false", _("Feedback to those who say it is false"), said["feedback_false"])]
    lines += _key(kind, said)
    lines.append(Line("feedback_correct", _("Feedback when right"), said["feedback_correct"]))
    return [*lines, Line("feedback_wrong", _("Feedback when wrong"), said["feedback_wrong"])]


def _option(option: dict[str, Any]) -> list[Line]:
    label = _("Right answer") if option["correct"] else _("Wrong answer")
    told = Line(f"{option['id']}/feedback", _("Feedback"), option["feedback"])
    return [Line(option["id"], label, option["text"]), *([told] if option["feedback"] else [])]


def _key(kind: str, said: Said) -> list[Line]:
    if kind == QuestionKind.NUMERIC:
        near = f" ± {said['tolerance']}" if said["tolerance"] != "0" else ""
        return [Line("answer", _("Right answer"), f"{said['answer']}{near} {said['unit']}".strip())]
    if kind == QuestionKind.SHORT_TEXT:
        return [Line("accepted", _("Accepted answers"), " · ".join(said["accepted"]))]
    if kind == QuestionKind.ORDERING:
        steps = enumerate(parts_of(kind, said), start=1)
        return [Line(f"step/{place}", _("Step %(place)s") % {"place": place}, part["text"]) for place, part in steps]
    return [Line(part["id"], _("Pair"), f"{part['left']} → {part['right']}") for part in parts_of(kind, said)]


def compare(kind: str, before: Said, after: Said) -> list[Compared]:
    """Two versions side by side: the lines of the newer one in its order, then those that are gone."""
    old = {line.key: line for line in lines_of(kind, before)}
    new = {line.key: line for line in lines_of(kind, after)}
    rows = [Compared(line.label, _told(old.get(key)), _told(line)) for key, line in new.items()]
    return rows + [Compared(line.label, _told(line), "") for key, line in old.items() if key not in new]


def _told(line: Line | None) -> str:
    """With its label, so that "wrong" becoming "right" shows."""
    return f"{line.label}: {line.text}" if line else ""
