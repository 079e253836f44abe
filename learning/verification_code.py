"""Codes that people read from paper and type: no look-alike letters, and a last sign that catches a slip.

Twelve random signs of Crockford's base 32 (60 bits) and a check sign by the Luhn algorithm modulo 32, which finds
every single wrong sign and nearly every swap of two neighbours. Written in groups: 7K4M-QWX2-9PTB-H.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


class MistypedCode(ValueError):
    """The signs do not make a code: too many, too few, or the last one does not fit the others."""


def new_code() -> str:
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return _grouped(signs + check_sign(signs))


def read_code(typed: str) -> str:
    """Return the code as it is stored, however it was typed. Raises MistypedCode."""
    signs = "".join(sign for sign in typed.upper() if sign not in "- \u2013").translate(_READ_AS)
    if len(signs) != LENGTH + 1 or any(sign not in ALPHABET for sign in signs):
        raise MistypedCode(typed[:40])
    if check_sign(signs[:-1]) != signs[-1]:
        raise MistypedCode(typed[:40])
    return _grouped(signs)


def check_sign(signs: str) -> str:
    """Luhn mod N over the alphabet: from the right, every other sign counts double."""
    total = 0
    for place, sign in enumerate(reversed(signs)):
        value = ALPHABET.index(sign) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))
