"""Answers as plain values, and which questions they open.

By question key: the key of an option, a list of them, 1 to 5, "yes" or "no", a number or a day as text, words;
CANNOT where somebody said that they cannot answer. A question nobody answered is not there.
"""

from typing import Any

from .content import Asked, Content

Answers = dict[str, Any]
CANNOT = {"cannot": True}


def is_shown(question: Asked, answers: Answers) -> bool:
    """Whether what was answered before opens this question."""
    if question.show_if is None:
        return True
    given = answers.get(question.show_if.question)
    chosen = given if isinstance(given, list) else [given]
    return any(str(one) in question.show_if.answers for one in chosen)


def without_hidden(content: Content, answers: Answers) -> Answers:
    """Only answers to questions that were open, in order: what hangs on a hidden question is hidden too."""
    kept: Answers = {}
    for question in content.questions:
        if question.key in answers and is_shown(question, kept):
            kept[question.key] = answers[question.key]
    return kept
