"""Feeds as they are served: bytes that are kept until what they are made of changes, and the answer to whoever asks
whether it has.

No `Last-Modified`: it would go backwards when something leaves a feed. `If-Modified-Since` is therefore not heard.
"""

import gzip
import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

KEPT_SECONDS = 24 * 3600
# Programs that ask again sooner than this see what they saw.
FRESH_SECONDS = 900
GZIP, PLAIN = "gzip", "plain"


@dataclass(frozen=True)
class Feed:
    """A feed that is perhaps not written yet. `stamp` becomes another one with whatever `build` would return."""

    name: str
    language: str
    stamp: Hashable
    build: Callable[[], bytes]
    private: bool = False

    @cached_property
    def key(self) -> str:
        said = repr((self.name, self.language, self.stamp))
        return f"calendar:{hashlib.sha256(said.encode()).hexdigest()}"


def answer(request: HttpRequest, feed: Feed, *, filename: str = "") -> HttpResponse:
    """The feed, packed for whoever can unpack it; or that nothing has changed, for who says what they have."""
    packing = GZIP if GZIP in request.headers.get("Accept-Encoding", "") else PLAIN
    etag = cache.get(feed.key) or _write(feed)[0]
    if _is_known(request, etag):
        return _with_headers(HttpResponse(status=HTTPStatus.NOT_MODIFIED), feed, etag, packing)
    body = cache.get(f"{feed.key}:{packing}") or _write(feed)[1][packing]
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Length"] = str(len(body))
    if packing == GZIP:
        response.headers["Content-Encoding"] = GZIP
    if filename:
        response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return _with_headers(response, feed, etag, packing)


def _write(feed: Feed) -> tuple[str, dict[str, bytes]]:
    """Make and keep the bytes, packed and not; their mark is a hash of them."""
    plain = feed.build()
    etag = hashlib.sha256(plain).hexdigest()[:32]
    bodies = {PLAIN: plain, GZIP: gzip.compress(plain, 6, mtime=0)}
    cache.set_many({f"{feed.key}:{packing}": body for packing, body in bodies.items()}, KEPT_SECONDS)
    cache.set(feed.key, etag, KEPT_SECONDS)
    return etag, bodies


def _is_known(request: HttpRequest, etag: str) -> bool:
    """Whether the program has these bytes already, in whichever packing."""
    tags = parse_etags(request.headers.get("If-None-Match", ""))
    known = {_tag(etag, PLAIN), _tag(etag, GZIP), "*"}
    return any(tag.removeprefix("W/") in known for tag in tags)


def _tag(etag: str, packing: str) -> str:
    """Strong marks say that every byte is the same, so each packing has one of its own."""
    return f'"{etag}-gzip"' if packing == GZIP else f'"{etag}"'


def _with_headers(response: HttpResponse, feed: Feed, etag: str, packing: str) -> HttpResponse:
    """The same for whoever has it already. The address of a personal feed is its key, and is told to nobody."""
    response.headers["ETag"] = _tag(etag, packing)
    response.headers["Cache-Control"] = f"{'private' if feed.private else 'public'}, max-age={FRESH_SECONDS}"
    response.headers["Content-Language"] = feed.language
    patch_vary_headers(response, ("Accept-Encoding",))
    if feed.private:
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
    return response
