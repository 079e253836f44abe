"""Reading Moodle XML: https://docs.moodle.org/en/Moodle_XML_format

Every element is either read, known to say nothing of the question itself, or listed with its line.
"""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..contents import Said
from ..enums import QuestionKind
from . import building
from .building import Answer, read_decimal
from .gift_reader import category_named
from .plain import plain
from .reading import Draft, Notes, Reading, Refused, UnreadableFile, in_order, refuse, take
from .xml_tree import Node, parse

FORMS = {"html": "html", "moodle_auto_format": "moodle", "plain_text": "plain", "markdown": "markdown"}
# How Moodle shows and counts, not what is asked.
_SAYS_NOTHING = {
    *("penalty", "hidden", "idnumber", "answernumbering", "showstandardinstruction", "shownumcorrect", "usecase"),
    *("unitgradingtype", "unitpenalty", "showunits", "unitsleft", "layouttype", "numberingstyle", "showgrading"),
    *("name", "questiontext", "tags", "answer", "single", "shuffleanswers", "subquestion", "units", "text"),
    *("selecttype", "selectcount", "gradingtype", "defaultgrade", "generalfeedback"),
    *("correctfeedback", "incorrectfeedback"),
}
_WHOLE = {"ordering", "matching"}
_OTHER_KINDS = {
    "essay": gettext_lazy("A free text is marked by a person. There is no such question here."),
    "description": gettext_lazy("This is a text, not a question."),
}


def read_moodle(data: bytes) -> Reading:
    """Read every question of a file. Raises UnreadableFile where it is none."""
    root = parse(data)
    if root.tag != "quiz":
        raise UnreadableFile(_("Line %(line)s: the file does not begin with <quiz>.") % {"line": root.line})
    reading = Reading()
    category = ""
    for node in root.children:
        if node.tag != "question":
            refuse(reading, node.line, "", _("<%(tag)s> is not a question.") % {"tag": node.tag})
        elif node.attributes.get("type") == "category":
            category = category_named(node.words("category", "text"))
        else:
            reading.total += 1
            _read(node, category, reading)
    reading.problems = in_order(reading.problems)
    return reading


def _read(node: Node, category: str, reading: Reading) -> None:
    name = node.words("name", "text")
    notes = Notes(name)
    try:
        kind, said = _Question(node, notes).read()
    except Refused as refusal:
        refuse(reading, refusal.line or node.line, name, refusal.reason)
        return
    tags = tuple(tag.words("text") for tags in node.all("tags") for tag in tags.all("tag"))
    take(reading, Draft(kind, said, node.line, name, category, tags), notes)


class _Question:
    def __init__(self, node: Node, notes: Notes) -> None:
        self.node, self.notes = node, notes
        self.type = node.attributes.get("type", "")

    def read(self) -> tuple[str, Said]:
        reader = _READERS.get(self.type)
        if reader is None:
            other = _("There is no question of the kind “%(kind)s” here.") % {"kind": self.type}
            raise Refused(str(_OTHER_KINDS.get(self.type, other)))
        text = self.words(self.node.child("questiontext"))
        kind, said = reader(self, text)
        self._note_the_rest()
        return kind.value, said

    # --- Texts and answers ---

    def words(self, node: Node | None) -> str:
        """The text inside an element, plain; files beside it are listed."""
        if node is None:
            return ""
        self._note_files(node)
        inner = node.child("text")
        if inner and inner.children:
            raise Refused(_("Markup stands in a text as it is, not as CDATA or escaped."), inner.line)
        form = FORMS.get(node.attributes.get("format", "html"), "html")
        return plain(node.words("text"), form, line=node.line, notes=self.notes)

    def _note_files(self, node: Node) -> None:
        for file in node.all("file"):
            name = file.attributes.get("name", "")
            self.notes.add(file.line, _("The file “%(name)s” is not imported.") % {"name": name})

    def answers(self) -> list[Answer]:
        return [self._answer(node) for node in self.node.all("answer")]

    def _answer(self, node: Node) -> Answer:
        return Answer(self.words(node), _fraction(node), self.words(node.child("feedback")), node.line)

    def _says(self, tag: str) -> bool:
        return self.node.words(tag).casefold() in ("true", "1")

    # --- What is left over ---

    def _note_the_rest(self) -> None:
        grade = self.node.words("defaultgrade")
        if grade and read_decimal(grade, self.node.line) != 1:
            self.notes.add(self._line("defaultgrade"), _("It counts one point here, as every question does."))
        if self._says("usecase"):
            self.notes.add(self._line("usecase"), _("Capitals do not matter here."))
        self._note_feedback()
        for child in self.node.children:
            if child.tag not in _SAYS_NOTHING and _has_words(child):
                self.notes.add(child.line, _("<%(tag)s> is left out.") % {"tag": child.tag})

    def _note_feedback(self) -> None:
        """Feedback to the whole question, where it is not taken."""
        taken = {"generalfeedback"} if self.type not in ("multichoice", "truefalse") else set()
        if self.type in _WHOLE:
            taken |= {"correctfeedback", "incorrectfeedback"}
        for tag in {"generalfeedback", "correctfeedback", "incorrectfeedback"} - taken:
            text = self.words(self.node.child(tag))
            if text:
                said = _("Feedback to the whole question is left out: “%(text)s”") % {"text": text}
                self.notes.add(self._line(tag), said)

    def _line(self, tag: str) -> int:
        child = self.node.child(tag)
        return child.line if child else self.node.line

    # --- The kinds ---

    def choice(self, text: str) -> tuple[QuestionKind, Said]:
        build = building.single_choice if self._says("single") else building.multiple_choice
        kind = QuestionKind.SINGLE_CHOICE if self._says("single") else QuestionKind.MULTIPLE_CHOICE
        keep_order = self.node.words("shuffleanswers").casefold() in ("false", "0")
        return kind, build(text, self.answers(), self.notes, keep_order=keep_order)

    def true_false(self, text: str) -> tuple[QuestionKind, Said]:
        answers = {answer.text.casefold(): answer for answer in self.answers()}
        if answers.keys() != {"true", "false"}:
            raise Refused(_("A question of true or false needs just these two answers."))
        said = building.true_false(
            text,
            answer=answers["true"].weight >= 100,
            if_true=answers["true"].feedback,
            if_false=answers["false"].feedback,
        )
        return QuestionKind.TRUE_FALSE, said

    def short_text(self, text: str) -> tuple[QuestionKind, Said]:
        said = building.short_text(text, self.answers(), self.notes, general=self._general())
        return QuestionKind.SHORT_TEXT, said

    def numeric(self, text: str) -> tuple[QuestionKind, Said]:
        nodes = self.node.all("answer")
        tolerances = [node.words("tolerance") or "0" for node in nodes]
        answers = [(one, one.text, near) for one, near in zip(self.answers(), tolerances, strict=True)]
        said = building.numeric(text, answers, self.notes, unit=self._unit(), general=self._general())
        return QuestionKind.NUMERIC, said

    def _unit(self) -> str:
        units = [unit for units in self.node.all("units") for unit in units.all("unit")]
        for unit in units[1:]:
            self.notes.add(unit.line, _("Another unit is left out: %(unit)s") % {"unit": unit.words("unit_name")})
        if units and read_decimal(units[0].words("multiplier") or "1", units[0].line) != Decimal(1):
            raise Refused(_("The unit is another than the one the answer is given in."), units[0].line)
        return units[0].words("unit_name") if units else ""

    def matching(self, text: str) -> tuple[QuestionKind, Said]:
        nodes = self.node.all("subquestion")
        pairs = [(self.words(node), self.words(node.child("answer")), node.line) for node in nodes]
        return QuestionKind.MATCHING, building.matching(text, pairs, self.notes, **self._told())

    def ordering(self, text: str) -> tuple[QuestionKind, Said]:
        nodes = sorted(self.node.all("answer"), key=_fraction)
        steps = [(self.words(node), node.line) for node in nodes]
        for node in nodes:
            if self.words(node.child("feedback")):
                self.notes.add(node.line, _("Feedback to a single step is left out."))
        if self.node.words("selecttype").upper() not in ("", "0", "ALL"):
            self.notes.add(self._line("selecttype"), _("All steps are asked here, not some of them."))
        if self.node.words("gradingtype").upper() not in ("", "0", "ABSOLUTE_POSITION"):
            self.notes.add(self._line("gradingtype"), _("Here every step in its right place counts."))
        return QuestionKind.ORDERING, building.ordering(text, steps, **self._told())

    def _general(self) -> str:
        return self.words(self.node.child("generalfeedback"))

    def _told(self) -> dict[str, str]:
        return {
            "right": self.words(self.node.child("correctfeedback")),
            "wrong": self.words(self.node.child("incorrectfeedback")),
            "general": self._general(),
        }


def _fraction(node: Node) -> Decimal:
    return read_decimal(node.attributes.get("fraction", "0"), node.line)


def _has_words(node: Node) -> bool:
    return bool(node.text.strip()) or any(_has_words(child) for child in node.children)


_READERS: dict[str, Any] = {
    "multichoice": _Question.choice,
    "truefalse": _Question.true_false,
    "shortanswer": _Question.short_text,
    "numerical": _Question.numeric,
    "matching": _Question.matching,
    "ordering": _Question.ordering,
}
