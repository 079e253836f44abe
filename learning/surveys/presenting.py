"""Surveys as plain values for templates."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cms.texts import said

from .answers import CANNOT
from .content import Asked, content_of
from .enums import QuestionKind
from .forms import AnswerForm, field_name, point_label
from .models import Response
from .results import Change, Tally

Shown = dict[str, Any]


# --- The form -----------------------------------------------------------------------------------


def shown_questions(form: AnswerForm) -> list[Shown]:
    """Each question with its fields and, where it hangs on another, in words and for the script on what."""
    by_key = form.content.by_key()
    return [
        {
            "field": form[field_name(question)],
            "cannot": form[f"{field_name(question)}-cannot"]
            if f"{field_name(question)}-cannot" in form.fields
            else None,
            "depends_on": field_name(by_key[question.show_if.question]) if question.show_if else "",
            "when": " ".join(question.show_if.answers) if question.show_if else "",
            "only_if": _only_if(question, by_key, form.language),
        }
        for question in form.content.questions
    ]


def _only_if(question: Asked, by_key: dict[str, Asked], language: str) -> str:
    if question.show_if is None:
        return ""
    earlier = by_key[question.show_if.question]
    words = _(" or ").join(answer_in_words(earlier, key, language) for key in question.show_if.answers)
    return _("Only if you answered “%(answer)s” to “%(question)s”") % {
        "answer": words,
        "question": said(earlier.text, language),
    }


def answer_in_words(question: Asked, key: Any, language: str) -> str:
    """One stored answer as people read it."""
    if key == CANNOT:
        return _("Cannot answer")
    if question.kind == QuestionKind.YES_NO:
        return _("Yes") if key == "yes" else _("No")
    if question.kind == QuestionKind.SCALE:
        return point_label(question, int(key), language)
    if question.kind == QuestionKind.NUMBER:
        return "–".join(number_format(Decimal(part)) for part in str(key).split("–"))
    return next((said(option.label, language) for option in question.options if option.key == key), str(key))


def answer_as_text(question: Asked, answer: Any, language: str) -> str:
    """A whole answer in one cell."""
    chosen = answer if isinstance(answer, list) else [answer]
    return "; ".join(answer_in_words(question, one, language) for one in chosen if one is not None)


# --- Sums ---------------------------------------------------------------------------------------


def shown_tally(found: Tally, language: str) -> Shown:
    """One question's sums: bars to look at, and the table behind them."""
    question = found.question
    rows = [_bar(answer_in_words(question, key, language), count, found.base) for key, count in found.counts]
    if found.cannot or question.cannot_answer:
        rows.append(_bar(_("Cannot answer"), found.cannot, found.base) | {"tone": "apart"})
    return {
        "key": question.key,
        "text": said(question.text, language),
        "bars": rows,
        "table": [[row["label"], row["count"], row["percent_text"]] for row in rows],
        "tally": found,
        "mean": number_format(found.mean, 2) if found.mean is not None else "",
        "is_multiple": question.kind == QuestionKind.MULTIPLE_CHOICE,
        "has_trend": bool(found.counts) and question.kind not in (QuestionKind.DATE, QuestionKind.NUMBER),
    }


def _bar(label: str, count: int, base: int) -> Shown:
    percent = round(100 * count / base) if base else 0
    return {
        "label": label,
        "count": count,
        "share": percent,
        "percent_text": f"{percent} %",
        "value": f"{count} ({percent} %)",
    }


def sums_table(tallies: Iterable[Tally], language: str) -> Iterable[Sequence[Any]]:
    """Lines of the export: question, answer, how many, of how many."""
    for found in tallies:
        text = said(found.question.text, language)
        if found.hidden:
            yield text, _("Too few answers to show"), "", "", "", found.question.key
            continue
        for key, count in found.counts:
            yield (
                text,
                answer_in_words(found.question, key, language),
                count,
                found.base,
                found.silent,
                found.question.key,
            )
        if found.cannot or found.question.cannot_answer:
            yield text, _("Cannot answer"), found.cannot, found.base, found.silent, found.question.key
        for words in found.texts:
            yield text, words, "", found.base, found.silent, found.question.key


# --- Before and after ---------------------------------------------------------------------------


def shown_change(found: Change, language: str) -> Shown:
    """Means of many people, out of five."""
    return {
        "text": said(found.question.text, language),
        "change": found,
        "bars": [] if found.hidden else [_mean_bar(_("Before"), found.before), _mean_bar(_("After"), found.after)],
    }


def changes_table(found: Iterable[Change], language: str) -> Iterable[Sequence[Any]]:
    """Lines of the export: question, means before and after, how many moved up and down, of how many."""
    for one in found:
        text = said(one.question.text, language)
        if one.hidden:
            yield text, _("Too few answers to show"), "", "", "", "", one.question.key
        else:
            yield text, one.before, one.after, one.more, one.less, one.people, one.question.key


def _mean_bar(label: str, mean: Any) -> Shown:
    return {"label": label, "share": round(float(mean) * 20), "value": number_format(mean, 2)}


def own_answers(response: Response, language: str) -> list[Shown]:
    """What one person answered, in the words they were asked in; what was left open is left out."""
    assert response.version
    asked = [one for one in content_of(response.version).questions if one.key in response.answers]
    return [
        {"text": said(one.text, language), "answer": answer_as_text(one, response.answers[one.key], language)}
        for one in asked
    ]


def own_changes(before: Response, after: Response, language: str) -> list[Shown]:
    """One person's own answers side by side, question by question, in the words of the later version."""
    assert after.version
    return [
        _own_change(question, before.answers, after.answers, language)
        for question in content_of(after.version).questions
    ]


def _own_change(question: Asked, before: dict[str, Any], after: dict[str, Any], language: str) -> Shown:
    was, now = before.get(question.key), after.get(question.key)
    bars: list[Shown] = []
    if question.kind == QuestionKind.SCALE and isinstance(was, int) and isinstance(now, int):
        bars = [
            {"label": label, "share": point * 20, "value": str(point), "point": point}
            for label, point in ((_("Before"), was), (_("After"), now))
        ]
    return {
        "text": said(question.text, language),
        "bars": bars,
        "difference": bars[1]["point"] - bars[0]["point"] if bars else None,
        "before": answer_as_text(question, was, language) or "–",
        "after": answer_as_text(question, now, language) or "–",
    }
