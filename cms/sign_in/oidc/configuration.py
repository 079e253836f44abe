"""Reading the operator's file of providers into the shape allauth wants. Plain Python: settings import it."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

REQUIRED = ("id", "name", "issuer", "client_id")
OPTIONAL = (
    *("client_secret", "client_secret_file", "private_key_file", "key_id", "key_algorithm", "assertion_audience"),
    *("scope", "acr_values", "trust_email", "userinfo"),
)
IDENTIFIER = re.compile(r"[a-z0-9-]{1,30}")
ON_THIS_MACHINE = ("localhost", "127.0.0.1")


class OidcFileError(ValueError):
    """The file of providers says something that cannot be right; the message names the provider and the key."""


def read_providers(path: Path | None) -> list[dict[str, Any]]:
    """Read the file; no file is no provider. Raises OidcFileError or OSError: a site that starts half is worse."""
    if not path:
        return []
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise OidcFileError(f"{path} is not JSON: {error}") from error
    if not isinstance(entries, list):
        raise OidcFileError(f"{path} must hold a list of providers")
    apps = [_app(entry) for entry in entries]
    names = [app["provider_id"] for app in apps]
    if len(set(names)) != len(names):
        raise OidcFileError(f"{path}: every provider needs an id of its own")
    return apps


def _app(entry: Any) -> dict[str, Any]:
    if not isinstance(entry, dict):
        raise OidcFileError(f"a provider must be an object, not {entry!r}")
    _check_keys(entry)
    _check_address(entry)
    return {
        "provider_id": entry["id"],
        "name": entry["name"],
        "client_id": entry["client_id"],
        "secret": _secret(entry),
        "settings": {
            "server_url": entry["issuer"].rstrip("/"),
            "scope": entry.get("scope", ["openid", "profile", "email"]),
            "acr_values": entry.get("acr_values", []),
            "email_authentication": entry.get("trust_email", False),
            "fetch_userinfo": entry.get("userinfo", True),
            "private_key": _text_of(entry.get("private_key_file")),
            "key_id": entry.get("key_id", ""),
            "key_algorithm": entry.get("key_algorithm", "RS256"),
            "assertion_audience": entry.get("assertion_audience", "token_endpoint"),
        },
    }


def _check_keys(entry: dict[str, Any]) -> None:
    name = entry.get("id")
    if not isinstance(name, str) or not IDENTIFIER.fullmatch(name):
        raise OidcFileError(f"id {name!r}: small letters, figures and hyphens, it stands in addresses")
    for key in REQUIRED:
        if not isinstance(entry.get(key), str) or not entry[key]:
            raise OidcFileError(f"{name}: {key} is missing")
    if unknown := entry.keys() - {*REQUIRED, *OPTIONAL}:
        raise OidcFileError(f"{name}: {', '.join(sorted(unknown))} means nothing here")
    for key in ("scope", "acr_values"):
        if not _is_words(entry.get(key, [])):
            raise OidcFileError(f"{name}: {key} must be a list of words")
    if not isinstance(entry.get("trust_email", False), bool):
        raise OidcFileError(f"{name}: trust_email is true or false")
    if entry.get("assertion_audience", "issuer") not in ("issuer", "token_endpoint"):
        raise OidcFileError(f"{name}: assertion_audience is issuer or token_endpoint")


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word for word in value)


def _check_address(entry: dict[str, Any]) -> None:
    address = urlsplit(entry["issuer"])
    if address.scheme != "https" and address.hostname not in ON_THIS_MACHINE:
        raise OidcFileError(f"{entry['id']}: issuer must be an https address")


def _secret(entry: dict[str, Any]) -> str:
    ways = [key for key in ("client_secret", "client_secret_file", "private_key_file") if entry.get(key)]
    if len(ways) != 1:
        raise OidcFileError(f"{entry['id']}: name one of client_secret, client_secret_file and private_key_file")
    return entry.get("client_secret") or _text_of(entry.get("client_secret_file")).strip()


def _text_of(path: str | None) -> str:
    return Path(path).read_text(encoding="utf-8") if path else ""
