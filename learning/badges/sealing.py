"""Private keys at rest: a copy of the database alone signs nothing, the key to it is made from SECRET_KEY."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class SealBroken(Exception):
    """The key was sealed with a SECRET_KEY that is neither the present one nor among SECRET_KEY_FALLBACKS."""


def seal(secret: bytes) -> str:
    return _ciphers().encrypt(secret).decode()


def unseal(sealed: str) -> bytes:
    """Raises SealBroken."""
    try:
        return _ciphers().decrypt(sealed.encode())
    except InvalidToken:
        raise SealBroken from None


def _ciphers() -> MultiFernet:
    """Writes with SECRET_KEY, reads with SECRET_KEY_FALLBACKS too."""
    keys: list[str] = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(b"learning.badges.sealing" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
