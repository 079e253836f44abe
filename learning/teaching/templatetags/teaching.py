"""States of items, drawn: the same picture and word everywhere."""

from functools import lru_cache

from django import template
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from theme.templatetags.theme import icon

from ..enums import State
from ..gradebook import Cell, Row

register = template.Library()
ICONS = {
    State.DONE: "done",
    State.UNDER_WAY: "partly",
    State.NEEDS_HELP: "warning",
    State.NOT_STARTED: "circle",
    State.NOT_THEIRS: "dash",
}


@register.simple_tag
def state_mark(state: str) -> SafeString:
    """The picture, and the word beside it."""
    found = State(state)
    return format_html('<span class="mark mark--{}">{}{}</span>', found.value, icon(ICONS[found]), found.label)


@register.simple_tag
def grade_cells(row: Row) -> SafeString:
    """The cells of one learner, from ready-made frames: a page holds two thousand of them."""
    return mark_safe("".join(_cell(cell) for cell in row.cells))  # noqa: S308 (escaped)


def _cell(cell: Cell) -> str:
    state, reading = str(cell.state), get_language() or ""
    return (
        _opening(state)
        + f' data-label="{conditional_escape(cell.column.title)}">'
        + _inside(state, cell.score, cell.attempts, reading)
    )


@lru_cache(maxsize=16)
def _opening(state: str) -> str:
    none = " is-none" if state in (State.NOT_STARTED, State.NOT_THEIRS) else ""
    return f'<td class="grade grade--{state}{none}"'


@lru_cache(maxsize=2048)
def _inside(state: str, score: int | None, attempts: int, reading: str) -> str:
    """`reading` is the active language; it is here because the words are kept by it."""
    found = State(state)
    said = f'<span>{icon(ICONS[found])}<span class="visually-hidden">{escape(found.label)}</span>'
    if score is not None:
        words = gettext("best score, attempts: %(number)s") % {"number": attempts}
        said += f' <span class="grade__score">{score} %<span class="visually-hidden"> {escape(words)}</span></span>'
        said += f' <span class="grade__tries" aria-hidden="true">({attempts})</span>'
    return f"{said}</span></td>"
