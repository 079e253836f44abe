"""What stands around every page of the site."""

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
Pairs = tuple[tuple[str, Any], ...]


@register.simple_tag(takes_context=True)
def footer(context: template.Context) -> SafeString:
    """The same for all pages of a language, so it is made once for what it says."""
    links = tuple(tuple(link.items()) for link in context.get("footer_links") or ())
    return _footer(get_language(), tuple((context.get("centre") or {}).items()), links, settings.STATIC_URL)


# A language is a line here, and so is every change of the centre's facts. The static address is one that tests change.
@lru_cache(maxsize=32)
def _footer(language: str | None, centre: Pairs, links: tuple[Pairs, ...], static_url: str) -> SafeString:
    about = {"centre": dict(centre), "footer_links": [dict(link) for link in links]}
    return render_to_string("cms/components/footer.html", about)
