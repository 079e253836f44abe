"""Minutes as they are typed, and as they are read: paragraphs, headings and lists, links, and nothing else.

A line that begins with `#` is a heading, lines that begin with `-` are a list, an empty line begins a paragraph.
"""

import re
from collections.abc import Iterator

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cms.sanitise import people_html

_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


def minutes_html(text: str) -> SafeString:
    """Whatever was typed is escaped or cleaned on its way (`people_html`)."""
    return SafeString("".join(part for block in _blocks(text) for part in _drawn(block)))


def _blocks(text: str) -> Iterator[list[str]]:
    for block in _EMPTY_LINE.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        if lines:
            yield lines


def _drawn(lines: list[str]) -> Iterator[SafeString]:
    """Lines of one kind that follow one another belong together."""
    run: list[str] = []
    for line in [*lines, ""]:
        if run and (not line or _kind(line) != _kind(run[0]) or _kind(line) == "#"):
            yield _part(run)
            run = []
        if line:
            run.append(line)


def _kind(line: str) -> str:
    return line[0] if line[0] in "#-" and line.strip("#- ") else ""


def _part(run: list[str]) -> SafeString:
    if _kind(run[0]) == "#":
        return format_html("<h3>{}</h3>", run[0].lstrip("# "))
    if _kind(run[0]) == "-":
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((_inline(one),) for one in run)))
    return people_html("\n".join(run))


def _inline(line: str) -> SafeString:
    """The paragraph `people_html` makes of one line, without its frame."""
    drawn = people_html(line.lstrip("- "))
    inner = drawn.removeprefix("<p>").removesuffix("</p>")
    return mark_safe(inner) if "<p>" not in inner else escape(line)  # noqa: S308  people_html has cleaned it
