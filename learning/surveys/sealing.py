"""Sealing what nobody but the running site, or nobody but one browser, may read.

A sealed text tells nothing of when it was sealed, and little of how long it is. The key is made from SECRET_KEY, which
stands in no database; keys of SECRET_KEY_FALLBACKS open what was sealed before the key was changed.
"""

import base64
import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "learning.surveys.sealing"
# Texts are filled up to a multiple of this, so that their length says little.
BLOCK = 512


class Unreadable(Exception):
    """Sealed with a key the site no longer has."""


def seal(value: Any, *, key: str = "") -> str:
    """Seal plain values with the site's key, or with one that somebody brings along."""
    text = json.dumps(value, ensure_ascii=False)
    text += " " * (-len(text.encode()) % BLOCK)
    return _lock(key or settings.SECRET_KEY).encrypt_at_time(text.encode(), 0).decode()


def unseal(sealed: str, *, key: str = "") -> Any:
    """Raises Unreadable."""
    lock = _lock(key) if key else _sites_locks(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    try:
        return json.loads(lock.decrypt(sealed.encode()))
    except InvalidToken:
        raise Unreadable from None


@lru_cache(maxsize=4)
def _sites_locks(*secrets: str | bytes) -> MultiFernet:
    """Made once: results open thousands of answers."""
    return MultiFernet([_lock(secret) for secret in secrets])


def _lock(secret: str | bytes) -> Fernet:
    digest = salted_hmac(SALT, "key", secret=secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
