"""Minutes as they are typed, and as they are read, on the page and on paper: paragraphs, headings and lists, links, and
nothing else.

A line that begins with `#` is a heading, lines that begin with `-` are a list, an empty line begins a paragraph.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cms.sanitise import people_html

_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_KINDS = {"#": "heading", "-": "list", "": "text"}


class Part(NamedTuple):
    """Lines of one kind that follow one another: a heading, the points of a list, or a paragraph."""

    kind: str
    lines: list[str]


def minutes_html(text: str) -> SafeString:
    """Whatever was typed is escaped or cleaned on its way (`people_html`)."""
    return SafeString("".join(_drawn(part) for part in parts_of(text)))


def parts_of(text: str) -> Iterator[Part]:
    """In order, without the signs that say what they are."""
    for block in _blocks(text):
        yield from _parts(block)


def _blocks(text: str) -> Iterator[list[str]]:
    for block in _EMPTY_LINE.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        if lines:
            yield lines


def _parts(lines: list[str]) -> Iterator[Part]:
    run: list[str] = []
    for line in [*lines, ""]:
        if run and (not line or _sign(line) != _sign(run[0]) or _sign(line) == "#"):
            sign = _sign(run[0])
            yield Part(_KINDS[sign], [one.lstrip(f"{sign} ") if sign else one for one in run])
            run = []
        if line:
            run.append(line)


def _sign(line: str) -> str:
    return line[0] if line[0] in "#-" and line.strip("#- ") else ""


def _drawn(part: Part) -> SafeString:
    if part.kind == "heading":
        return format_html("<h3>{}</h3>", part.lines[0])
    if part.kind == "list":
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((_inline(one),) for one in part.lines)))
    return people_html("\n".join(part.lines))


def _inline(line: str) -> SafeString:
    """The paragraph `people_html` makes of one line, without its frame."""
    drawn = people_html(line)
    inner = drawn.removeprefix("<p>").removesuffix("</p>")
    return mark_safe(inner) if "<p>" not in inner else escape(line)  # noqa: S308  people_html has cleaned it
