"""One Ed25519 public key in the ways it is written: raw, as Multikey, as JSON Web Key."""

import base64

import base58
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

# What says "an Ed25519 public key follows" (multicodec).
ED25519 = b"\xed\x01"


def multikey(public_key: Ed25519PublicKey) -> str:
    return "z" + base58.b58encode(ED25519 + public_key.public_bytes_raw()).decode()


def public_key_of(written: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(base58.b58decode(written[1:])[len(ED25519) :])


def json_web_key(written: str) -> dict[str, str]:
    raw = public_key_of(written).public_bytes_raw()
    return {"kty": "OKP", "crv": "Ed25519", "x": base64.urlsafe_b64encode(raw).decode().rstrip("=")}


def private_key_of(raw: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(raw)
