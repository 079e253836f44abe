"""Blocks that are only read, as HTML. Frozen content looks the same to everybody, so it is rendered once."""

from collections import OrderedDict
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

KEPT = 4096
_rendered: "OrderedDict[tuple[str, str, str], SafeString]" = OrderedDict()


def block_html(block: dict[str, Any], *, digest: str, language: str) -> SafeString:
    """Return a block's HTML; `digest` is the hash of the lesson it stands in, `language` the reader's interface."""
    key = (digest, block["id"], language)
    html = _rendered.get(key)
    if html is None:
        html = render_to_string(f"theme/blocks/{block['type']}.html", {"block": block})
        _rendered[key] = html
        if len(_rendered) > KEPT:
            _rendered.popitem(last=False)
    return html
