"""From answers as other systems weigh them to what our questions say. Both readers build with these."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from ..contents import Said
from .reading import Notes, Refused

NEAR = Decimal(1)
# A bare star stands for anything in Moodle.
LITERAL_STAR = "\\*"
MAX_OPTION, MAX_ACCEPTED, MAX_PART = 300, 100, 200


@dataclass(frozen=True)
class Answer:
    """An answer as the file has it; `weight` in per cent."""

    text: str
    weight: Decimal
    feedback: str
    line: int


def single_choice(text: str, answers: Sequence[Answer], notes: Notes, *, keep_order: bool = False) -> Said:
    right = [answer for answer in answers if answer.weight >= 100]
    if len(right) > 1:
        raise Refused(_("Several answers are marked as the one right answer."), right[1].line)
    for answer in answers:
        if 0 < answer.weight < 100:
            notes.add(answer.line, _("An answer that was half right counts as wrong here."))
        if answer.weight < 0:
            notes.add(answer.line, _("A wrong answer takes nothing away here."))
    return _choice(text, answers, [answer.weight >= 100 for answer in answers], keep_order=keep_order)


def multiple_choice(text: str, answers: Sequence[Answer], notes: Notes, *, keep_order: bool = False) -> Said:
    """Each right choice earns the same share here and each wrong one costs it; weights that say otherwise are noted."""
    right = [answer for answer in answers if answer.weight > 0]
    share = Decimal(100) / len(right) if right else Decimal(0)
    for answer in answers:
        wanted = share if answer.weight > 0 else -share
        if abs(answer.weight - wanted) > NEAR:
            notes.add(
                answer.line,
                _("Weights are not kept: every right choice earns the same here, and every wrong one costs as much."),
            )
    return _choice(text, answers, [answer.weight > 0 for answer in answers], keep_order=keep_order)


def _choice(text: str, answers: Sequence[Answer], right: Sequence[bool], *, keep_order: bool) -> Said:
    options = [
        {"text": within(answer.text, MAX_OPTION, answer.line), "correct": correct, "feedback": answer.feedback}
        for answer, correct in zip(answers, right, strict=True)
    ]
    return {"text": text, "options": options} | ({"keep_order": True} if keep_order else {})


def true_false(text: str, *, answer: bool, if_true: str, if_false: str) -> Said:
    return {"text": text, "answer": answer, "feedback_true": if_true, "feedback_false": if_false}


def short_text(text: str, answers: Sequence[Answer], notes: Notes, *, general: str = "") -> Said:
    accepted = []
    right, wrong = "", ""
    for answer in answers:
        if answer.text == "*" and answer.weight <= 0:
            wrong = answer.feedback
        elif "*" in answer.text.replace(LITERAL_STAR, ""):
            raise Refused(_("An answer has a wildcard (*): write out what is accepted."), answer.line)
        elif answer.weight >= 100:
            accepted.append(within(answer.text.replace(LITERAL_STAR, "*"), MAX_ACCEPTED, answer.line))
            right = _one_feedback(right, answer, notes)
        else:
            _leave_out(answer, notes)
    return {"text": text, "accepted": accepted} | _whole(right, wrong, general)


def numeric(text: str, answers: Sequence[tuple[Answer, str, str]], notes: Notes, *, unit: str, general: str) -> Said:
    """Each answer comes with its number and how far off it may be; "*" stands for every other one."""
    found: tuple[Decimal, Decimal] | None = None
    right, wrong = "", ""
    for answer, number, tolerance in answers:
        if number == "*":
            wrong = answer.feedback
        elif answer.weight >= 100 and found is None:
            found, right = (read_decimal(number, answer.line), read_decimal(tolerance, answer.line)), answer.feedback
        else:
            _leave_out(answer, notes)
    if found is None:
        raise Refused(_("No number is marked as right."))
    return {"text": text, "answer": written(found[0]), "tolerance": written(found[1]), "unit": unit[:30]} | _whole(
        right, wrong, general
    )


def ordering(text: str, items: Sequence[tuple[str, int]], *, right: str, wrong: str, general: str) -> Said:
    steps = [{"text": within(item, MAX_PART, line)} for item, line in items]
    return {"text": text, "items": steps} | _whole(right, wrong, general)


def matching(
    text: str, pairs: Sequence[tuple[str, str, int]], notes: Notes, *, right: str, wrong: str, general: str
) -> Said:
    kept = []
    for left, other, line in pairs:
        if left:
            kept.append({"left": within(left, MAX_PART, line), "right": within(other, MAX_PART, line)})
        else:
            notes.add(line, _("“%(text)s” belongs to nothing: only pairs are imported.") % {"text": other})
    return {"text": text, "pairs": kept} | _whole(right, wrong, general)


def _whole(right: str, wrong: str, general: str) -> Said:
    """One feedback for right and one for wrong; what is said in general stands in both."""
    both = [(right, "feedback_correct"), (wrong, "feedback_wrong")]
    return {name: "\n\n".join(text for text in (said, general) if text) for said, name in both}


def _one_feedback(so_far: str, answer: Answer, notes: Notes) -> str:
    if so_far and answer.feedback and answer.feedback != so_far:
        notes.add(answer.line, _("Feedback to this very answer is left out: “%(text)s”") % {"text": answer.feedback})
    return so_far or answer.feedback


def _leave_out(answer: Answer, notes: Notes) -> None:
    told = f"{answer.text} ({answer.feedback})" if answer.feedback else answer.text
    if 0 < answer.weight < 100:
        notes.add(answer.line, _("An answer that was half right is left out: “%(text)s”") % {"text": told})
    else:
        notes.add(answer.line, _("An answer is left out: “%(text)s”") % {"text": told})


def within(text: str, limit: int, line: int) -> str:
    if len(text) > limit:
        raise Refused(_("An answer is longer than %(limit)s signs.") % {"limit": limit}, line)
    return text


def read_decimal(text: str, line: int) -> Decimal:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or len(text) > 40:
        raise Refused(_("“%(text)s” is not a number.") % {"text": text.strip()[:40]}, line)
    return number


def written(number: Decimal) -> str:
    """A number without exponent and without noughts behind."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
