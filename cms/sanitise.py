"""The one place where words that people wrote become HTML."""

import re
from typing import Any
from urllib.parse import urlsplit

import bleach
import nh3
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe

ALLOWED_TAGS = {"p", "br", "a"}
ALLOWED_ATTRIBUTES = {"a": {"href"}}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
# The letters that names under .no are made of. Other signs may look like these and lead elsewhere.
_OUR_LETTERS = frozenset("áàäčçđéèêŋńñóòôöšŧüžæøå")


def people_html(text: str) -> SafeString:
    """Turn plain words into paragraphs with links, and nothing else.

    Everything is escaped first; bleach finds the addresses in it; nh3 has the last word on what may leave.
    Signs that steer the terminal or turn the reading direction are dropped. An address in letters that may be taken
    for others says behind it where it leads.
    """
    paragraphs = linebreaks(escape(_CONTROL.sub("", text)))
    linked = bleach.linkify(paragraphs, callbacks=[_say_where_it_leads], parse_email=False)
    return mark_safe(  # noqa: S308  nh3 has just cleaned it
        nh3.clean(
            linked,
            tags=ALLOWED_TAGS,
            attributes=ALLOWED_ATTRIBUTES,
            url_schemes={"http", "https"},
            link_rel="noopener noreferrer nofollow ugc",
        )
    )


def _say_where_it_leads(attributes: dict[Any, str], new: bool = False) -> dict[Any, str] | None:
    """No link at all where no such domain can be."""
    try:
        host = urlsplit(attributes.get((None, "href"), "")).hostname or ""
        real = "" if _is_plain(host) else host.encode("idna").decode("ascii")
    except ValueError:
        return None
    if real:
        attributes["_text"] = f"{attributes['_text']} ({real})"
    return attributes


def _is_plain(host: str) -> bool:
    return all(sign.isascii() or sign in _OUR_LETTERS for sign in host)
