"""Writing Moodle XML, as Moodle itself exports it. It has words for everything our questions say."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from xml.sax.saxutils import escape, quoteattr

from ..contents import Said
from ..enums import QuestionKind
from .building import LITERAL_STAR
from .gift_writer import Exported, weight_text

_TYPES = {
    QuestionKind.SINGLE_CHOICE: "multichoice",
    QuestionKind.MULTIPLE_CHOICE: "multichoice",
    QuestionKind.TRUE_FALSE: "truefalse",
    QuestionKind.NUMERIC: "numerical",
    QuestionKind.SHORT_TEXT: "shortanswer",
    QuestionKind.ORDERING: "ordering",
    QuestionKind.MATCHING: "matching",
}


def write_moodle(questions: Iterable[Exported]) -> Iterator[str]:
    """A whole file, piece by piece."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
    category = ""
    for question in questions:
        if question.category != category:
            category = question.category
            yield _category(category)
        yield _question(question)
    yield "</quiz>\n"


def _category(category: str) -> str:
    path = "$course$/top" + (f"/{category}" if category else "")
    return f'  <question type="category">\n    <category>{_text(path)}</category>\n  </question>\n'


def _question(question: Exported) -> str:
    kind, said = QuestionKind(question.kind), question.said
    lines = [
        f'<question type="{_TYPES[kind]}">',
        f"  <name>{_text(question.name)}</name>",
        f"  {_worded('questiontext', said['text'])}",
        "  <defaultgrade>1</defaultgrade>",
        f"  <idnumber>{question.key}</idnumber>",
        *(f"  {line}" for line in _WRITERS[kind](said)),
        *_tags(question.tags),
        "</question>",
    ]
    return "".join(f"  {line}\n" for line in lines)


def _tags(tags: tuple[str, ...]) -> list[str]:
    return ["  <tags>", *(f"    <tag>{_text(tag)}</tag>" for tag in tags), "  </tags>"] if tags else []


def _text(text: str) -> str:
    return f"<text>{escape(_clean(text))}</text>"


def _clean(text: str) -> str:
    """Without the signs that XML has no way to write."""
    return "".join(sign for sign in text if sign in "\t\n\r" or ord(sign) >= 32)


def _worded(tag: str, text: str, **attributes: str) -> str:
    more = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f'<{tag}{more} format="plain_text">{_text(text)}</{tag}>'


def _answer(text: str, weight: str, feedback: str, extra: str = "") -> str:
    told = _worded("feedback", feedback)
    return f'<answer fraction={quoteattr(weight)} format="plain_text">{_text(text)}{told}{extra}</answer>'


def _choice(said: Said, *, single: bool) -> list[str]:
    right = sum(one["correct"] for one in said["options"])
    share, cost = (Fraction(100), Fraction(0)) if single else (Fraction(100, right), Fraction(-100, right))
    return [
        f"<single>{str(single).lower()}</single>",
        f"<shuffleanswers>{str(not said.get('keep_order', False)).lower()}</shuffleanswers>",
        *(
            _answer(one["text"], weight_text(share if one["correct"] else cost), one["feedback"])
            for one in said["options"]
        ),
    ]


def _single_choice(said: Said) -> list[str]:
    return _choice(said, single=True)


def _multiple_choice(said: Said) -> list[str]:
    return _choice(said, single=False)


def _true_false(said: Said) -> list[str]:
    weights = {True: "100", False: "0"}
    return [
        _answer("true", weights[said["answer"]], said["feedback_true"]),
        _answer("false", weights[not said["answer"]], said["feedback_false"]),
    ]


def _short_text(said: Said) -> list[str]:
    right = [_answer(text.replace("*", LITERAL_STAR), "100", said["feedback_correct"]) for text in said["accepted"]]
    return ["<usecase>0</usecase>", *right, *_otherwise(said)]


def _numeric(said: Said) -> list[str]:
    tolerance = f"<tolerance>{said['tolerance']}</tolerance>"
    unit = f"<unit><multiplier>1</multiplier><unit_name>{escape(said['unit'])}</unit_name></unit>"
    units = [f"<units>{unit}</units>"] if said["unit"] else []
    return [_answer(said["answer"], "100", said["feedback_correct"], tolerance), *_otherwise(said), *units]


def _otherwise(said: Said) -> list[str]:
    return [_answer("*", "0", said["feedback_wrong"])] if said["feedback_wrong"] else []


def _ordering(said: Said) -> list[str]:
    steps = enumerate(said["items"], start=1)
    return [
        "<layouttype>VERTICAL</layouttype>",
        "<selecttype>ALL</selecttype>",
        f"<selectcount>{len(said['items'])}</selectcount>",
        "<gradingtype>ABSOLUTE_POSITION</gradingtype>",
        "<showgrading>SHOW</showgrading>",
        *_combined(said),
        *(f'<answer fraction="{place}" format="plain_text">{_text(one["text"])}</answer>' for place, one in steps),
    ]


def _matching(said: Said) -> list[str]:
    pairs = (
        f'<subquestion format="plain_text">{_text(pair["left"])}<answer>{_text(pair["right"])}</answer></subquestion>'
        for pair in said["pairs"]
    )
    return ["<shuffleanswers>true</shuffleanswers>", *_combined(said), *pairs]


def _combined(said: Said) -> list[str]:
    return [
        _worded("correctfeedback", said["feedback_correct"]),
        _worded("incorrectfeedback", said["feedback_wrong"]),
    ]


_WRITERS = {
    QuestionKind.SINGLE_CHOICE: _single_choice,
    QuestionKind.MULTIPLE_CHOICE: _multiple_choice,
    QuestionKind.TRUE_FALSE: _true_false,
    QuestionKind.NUMERIC: _numeric,
    QuestionKind.SHORT_TEXT: _short_text,
    QuestionKind.ORDERING: _ordering,
    QuestionKind.MATCHING: _matching,
}
