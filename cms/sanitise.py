"""The one place where words that people wrote become HTML."""

import re

import bleach
import nh3
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe

ALLOWED_TAGS = {"p", "br", "a"}
ALLOWED_ATTRIBUTES = {"a": {"href"}}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def people_html(text: str) -> SafeString:
    """Turn plain words into paragraphs with links, and nothing else.

    Everything is escaped first; bleach finds the addresses in it; nh3 has the last word on what may leave.
    Signs that steer the terminal or turn the reading direction are dropped.
    """
    paragraphs = linebreaks(escape(_CONTROL.sub("", text)))
    linked = bleach.linkify(paragraphs, parse_email=False)
    return mark_safe(  # noqa: S308  nh3 has just cleaned it
        nh3.clean(
            linked,
            tags=ALLOWED_TAGS,
            attributes=ALLOWED_ATTRIBUTES,
            url_schemes={"http", "https"},
            link_rel="noopener noreferrer nofollow ugc",
        )
    )
