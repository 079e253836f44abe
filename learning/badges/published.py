"""Answers to programs anywhere: with an ETag, kept for a while, read by pages of other sites too."""

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag


def published(
    request: HttpRequest, body: str | bytes, *, content_type: str, max_age: int, varies: bool = False
) -> HttpResponseBase:
    """The body, or 304 when the reader has it. `varies` says that the address has several forms of it."""
    content = body.encode() if isinstance(body, str) else body
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    response = HttpResponse(content, content_type=content_type)
    answer = get_conditional_response(request, etag=etag, response=response) or response
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = f"public, max-age={max_age}"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["X-Robots-Tag"] = "noindex"
    if varies:
        patch_vary_headers(answer, ["Accept"])
    return answer


def published_json(
    request: HttpRequest, document: dict[str, Any], *, max_age: int, content_type: str = "application/json"
) -> HttpResponseBase:
    body = json.dumps(document, ensure_ascii=False, indent=2)
    return published(request, body, content_type=content_type, max_age=max_age)
