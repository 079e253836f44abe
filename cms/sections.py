"""The list of sections of a page that is made of panels: read from the panels themselves, whoever hung them."""

import re
from collections.abc import Iterable
from html import unescape
from typing import NamedTuple

from django.utils.html import strip_tags

_HEADING = re.compile(r"<h2\b[^>]*\bid=\"([^\"]+)\"[^>]*>(.*?)</h2>", re.DOTALL)


class Section(NamedTuple):
    id: str
    title: str


def sections_in(panels: Iterable[str]) -> list[Section]:
    """Every second-level heading with an id, in order, as plain text."""
    found = (match for panel in panels for match in _HEADING.finditer(panel))
    return [Section(match[1], " ".join(unescape(strip_tags(match[2])).split())) for match in found]
