"""JSON-LD without a network: the contexts our documents name are kept beside this file, others are an error."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from pyld import jsonld

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
FOLDER = Path(__file__).parent / "contexts"
FILES = {CREDENTIALS_V2: "credentials-v2.json", OPEN_BADGES: "open-badges-3.0.3.json"}


class UnknownContext(Exception):
    """A document names a context that is not kept here."""


def canonical(document: dict[str, Any]) -> str:
    """The document as sorted statements (RDF Dataset Canonicalization): the same however its JSON is written."""
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load}
    normalized: str = jsonld.normalize(document, options)
    return normalized


def load(url: str, options: dict[str, Any] | None = None) -> dict[str, Any]:
    if url not in FILES:
        raise UnknownContext(url)
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": _read(FILES[url]),
    }


@cache
def _read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text())
