"""The bits of a status list as the standard writes them: first bit leftmost, compressed, base64 for addresses."""

import base64
import gzip
from collections.abc import Iterable


def encoded(places: Iterable[int], *, size: int) -> str:
    bits = bytearray(size // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> (place % 8)
    # Without a moment in it, the same bits are the same text.
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")
