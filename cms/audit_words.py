"""What stands beside a line of the log, in words: keys, roles and states as people say them."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .people.enums import Language, MembershipRole
from .people.roles import ROLES
from .privacy.readable import readable

KEYS: dict[str, Any] = {
    "about": _("about"),
    "after": _("after"),
    "asked": _("people asked"),
    "awarded": _("awarded"),
    "badges": _("badges"),
    "basis": _("what for"),
    "before": _("before"),
    "changed": _("changed"),
    "changes": _("changes"),
    "choices": _("choices"),
    "course": _("course"),
    "digest": _("fingerprint"),
    "dry_run": _("only counted"),
    "ends_on": _("last day"),
    "erasure": _("erasure"),
    "event": _("event"),
    "everything": _("everything"),
    "form": pgettext_lazy("file", "format"),
    "given": _("given"),
    "kind": _("kind"),
    "lines": _("lines"),
    "newer": _("replaced by"),
    "number": _("number"),
    "occasion": _("occasion"),
    "organisation": _("organisation"),
    "percent": _("per cent"),
    "purpose": _("to what"),
    "reason": _("reason"),
    "regrade": _("marking anew"),
    "release": _("release"),
    "role": _("role"),
    "roles": _("roles"),
    "rows": _("rows"),
    "survey": _("survey"),
    "target": _("whom it covers"),
    "text": _("text"),
    "title": _("title"),
    "unit_after": _("unit after"),
    "unit_before": _("unit before"),
    "user": _("person"),
    "version": _("version"),
    "what": _("what"),
}

# Codes that mean one thing wherever they stand.
CODES: dict[str, Any] = {
    **dict(Language.choices),
    **dict(MembershipRole.choices),
    **{role.key: role.name for role in ROLES},
}
# Only under these keys: a version "en" is no language.
CODED = frozenset({"after", "before", "role", "roles", "language"})
# Of one key alone, said by the room that has it.
_codes_of: dict[str, Mapping[str, Any]] = {}

Names = Mapping[str, Mapping[int, str]]


def register_key(key: str, words: Any) -> None:
    """Let a room above say what it calls a key of its own."""
    KEYS[key] = words


def register_codes(key: str, words: Mapping[str, Any]) -> None:
    """Let a room above say what the codes mean that stand under a key of its own."""
    _codes_of[key] = words


def data_in_words(data: Any, *, names: Names | None = None) -> str:
    """`names` has those of things by key and number: {"organisation": {7: "Skogdal kommune"}}."""
    if not isinstance(data, dict):
        return readable(data) if data else ""
    said = (_said(key, value, (names or {}).get(key, {})) for key, value in data.items())
    return ", ".join(f"{capfirst(str(KEYS.get(key, key)))}: {words}" for key, words in zip(data, said, strict=True))


def _said(key: str, value: Any, named: Mapping[int, str]) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and value in named:
        return f"{value} ({named[value]})"
    if key in _codes_of and isinstance(value, str):
        return str(_codes_of[key].get(value, value))
    if key in CODED:
        value = [_word(one) for one in value] if isinstance(value, list) else _word(value)
    return data_in_words(value) if isinstance(value, dict) else readable(value)


def _word(value: Any) -> Any:
    return str(CODES[value]) if isinstance(value, str) and value in CODES else value
