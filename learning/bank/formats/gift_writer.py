"""Writing GIFT, so that Moodle reads it. What GIFT has no words for stands beside the question as a comment."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from ..contents import Said
from ..enums import QuestionKind

# In Moodle a bare star stands for anything.
LITERAL_STAR = "\\*"
_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\~=#{}:"} | {"\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Exported:
    """A question on its way out, in one language."""

    key: str
    kind: str
    said: Said
    category: str = ""
    tags: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.said["text"].split("\n")[0][:80]


def write_gift(questions: Iterable[Exported]) -> Iterator[str]:
    """Each question as text, with an empty line between; a category stands before the first of its questions."""
    category = ""
    for question in questions:
        if question.category != category:
            category = question.category
            yield f"$CATEGORY: {category or 'top'}\n\n"
        yield _question(question) + "\n"


def lost_in_gift(question: Exported) -> list[str]:
    """What GIFT cannot say of a question, in words."""
    kind, said = question.kind, question.said
    lost = []
    told = {said.get("feedback_correct", ""), said.get("feedback_wrong", "")}
    if (kind == QuestionKind.ORDERING and told != {""}) or (kind == QuestionKind.MATCHING and len(told) > 1):
        lost.append(_("feedback when right and when wrong"))
    if kind == QuestionKind.NUMERIC and said["unit"]:
        lost.append(_("the unit %(unit)s") % {"unit": said["unit"]})
    if said.get("keep_order"):
        lost.append(_("that the answers keep their order"))
    return lost


def _question(question: Exported) -> str:
    tags = "".join(f" [tag:{tag}]" for tag in question.tags)
    comments = [f"// question: {question.key}{tags}"]
    if lost := lost_in_gift(question):
        comments.append("// " + _("Left out: %(what)s") % {"what": "; ".join(lost)})
    form = "[plain]" if _looks_like_markup(question.said) else ""
    answers = _WRITERS[QuestionKind(question.kind)](question.said)
    head = "\n".join(comments)
    return f"{head}\n::{_escaped(question.name)}::{form}{_escaped(question.said['text'])}{{{answers}}}\n"


def _escaped(text: str) -> str:
    return text.translate(_SIGNS)


def _looks_like_markup(value: object) -> bool:
    if isinstance(value, dict):
        return any(_looks_like_markup(inner) for inner in value.values())
    if isinstance(value, list):
        return any(_looks_like_markup(inner) for inner in value)
    return isinstance(value, str) and (any(sign in value for sign in "<>&") or value.startswith("["))


def _told(feedback: str) -> str:
    return f"#{_escaped(feedback)}" if feedback else ""


def _single_choice(said: Said) -> str:
    lines = [
        ("=" if one["correct"] else "~") + _escaped(one["text"]) + _told(one["feedback"]) for one in said["options"]
    ]
    return _lines(lines)


def _multiple_choice(said: Said) -> str:
    share = Fraction(100, sum(one["correct"] for one in said["options"]))
    lines = []
    for one in said["options"]:
        weight = share if one["correct"] else -share
        lines.append(f"~%{weight_text(weight)}%{_escaped(one['text'])}{_told(one['feedback'])}")
    return _lines(lines)


def weight_text(share: Fraction) -> str:
    """A share in per cent as Moodle writes it: 33.33333."""
    return f"{float(share):.5f}".rstrip("0").rstrip(".")


def _true_false(said: Said) -> str:
    word = "TRUE" if said["answer"] else "FALSE"
    right, wrong = said["feedback_true"], said["feedback_false"]
    if not said["answer"]:
        right, wrong = wrong, right
    if right:
        return f"{word}#{_escaped(wrong)}#{_escaped(right)}"
    return f"{word}{_told(wrong)}"


def _short_text(said: Said) -> str:
    right = _told(said["feedback_correct"])
    lines = [f"=%100%{_escaped(text.replace('*', LITERAL_STAR))}{right}" for text in said["accepted"]]
    return _lines([*lines, *([f"=%0%*{_told(said['feedback_wrong'])}"] if said["feedback_wrong"] else [])])


def _numeric(said: Said) -> str:
    lines = [f"=%100%{said['answer']}:{said['tolerance']}{_told(said['feedback_correct'])}"]
    return "#" + _lines([*lines, *([f"~{_told(said['feedback_wrong'])}"] if said["feedback_wrong"] else [])])


def _ordering(said: Said) -> str:
    """Moodle takes the steps as they stand, without escapes; only what would end the question is escaped."""
    steps = [" ".join(one["text"].split()).replace("{", "\\{").replace("}", "\\}") for one in said["items"]]
    head = f">{len(steps)} ALL VERTICAL ABSOLUTE_POSITION SHOW"
    return "\n".join([head, *steps, ""])


def _matching(said: Said) -> str:
    pairs = [f"={_escaped(pair['left'])} -> {_escaped(pair['right'])}" for pair in said["pairs"]]
    return _lines([*pairs, *_general(said)])


def _general(said: Said) -> list[str]:
    same = said["feedback_correct"] == said["feedback_wrong"] != ""
    return [f"####{_escaped(said['feedback_correct'])}"] if same else []


def _lines(lines: list[str]) -> str:
    return "\n" + "".join(f"\t{line}\n" for line in lines)


_WRITERS = {
    QuestionKind.SINGLE_CHOICE: _single_choice,
    QuestionKind.MULTIPLE_CHOICE: _multiple_choice,
    QuestionKind.TRUE_FALSE: _true_false,
    QuestionKind.NUMERIC: _numeric,
    QuestionKind.SHORT_TEXT: _short_text,
    QuestionKind.ORDERING: _ordering,
    QuestionKind.MATCHING: _matching,
}
