"""Every address of the site, as the resolver knows it, written as people read it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

from cms.demo.fingerprint import ROOMS

PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True)
class Address:
    """`route` is the address with its parameters as `<int:pk>`, `<name>` or, without a name, `<0>`."""

    route: str
    name: str
    is_ours: bool

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(found["name"] for found in PARAMETER.finditer(self.route))

    def filled(self, values: dict[str, Any]) -> str:
        return PARAMETER.sub(lambda found: str(values[found["name"]]), self.route)


def all_addresses() -> list[Address]:
    """Every pattern once, whatever includes it."""
    found = {address.route: address for address in _below(get_resolver().url_patterns, "/", "")}
    return sorted(found.values(), key=lambda address: address.route)


def _below(patterns: list[Any], prefix: str, names: str) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + _readable(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Address(route, names + (pattern.name or ""), _is_ours(pattern.callback))
        elif isinstance(pattern, URLResolver):
            namespace = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _below(pattern.url_patterns, route, names + namespace)


def _is_ours(view: Any) -> bool:
    """Written in one of our rooms, as a function or as a class."""
    return getattr(view, "view_class", view).__module__.split(".")[0] in ROOMS


def _readable(pattern: Any) -> str:
    """A regex becomes what it would be as a route; groups keep their names, others get numbers."""
    if not isinstance(pattern, RegexPattern):
        return str(pattern)
    text, number = str(pattern).removeprefix("^").removesuffix("$"), 0
    while (start := text.find("(")) >= 0:
        end = _closing(text, start)
        group = re.match(r"\(\?P<(\w+)>", text[start:])
        text = text[:start] + f"<{group[1] if group else number}>" + text[end + 1 :]
        number += not group
    return text.replace("\\", "").replace(".*", "<anything>")


def _closing(text: str, start: int) -> int:
    depth = 0
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    raise ValueError(text)
