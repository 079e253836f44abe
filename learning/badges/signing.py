"""Two signatures of one document: a Data Integrity proof inside it (eddsa-rdfc-2022), and a token around it (VC-JWT).

Wallets and badge displays read the first, most libraries for tokens the second; both say the same.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import base58
import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from .addresses import key_id, token_key_id
from .json_ld import canonical
from .key_forms import private_key_of
from .models import SigningKey
from .sealing import unseal


class Signer:
    """The key of the day, unsealed once for many documents. Raises SealBroken."""

    def __init__(self, key: SigningKey) -> None:
        self.key = key
        self._private: Ed25519PrivateKey = private_key_of(unseal(key.sealed_private_key))

    def document(self, unsigned: dict[str, Any], *, at: datetime) -> str:
        """The document with its proof, as JSON text."""
        proof = {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": moment(at),
            "verificationMethod": key_id(self.key),
            "proofPurpose": "assertionMethod",
        }
        # The standard's order: first what is said about the proof, then the document.
        hashed = _hash({"@context": unsigned["@context"], **proof}) + _hash(unsigned)
        value = "z" + base58.b58encode(self._private.sign(hashed)).decode()
        return json.dumps({**unsigned, "proof": {**proof, "proofValue": value}}, ensure_ascii=False, indent=2)

    def token(self, unsigned: dict[str, Any]) -> str:
        """The same document as a compact JSON Web Token."""
        issuer = unsigned["issuer"]
        claims = {
            "iss": issuer["id"] if isinstance(issuer, dict) else issuer,
            "jti": unsigned["id"],
            "sub": unsigned["credentialSubject"]["id"],
            "nbf": _seconds(unsigned["validFrom"]),
        }
        if "validUntil" in unsigned:
            claims["exp"] = _seconds(unsigned["validUntil"])
        headers = {"kid": token_key_id(self.key), "typ": "vc+jwt"}
        return jwt.encode({**unsigned, **claims}, self._private, algorithm="EdDSA", headers=headers)


def moment(at: datetime) -> str:
    """As the standard writes it: whole seconds, Zulu."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _seconds(written: str) -> int:
    return int(datetime.fromisoformat(written).timestamp())


def _hash(document: dict[str, Any]) -> bytes:
    return hashlib.sha256(canonical(document).encode()).digest()
