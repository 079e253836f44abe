"""The DID document: which keys speak for the centre. Retired keys stay in it, withdrawn ones do not."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from cms.addresses import site_url

from .addresses import centre_did, key_id, token_key_id
from .key_forms import json_web_key
from .models import SigningKey

CONTEXTS = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
]


def did_document(keys: Iterable[SigningKey]) -> dict[str, Any]:
    """The newest key stands first: readers that ask for no key by name take that one."""
    did = centre_did()
    methods = [method for key in keys for method in _methods(key, did)]
    return {
        "@context": CONTEXTS,
        "id": did,
        "alsoKnownAs": [site_url(reverse("issuer"))],
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def _methods(key: SigningKey, did: str) -> list[dict[str, Any]]:
    """Each key twice: as Multikey for proofs in a document, as JSON Web Key for tokens."""
    return [
        {"id": key_id(key), "type": "Multikey", "controller": did, "publicKeyMultibase": key.public_key},
        {
            "id": token_key_id(key),
            "type": "JsonWebKey",
            "controller": did,
            "publicKeyJwk": json_web_key(key.public_key),
        },
    ]
