"""Texts of other systems as plain text. Our questions are plain: what formatting goes is said."""

import re
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from .reading import Notes, Refused

# A tag as HTML has it; "a < b" is none.
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);")
_BREAKS = {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"}
# Wrappers that say nothing of their own.
_SILENT = _BREAKS - {"li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"} | {"span", "font"}
_SHOWN = {"img", "audio", "video", "object", "embed", "iframe", "svg", "math", "canvas", "source"}
_HIDDEN = {"script", "style"}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.lost: set[str] = set()
        self.shown: set[str] = set()
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _HIDDEN
        if tag in _SHOWN:
            self.shown.add(tag)
        elif tag not in _SILENT:
            self.lost.add(tag)
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN
        if tag in _BREAKS and tag != "br":
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if self._hidden <= 0:
            self.words.append(data)


def plain(text: str, form: str, *, line: int, notes: Notes) -> str:
    """A text without its markup. `form` is html, moodle, markdown or plain.

    Formatting that goes is noted; a text that shows a picture, a film or a formula is Refused.
    """
    if form == "markdown" and re.search(r"[*_`#\[]", text):
        notes.add(line, _("Markdown is not read: its signs stand in the text."))
    if form in ("plain", "markdown") or not _TAG.search(text):
        return tidy(text)
    words = _Words()
    words.feed(text)
    words.close()
    if words.shown or "@@PLUGINFILE@@" in text:
        raise Refused(_("It shows a picture or a film, which cannot be imported."), line)
    if words.lost:
        names = ", ".join(sorted(words.lost))
        notes.add(line, _("Formatting is left out (%(tags)s).") % {"tags": names})
    return tidy("".join(words.words))


def tidy(text: str) -> str:
    """Lines without spaces at their ends, no more than one empty line between them."""
    lines = "\n".join(" ".join(line.split()) for line in text.replace("\xa0", " ").splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
